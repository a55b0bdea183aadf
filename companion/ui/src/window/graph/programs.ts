// How WebGL draws nodes and edges: as points and lines, which machines without a graphics card draw quickly, too.

import { EdgeLineProgram, NodePointProgram, type ProgramInfo } from "sigma/rendering";
import type { EdgeLook, NodeLook } from "./model";

/** 5,000 points take a tenth of the time of Sigma's own circles. */
export const Points = NodePointProgram<NodeLook, EdgeLook>;

/** Lines that cannot be clicked while they move: what finds the one under the pointer is a second drawing of all. */
export function linesThat(move: () => boolean) {
  return class Lines extends EdgeLineProgram<NodeLook, EdgeLook> {
    override drawWebGL(method: number, program: ProgramInfo): void {
      if (!program.isPicking || !move()) super.drawWebGL(method, program);
    }
  };
}

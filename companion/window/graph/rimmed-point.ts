// Discs with a rim in the ground's colour, so that neighbours that touch are seen apart: Sigma's point, which takes a tenth
// of the time of its circle or of @sigma/node-border where no graphics card helps.

import { NodePointProgram } from "sigma/rendering";
import type { NodeLook } from "./model";

/** Of a disc's radius. */
const RIM = "0.16";

/** The program for a ground of this colour, `#rrggbb`. */
export function rimmedPoint(ground: string): typeof NodePointProgram<NodeLook> {
  const rim = [1, 3, 5].map((at) => (Number.parseInt(ground.slice(at, at + 2), 16) / 255).toFixed(4)).join();
  const shader = `
precision mediump float;
varying vec4 v_color;
varying float v_border;
void main(void) {
  float within = 1.0 - 2.0 * length(gl_PointCoord - vec2(0.5));
  #ifdef PICKING_MODE
  gl_FragColor = within > 0.0 ? v_color : vec4(0.0);
  #else
  float soft = 2.0 * v_border;
  float inner = smoothstep(${RIM} - soft / 2.0, ${RIM} + soft / 2.0, within);
  gl_FragColor = mix(vec4(${rim}, 1.0), v_color, inner) * smoothstep(0.0, soft, within);
  #endif
}`;
  return class extends NodePointProgram<NodeLook> {
    override getDefinition() {
      return { ...super.getDefinition(), FRAGMENT_SHADER_SOURCE: shader };
    }
  };
}

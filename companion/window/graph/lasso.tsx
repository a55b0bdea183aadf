// Choosing accounts by a line drawn around them: they are ticked, and so are looked at together everywhere.

import { useRef, useState } from "preact/hooks";
import { below } from "../texts";
import type { Drawing, Shown } from "./model";

const t = below("graph");

export interface Point {
  x: number;
  y: number;
}

/** The shown accounts within a closed line, in the drawing's unit. */
export function within({ graph }: Drawing, { hidden }: Shown, line: readonly Point[]): number[] {
  return graph
    .mapNodes((_, look) => look)
    .filter((look) => !hidden.has(look.node.account) && isWithin(look, line))
    .map(({ node }) => node.account);
}

/** Whether a line from the point to the right crosses the closed line an odd number of times. */
function isWithin({ x, y }: Point, line: readonly Point[]): boolean {
  return line.reduce((inside, one, at) => {
    const other = line[(at + 1) % line.length] as Point;
    const crosses =
      one.y > y !== other.y > y && x < one.x + ((other.x - one.x) * (y - one.y)) / (other.y - one.y);
    return crosses ? !inside : inside;
  }, false);
}

/** Lies over the drawing while a line is drawn; `drawn` hears it, in pixels of the stage. */
export function Lasso({ drawn }: { drawn: (line: Point[]) => void }) {
  const [line, setLine] = useState<Point[]>([]);
  const draws = useRef(false);
  const add = ({ offsetX, offsetY }: PointerEvent) =>
    setLine((before) => [...before, { x: offsetX, y: offsetY }]);
  return (
    <svg
      class="lasso"
      role="img"
      aria-label={t("lassoWhy")}
      onPointerDown={(event) => {
        draws.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        add(event);
      }}
      onPointerMove={(event) => draws.current && add(event)}
      onPointerUp={() => {
        draws.current = false;
        drawn(line);
      }}
    >
      <polygon points={line.map(({ x, y }) => `${x},${y}`).join(" ")} />
    </svg>
  );
}

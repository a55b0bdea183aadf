// How an edge bends: a little to one side, so that two between the same accounts do not lie on each other.

interface Point {
  x: number;
  y: number;
}

/** So many straight pieces look like a curve. */
export const SEGMENTS = 10;
/** So far a curve's control stands off the straight line, of its length. */
const BEND = 0.2;

/** The quadratic curve's control point. */
export function controlOf(from: Point, to: Point): Point {
  return {
    x: (from.x + to.x) / 2 + BEND * (to.y - from.y),
    y: (from.y + to.y) / 2 - BEND * (to.x - from.x),
  };
}

/** The point on the curve at a part of the way, 0..1. */
export function curveOf(from: Point, to: Point): (part: number) => Point {
  const control = controlOf(from, to);
  return (part) => {
    const [one, both, other] = [(1 - part) ** 2, 2 * part * (1 - part), part ** 2];
    return {
      x: one * from.x + both * control.x + other * to.x,
      y: one * from.y + both * control.y + other * to.y,
    };
  };
}

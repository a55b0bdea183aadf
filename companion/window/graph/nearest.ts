// Which edge a click is on. Sigma would find out by a second drawing of all edges at each frame, and only where the
// pointer meets a line of one pixel.

import type Sigma from "sigma";
import type { EdgeLook, NodeLook } from "./model";

const REACH_PX = 5;

interface Point {
  x: number;
  y: number;
}

/** The shown edge that runs nearest to a point of the stage, in pixels; null where none is within reach. */
export function edgeNear(sigma: Sigma<NodeLook, EdgeLook>, at: Point): string | null {
  const point = sigma.viewportToFramedGraph(at);
  const beside = sigma.viewportToFramedGraph({ x: at.x + REACH_PX, y: at.y });
  let least = Math.hypot(beside.x - point.x, beside.y - point.y);
  let nearest: string | null = null;
  sigma.getGraph().forEachEdge((edge, _, source, target) => {
    const [from, to] = [sigma.getNodeDisplayData(source), sigma.getNodeDisplayData(target)];
    if (!from || !to || sigma.getEdgeDisplayData(edge)?.hidden) return;
    const far = distance(point, from, to);
    if (far > least) return;
    least = far;
    nearest = edge;
  });
  return nearest;
}

/** How far a point is from the line between two others. */
export function distance(point: Point, from: Point, to: Point): number {
  const [wide, high] = [to.x - from.x, to.y - from.y];
  const along = ((point.x - from.x) * wide + (point.y - from.y) * high) / (wide * wide + high * high || 1);
  const on = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - on * wide, point.y - from.y - on * high);
}

// Which edge a click is on.

import type Sigma from "sigma";
import { curveOf, SEGMENTS } from "./curve";
import { isCurved } from "./edge-layer";
import { edgeLooks } from "./edges";
import type { Drawing, NodeLook, Shown } from "./model";

const REACH_PX = 5;

interface Point {
  x: number;
  y: number;
}

/** The shown edge that runs nearest to a point of the stage, in pixels; null where none is within reach. */
export function edgeNear(sigma: Sigma<NodeLook>, drawing: Drawing, shown: Shown, at: Point): number | null {
  const { edges } = drawing.received;
  const point = sigma.viewportToGraph(at);
  const beside = sigma.viewportToGraph({ x: at.x + REACH_PX, y: at.y });
  const places = drawing.graph.mapNodes((_, look) => look);
  const lookOf = edgeLooks(drawing, shown);
  const curved = isCurved(edges.source.length);
  let least = Math.hypot(beside.x - point.x, beside.y - point.y);
  let nearest: number | null = null;
  edges.source.forEach((source, edge) => {
    const [from, to] = [places[source], places[edges.target[edge] as number]];
    if (!from || !to || isAside(point, from, to, least) || !lookOf(edge)) return;
    const far = curved ? fromCurve(point, from, to) : distance(point, from, to);
    if (far > least) return;
    least = far;
    nearest = edge;
  });
  return nearest;
}

/** Whether an edge cannot come so near: a curve stays within its length of its ends. */
function isAside(point: Point, from: Point, to: Point, reach: number): boolean {
  const room = reach + Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
  return Math.abs(point.x - from.x) > room || Math.abs(point.y - from.y) > room;
}

function fromCurve(point: Point, from: Point, to: Point): number {
  const at = curveOf(from, to);
  let least = Infinity;
  for (let piece = 0; piece < SEGMENTS; piece += 1)
    least = Math.min(least, distance(point, at(piece / SEGMENTS), at((piece + 1) / SEGMENTS)));
  return least;
}

/** How far a point is from the line between two others. */
export function distance(point: Point, from: Point, to: Point): number {
  const [wide, high] = [to.x - from.x, to.y - from.y];
  const along = ((point.x - from.x) * wide + (point.y - from.y) * high) / (wide * wide + high * high || 1);
  const on = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - on * wide, point.y - from.y - on * high);
}

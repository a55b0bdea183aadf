// Lets the worker move a drawing's discs apart, and moves its accounts where the worker says.

import type { Order } from "./laying";
import type { Drawing } from "./model";
import type { GraphNode } from "./received";

export interface Layout {
  stop: () => void;
}

/** Begins from where `nodes`, the drawing's, stand; `placed` is called once everybody has a place. */
export function beginLayout(drawing: Drawing, nodes: readonly GraphNode[], placed: () => void): Layout {
  const worker = new Worker("/ui/layout-worker.js", { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<Float32Array>) => {
    worker.terminate();
    place(drawing, data);
    placed();
  });
  const order = orderOf(drawing, nodes);
  worker.postMessage(order, [order.places.buffer, order.radii.buffer]);
  return { stop: () => worker.terminate() };
}

/** Those without an edge are put anew into the block of all of them. */
export function orderOf({ graph }: Drawing, nodes: readonly GraphNode[]): Order {
  const places = new Float32Array(2 * nodes.length).fill(NaN);
  nodes.forEach(({ x, y, community }, at) => {
    if (x != null && y != null && community >= 0) places.set([x, y], 2 * at);
  });
  return { places, radii: Float32Array.from(graph.mapNodes((_, { size }) => size)) };
}

/** Moves the accounts without graphology's event, at which Sigma would draw each for itself. */
function place(drawing: Drawing, places: Float32Array): void {
  let next = 0;
  drawing.graph.forEachNode((_, look) => {
    look.x = places[next++] as number;
    look.y = places[next++] as number;
  });
  drawing.placed = true;
}

// Lets the worker lay a drawing out, and moves its accounts where the worker says.

import type { Order } from "./laying";
import type { Step } from "./layout-worker";
import type { Drawing } from "./model";

export interface Layout {
  stop: () => void;
}

/** `report` hears how far it is, and `placed` is called once everybody has a place. */
export function beginLayout(
  drawing: Drawing,
  report: (done: number, of: number) => void,
  placed: () => void,
): Layout {
  const worker = new Worker("/ui/layout-worker.js", { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<Step>) => {
    if ("done" in data) return report(data.done, data.of);
    worker.terminate();
    place(drawing, data.places);
    placed();
  });
  const order = orderOf(drawing);
  worker.postMessage(order, [order.ends.buffer, order.groups.buffer, order.radii.buffer]);
  return { stop: () => worker.terminate() };
}

export function orderOf({ graph, received: { nodes, edges } }: Drawing): Order {
  const ends = new Uint32Array(2 * edges.source.length);
  edges.source.forEach((source, edge) => {
    ends[2 * edge] = source;
    ends[2 * edge + 1] = edges.target[edge] as number;
  });
  return {
    ends,
    groups: Int32Array.from(nodes, (node) => node.community),
    radii: Float32Array.from(graph.mapNodes((_, { size }) => size)),
  };
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

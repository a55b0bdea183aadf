// Lets the worker lay a drawing out, and moves its accounts where the worker says.

import type { Order } from "./laying";
import type { Step } from "./layout-worker";
import type { Drawing } from "./model";

export interface Layout {
  stop: () => void;
}

/** `anew`: those who have a place are moved, too. `report` hears how far it is, and `placed` is called once everybody has a place. */
export function beginLayout(
  drawing: Drawing,
  anew: boolean,
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
  const order = orderOf(drawing, anew);
  const { ends, groups, radii, before } = order;
  worker.postMessage(
    order,
    [ends, groups, radii, before].map((each) => each.buffer),
  );
  return { stop: () => worker.terminate() };
}

export function orderOf({ graph, received: { nodes, edges } }: Drawing, anew: boolean): Order {
  const ends = new Uint32Array(2 * edges.source.length);
  edges.source.forEach((source, edge) => {
    ends[2 * edge] = source;
    ends[2 * edge + 1] = edges.target[edge] as number;
  });
  return {
    ends,
    groups: Int32Array.from(nodes, (node) => node.community),
    radii: Float32Array.from(graph.mapNodes((_, { size }) => size)),
    before: Float32Array.from(nodes.flatMap(({ x, y }) => (anew ? [NaN, NaN] : [x ?? NaN, y ?? NaN]))),
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

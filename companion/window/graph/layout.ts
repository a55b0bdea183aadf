// Lets the worker lay a drawing out, and moves its nodes as the worker tells.

import type { Order, Step } from "./layout-worker";
import type { Drawing } from "./model";

export const ROUNDS = 300;

export interface Layout {
  stop: () => void;
}

/** `draw` draws what moved; `report` hears how many rounds of all are drawn. The worker does not wait for the drawing:
 * of the steps that it took meanwhile only the newest is drawn. */
export function layOut(
  { graph }: Drawing,
  draw: () => Promise<void>,
  report: (done: number) => void,
): Layout {
  const worker = new Worker("/ui/layout-worker.js", { type: "module" });
  let newest: Step | null = null;
  let draws = false;
  let stopped = false;
  const drawNewest = async () => {
    if (draws) return;
    draws = true;
    for (let step = newest; step && !stopped; step = newest) {
      newest = null;
      place(graph, step.places);
      await draw();
      if (!stopped) report(step.done);
    }
    draws = false;
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Step>) => {
    newest = data;
    if (data.done >= ROUNDS) worker.terminate();
    void drawNewest();
  });
  const order = orderOf(graph);
  worker.postMessage(order, [order.ends.buffer, order.places.buffer]);
  return {
    stop: () => {
      stopped = true;
      worker.terminate();
    },
  };
}

function orderOf(graph: Drawing["graph"]): Order {
  const places = new Float32Array(2 * graph.order);
  const numbers = new Map<string, number>();
  graph.forEachNode((node, { x, y }) => {
    places.set([x, y], 2 * numbers.size);
    numbers.set(node, numbers.size);
  });
  const ends = new Uint32Array(2 * graph.size);
  let next = 0;
  graph.forEachEdge((_, __, source, target) => {
    ends[next++] = numbers.get(source) as number;
    ends[next++] = numbers.get(target) as number;
  });
  return { ends, places, rounds: ROUNDS };
}

/** Moves the nodes without graphology's event, at which Sigma would draw them all at once. */
function place(graph: Drawing["graph"], places: Float32Array): void {
  let next = 0;
  graph.forEachNode((_, look) => {
    look.x = places[next++] as number;
    look.y = places[next++] as number;
  });
}

// Lets the worker lay a drawing out, and moves its nodes as the worker tells.

import type { Order } from "../../layout-worker";
import type { Drawing } from "./model";

export interface Layout {
  stop: () => void;
}

const ROUNDS = 300;

/** `moved` hears how far it is after each step. */
export function layOut({ graph }: Drawing, moved: (done: number, of: number) => void): Layout {
  const worker = new Worker("/ui/layout-worker.js", { type: "module" });
  const nodes = graph.nodes();
  const at = new Map(nodes.map((node, index) => [node, index]));
  const places = new Float32Array(2 * nodes.length);
  nodes.forEach((node, index) => {
    const { x, y } = graph.getNodeAttributes(node);
    places[2 * index] = x;
    places[2 * index + 1] = y;
  });
  const ends = new Uint32Array(2 * graph.size);
  let next = 0;
  graph.forEachEdge((_, __, source, target) => {
    ends[next++] = at.get(source) ?? 0;
    ends[next++] = at.get(target) ?? 0;
  });
  const order: Order = { ends, places, rounds: ROUNDS };
  worker.addEventListener(
    "message",
    ({ data }: MessageEvent<{ places: Float32Array; done: number; of: number }>) => {
      graph.updateEachNodeAttributes(
        (node, look) => {
          const index = at.get(node) ?? 0;
          return { ...look, x: data.places[2 * index] ?? look.x, y: data.places[2 * index + 1] ?? look.y };
        },
        { attributes: ["x", "y"] },
      );
      moved(data.done, data.of);
      if (data.done >= data.of) worker.terminate();
    },
  );
  worker.postMessage(order, [ends.buffer, places.buffer]);
  return { stop: () => worker.terminate() };
}

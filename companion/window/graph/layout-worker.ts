// Lays a graph out away from the page's own thread, telling how far it is.

import { layOut, type Order } from "./laying";

export type Step = { done: number; of: number } | { places: Float32Array };

const EVERY_MS = 200;

addEventListener("message", ({ data }: MessageEvent<Order>) => {
  let told = performance.now();
  const places = layOut(data, (done, of) => {
    if (performance.now() - told < EVERY_MS) return;
    told = performance.now();
    postMessage({ done, of } satisfies Step);
  });
  postMessage({ places } satisfies Step, { transfer: [places.buffer] });
});

// Moves discs apart away from the page's own thread.

import { layOut, type Order } from "./laying";

addEventListener("message", ({ data }: MessageEvent<Order>) => {
  const places = layOut(data);
  postMessage(places, { transfer: [places.buffer] });
});

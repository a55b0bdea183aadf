// Discs moved apart where the companion laid their accounts out, and those without an edge put in a block.

import { covered, separate } from "./apart";
import { type Bounds, boundsOf } from "./bounds";

export interface Order {
  /** x and y of each account; NaN of those without an edge. */
  places: Float32Array<ArrayBuffer>;
  /** The radius of each disc. */
  radii: Float32Array<ArrayBuffer>;
}

const MARGIN = 0.25;
/** Of many, no more are moved apart once so few are hidden. */
const MANY = 5000;
const MOST_COVERED = 0.01;
const MOST_PASSES = 16;

/** x and y of each account. */
export function layOut({ places, radii }: Order): Float32Array {
  const everybody = [...radii.keys()];
  const joined = everybody.filter((at) => !Number.isNaN(places[2 * at]));
  const mine = Float32Array.from(joined, (at) => radii[at] as number);
  const stand = Float32Array.from(joined.flatMap((at) => [...places.subarray(2 * at, 2 * at + 2)]));
  const margin = (MARGIN * mine.reduce((sum, radius) => sum + radius, 0)) / Math.max(1, mine.length);
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    if (separate(stand, mine, margin) === 0) break;
    if (joined.length > MANY && covered(stand, mine) < MOST_COVERED) break;
  }
  const found = new Float32Array(places.length);
  joined.forEach((at, position) => {
    found.set(stand.subarray(2 * position, 2 * position + 2), 2 * at);
  });
  inBlock(
    found,
    everybody.filter((at) => Number.isNaN(places[2 * at])),
    radii,
    boundsOf(stand),
  );
  return found;
}

/** Row by row, beside all others and from their height downward. */
function inBlock(places: Float32Array, alone: number[], radii: Float32Array, others: Bounds | null): void {
  if (alone.length === 0) return;
  const step = 2.6 * alone.reduce((most, at) => Math.max(most, radii[at] as number), 0);
  const { left, low, high } = others ?? { left: 0, low: 0, high: 0 };
  const rows = Math.max(1, Math.ceil(Math.min((high - low) / step, 2 * Math.sqrt(alone.length))));
  const columns = Math.ceil(alone.length / rows);
  alone.forEach((at, position) => {
    places[2 * at] = left - 3 * step - (columns - 1 - (position % columns)) * step;
    places[2 * at + 1] = high - (Math.floor(position / columns) + 0.5) * step;
  });
}

// Discs that hide each other are moved apart, and what is still hidden is counted. graphology-layout-noverlap moves only
// one of two, by chance where they lie on each other, and does not say that it gave up.

import { boundsOf } from "./bounds";

const MOST_ROUNDS = 20;
/** Discs may touch: what is drawn of two that overlap by less looks as if they did. */
const TOUCH = 0.02;
const SAMPLES = 32;
const NOWHERE = { left: 0, right: 0, low: 0, high: 0 };
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** Moves discs, x and y of each in turn in the unit of their radii, until none overlaps or the rounds are over; the
 * smaller of two moves farther. How many pairs still overlap. */
export function separate(places: Float32Array, radii: Float32Array, margin = 0): number {
  let left = 0;
  const push = (one: number, other: number) => {
    const reach = (radii[one] as number) + (radii[other] as number) + margin;
    const dx = (places[2 * other] as number) - (places[2 * one] as number);
    const dy = (places[2 * other + 1] as number) - (places[2 * one + 1] as number);
    const square = dx * dx + dy * dy;
    if (square >= (reach * (1 - TOUCH)) ** 2) return;
    left += 1;
    const far = Math.sqrt(square);
    // Of two in one place each pair goes another way.
    const x = far > 1e-6 ? dx / far : Math.cos(GOLDEN * (one + other));
    const y = far > 1e-6 ? dy / far : Math.sin(GOLDEN * (one + other));
    const mine = (radii[one] as number) ** 2;
    const its = (radii[other] as number) ** 2;
    const step = (reach - far) / (mine + its);
    places[2 * one] = (places[2 * one] as number) - x * step * its;
    places[2 * one + 1] = (places[2 * one + 1] as number) - y * step * its;
    places[2 * other] = (places[2 * other] as number) + x * step * mine;
    places[2 * other + 1] = (places[2 * other + 1] as number) + y * step * mine;
  };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    left = 0;
    forNear(places, radii, margin, push);
    if (left === 0) break;
  }
  return left;
}

/** The share of discs, 0..1, that others cover by more than a half, whichever is drawn first. */
export function covered(places: Float32Array, radii: Float32Array): number {
  const over: number[][] = Array.from(radii, () => []);
  const isWithin = (x: number, y: number, at: number, far: number) =>
    (x - (places[2 * at] as number)) ** 2 + (y - (places[2 * at + 1] as number)) ** 2 < far ** 2;
  forNear(places, radii, 0, (one, other) => {
    const [x, y] = [places[2 * one] as number, places[2 * one + 1] as number];
    if (!isWithin(x, y, other, (radii[one] as number) + (radii[other] as number))) return;
    over[one]?.push(other);
    over[other]?.push(one);
  });
  const isHidden = (discs: number[], at: number) => {
    let hidden = 0;
    for (let sample = 0; discs.length > 0 && sample < SAMPLES; sample += 1) {
      const far = (radii[at] as number) * Math.sqrt((sample + 0.5) / SAMPLES);
      const x = (places[2 * at] as number) + far * Math.cos(GOLDEN * sample);
      const y = (places[2 * at + 1] as number) + far * Math.sin(GOLDEN * sample);
      hidden += discs.some((each) => isWithin(x, y, each, radii[each] as number)) ? 1 : 0;
    }
    return hidden > SAMPLES / 2;
  };
  return over.filter(isHidden).length / Math.max(1, over.length);
}

/** Visits each pair that lies in one cell of a grid or in two that touch, once: all that can overlap are among them. */
function forNear(
  places: Float32Array,
  radii: Float32Array,
  margin: number,
  visit: (one: number, other: number) => void,
): void {
  const count = radii.length;
  const { left, right, low, high } = boundsOf(places) ?? NOWHERE;
  const widest = 2 * radii.reduce((most, radius) => Math.max(most, radius), 0) + margin;
  const wide = Math.max(widest, Math.sqrt(((right - left) * (high - low)) / (4 * count)), 1e-6);
  // One cell of nobody on each side.
  const columns = Math.floor((right - left) / wide) + 3;
  const rows = Math.floor((high - low) / wide) + 3;
  const cell = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) {
    const column = Math.floor(((places[2 * at] as number) - left) / wide) + 1;
    cell[at] = (Math.floor(((places[2 * at + 1] as number) - low) / wide) + 1) * columns + column;
  }
  const first = new Uint32Array(columns * rows + 1);
  for (const key of cell) first[key + 1] = (first[key + 1] as number) + 1;
  for (let key = 0; key < columns * rows; key += 1)
    first[key + 1] = (first[key + 1] as number) + (first[key] as number);
  const filled = first.slice();
  const inCells = new Uint32Array(count);
  cell.forEach((key, at) => {
    const seat = filled[key] as number;
    inCells[seat] = at;
    filled[key] = seat + 1;
  });
  for (let mine = 0; mine < count; mine += 1) {
    const one = inCells[mine] as number;
    const key = cell[one] as number;
    // The rest of its own cell and the one on its right; then the three of the next row.
    for (let its = mine + 1; its < (first[key + 2] as number); its += 1) visit(one, inCells[its] as number);
    const below = key + columns - 1;
    for (let its = first[below] as number; its < (first[below + 3] as number); its += 1)
      visit(one, inCells[its] as number);
  }
}

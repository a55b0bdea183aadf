// The square that every layout is scaled to before discs are moved apart.

const REACH = 1000;

export interface Bounds {
  left: number;
  right: number;
  low: number;
  high: number;
}

/** Around the places, x and y of each in turn, of these positions; null of none. */
export function boundsOf(places: Float32Array, of: Iterable<number>): Bounds | null {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const at of of) {
    const [x, y] = [places[2 * at] as number, places[2 * at + 1] as number];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [low, high] = [Math.min(low, y), Math.max(high, y)];
  }
  return left <= right ? { left, right, low, high } : null;
}

/** Moves and scales places to fill the square from -1000 to 1000, or one of half the width `reach`; in place. */
export function fill(places: Float32Array, reach = REACH): Float32Array {
  const bounds = boundsOf(places, Array(places.length / 2).keys());
  if (!bounds) return places;
  const { left, right, low, high } = bounds;
  const scale = (2 * reach) / (Math.max(right - left, high - low) || 1);
  for (let at = 0; at < places.length; at += 2) {
    places[at] = ((places[at] as number) - (left + right) / 2) * scale;
    places[at + 1] = ((places[at + 1] as number) - (low + high) / 2) * scale;
  }
  return places;
}

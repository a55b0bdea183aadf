// The square that every layout is scaled to before discs are moved apart.

const REACH = 1000;

export interface Bounds {
  left: number;
  right: number;
  low: number;
  high: number;
}

/** Around all places, x and y of each in turn; null of none. */
export function boundsOf(places: Float32Array): Bounds | null {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < places.length; at += 2) {
    const x = places[at] as number;
    const y = places[at + 1] as number;
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  return left <= right ? { left, right, low, high } : null;
}

/** Moves and scales places to fill the square from -1000 to 1000, or one of half the width `reach`; in place. */
export function fill(places: Float32Array, reach = REACH): Float32Array {
  const bounds = boundsOf(places);
  if (!bounds) return places;
  const { left, right, low, high } = bounds;
  const scale = (2 * reach) / (Math.max(right - left, high - low) || 1);
  for (let at = 0; at < places.length; at += 2) {
    places[at] = ((places[at] as number) - (left + right) / 2) * scale;
    places[at + 1] = ((places[at + 1] as number) - (low + high) / 2) * scale;
  }
  return places;
}

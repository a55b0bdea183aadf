// What places lie between.

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

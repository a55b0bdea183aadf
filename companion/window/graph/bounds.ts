// The square that every drawing fills: a layout that grows would be scaled anew, and drawn anew, at each of its steps.

const REACH = 1000;

/** Moves and scales `places`, x and y of each node in turn, to fill the square from -1000 to 1000; in place. */
export function fill(places: Float32Array): Float32Array {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < places.length; at += 2) {
    const [x, y] = [places[at] as number, places[at + 1] as number];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [low, high] = [Math.min(low, y), Math.max(high, y)];
  }
  const scale = (2 * REACH) / (Math.max(right - left, high - low) || 1);
  for (let at = 0; at < places.length; at += 2) {
    places[at] = ((places[at] as number) - (left + right) / 2) * scale;
    places[at + 1] = ((places[at + 1] as number) - (low + high) / 2) * scale;
  }
  return places;
}

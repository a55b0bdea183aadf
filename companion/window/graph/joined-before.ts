// Where only a few accounts are new, all others keep their places: nothing that was looked at yesterday stands elsewhere.

/** So large a part of all must have stood before. */
const MOST = 0.8;

/** x and y of each, the new ones (NaN) in the middle of those they have an edge with; null where too many are new.
 * `ends`: pairs of positions. */
export function joinedBefore(stood: Float32Array, ends: Uint32Array): Float32Array | null {
  const places = stood.slice();
  const everybody = [...Array(places.length / 2).keys()];
  const isNew = (at: number) => Number.isNaN(places[2 * at]);
  let left = everybody.filter(isNew);
  if (everybody.length === 0 || left.length > (1 - MOST) * everybody.length) return null;
  const beside = new Map<number, number[]>(left.map((at) => [at, []]));
  for (let at = 0; at < ends.length; at += 2) {
    const [one, other] = [ends[at] as number, ends[at + 1] as number];
    beside.get(one)?.push(other);
    beside.get(other)?.push(one);
  }
  // Who knows only new ones comes after these.
  for (let before = Infinity; left.length < before; ) {
    before = left.length;
    for (const at of left) put(places, at, beside.get(at)?.filter((each) => !isNew(each)) ?? []);
    left = left.filter(isNew);
  }
  const placed = everybody.filter((at) => !isNew(at));
  for (const at of left) put(places, at, placed);
  return places;
}

/** In the middle of these, where there are any. */
function put(places: Float32Array, at: number, among: readonly number[]): void {
  if (among.length === 0) return;
  for (const axis of [0, 1]) {
    const sum = among.reduce((total, each) => total + (places[2 * each + axis] as number), 0);
    places[2 * at + axis] = sum / among.length;
  }
}

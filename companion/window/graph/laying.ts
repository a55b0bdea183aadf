// Laying a graph out: communities first, then forces, then discs moved apart; and those without an edge in a block.

import { covered, separate } from "./apart";
import { type Bounds, boundsOf, fill } from "./bounds";
import { forcesOf, spreadOf } from "./force-atlas";
import { joinedBefore } from "./joined-before";
import { packed } from "./packed";
import { startOf } from "./start";

export interface Order {
  /** Pairs of positions in the list of accounts. */
  ends: Uint32Array<ArrayBuffer>;
  /** The community of each account, from 0; without an edge: -1. */
  groups: Int32Array<ArrayBuffer>;
  /** The radius of each disc. */
  radii: Float32Array<ArrayBuffer>;
  /** x and y of each account, where it stood before; NaN where it did not. */
  before: Float32Array<ArrayBuffer>;
}

/** Few are cheap to move often, and at 30 rounds many stand well: more of a node's nearest are of its own community
 * than after 100 rounds from places by chance. */
const FEWEST_ROUNDS = 30;
const MOST_ROUNDS = 300;
const STEPS = 300_000;
const MARGIN = 0.25;
/** Of many, no more are moved apart once so few are hidden. */
const MANY = 5000;
const MOST_COVERED = 0.01;
const MOST_PASSES = 16;

/** x and y of each account. Those with an edge fill the square from -1000 to 1000, or more where discs need it; but where
 * most have a place already, only the others are put among them. */
export function layOut(
  { ends, groups, radii, before }: Order,
  report: (done: number, of: number) => void,
): Float32Array {
  const places = new Float32Array(2 * groups.length);
  const joined = Uint32Array.from([...groups.keys()].filter((at) => (groups[at] as number) >= 0));
  const number = new Map(Array.from(joined, (at, position) => [at, position]));
  const own = ownPairs(ends, number, joined.length);
  const mine = Float32Array.from(joined, (at) => radii[at] as number);
  const stood = Float32Array.from({ length: 2 * joined.length }, (_, at) => {
    return before[2 * (joined[at >> 1] as number) + (at % 2)] as number;
  });
  const groupsOf = Int32Array.from(joined, (at) => groups[at] as number);
  const stand = joinedBefore(stood, own) ?? fill(packed(standing(own, groupsOf, report), own));
  const margin = (MARGIN * mine.reduce((sum, radius) => sum + radius, 0)) / Math.max(1, mine.length);
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    if (separate(stand, mine, margin) === 0) break;
    if (joined.length > MANY && covered(stand, mine) < MOST_COVERED) break;
  }
  joined.forEach((at, position) => {
    places.set(stand.subarray(2 * position, 2 * position + 2), 2 * at);
  });
  const alone = [...groups.keys()].filter((at) => (groups[at] as number) < 0);
  inBlock(places, alone, radii, boundsOf(stand));
  return places;
}

/** Each pair of accounts once, by their number among those that have an edge. */
function ownPairs(ends: Uint32Array, number: ReadonlyMap<number, number>, count: number): Uint32Array {
  const pairs = new Set<number>();
  for (let at = 0; at < ends.length; at += 2) {
    const [one, other] = [number.get(ends[at] as number), number.get(ends[at + 1] as number)];
    if (one === undefined || other === undefined || one === other) continue;
    pairs.add(Math.min(one, other) * count + Math.max(one, other));
  }
  const own = new Uint32Array(2 * pairs.size);
  let next = 0;
  for (const pair of pairs) {
    own[next++] = Math.floor(pair / count);
    own[next++] = pair % count;
  }
  return own;
}

function standing(
  ends: Uint32Array,
  groups: Int32Array,
  report: (done: number, of: number) => void,
): Float32Array {
  const count = groups.length;
  const spread = spreadOf(count, ends.length / 2) / 2;
  const forces = forcesOf(startOf(groups, ends, spread), ends, new Float32Array(ends.length / 2).fill(1));
  const rounds = Math.round(Math.min(MOST_ROUNDS, Math.max(FEWEST_ROUNDS, STEPS / Math.max(1, count))));
  for (let done = 1; done <= rounds; done += 1) {
    forces.round();
    report(done, rounds);
  }
  return forces.places();
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

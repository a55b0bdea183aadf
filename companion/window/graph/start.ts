// Where accounts stand before forces move them: each community's around a place of their own, and the places as the
// communities' own graph has them.

import { separate } from "./apart";
import { fill } from "./bounds";
import { forcesOf } from "./force-atlas";

const ROUNDS = 100;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
/** So much farther than the communities would fill at best. */
const ROOM = 1.5;

/** x and y of each account, within about `reach` of the middle. `ends`: pairs of positions; `groups`: the community of
 * each account, from 0. */
export function startOf(groups: Int32Array, ends: Uint32Array, reach: number): Float32Array {
  const sizes: number[] = [];
  for (const group of groups) sizes[group] = (sizes[group] ?? 0) + 1;
  const unit = reach / Math.sqrt(Math.max(1, groups.length));
  const radii = Float32Array.from(sizes, (size) => unit * Math.sqrt(size ?? 0));
  const centres = centresOf(radii, linksOf(groups, ends), reach);
  const seated = new Uint32Array(sizes.length);
  const places = new Float32Array(2 * groups.length);
  groups.forEach((group, at) => {
    const seat = seated[group] as number;
    seated[group] = seat + 1;
    const far = (radii[group] as number) * Math.sqrt((seat + 0.5) / (sizes[group] as number));
    places[2 * at] = (centres[2 * group] as number) + far * Math.cos(GOLDEN * seat);
    places[2 * at + 1] = (centres[2 * group + 1] as number) + far * Math.sin(GOLDEN * seat);
  });
  return places;
}

interface Links {
  ends: Uint32Array;
  weights: Float32Array;
}

/** The edges between communities, each pair once: weighing more, but not in proportion, where they are many. */
function linksOf(groups: Int32Array, ends: Uint32Array): Links {
  const counts = new Map<number, number>();
  const count = groups.reduce((most, group) => Math.max(most, group), 0) + 1;
  for (let at = 0; at < ends.length; at += 2) {
    const [one, other] = [groups[ends[at] as number] as number, groups[ends[at + 1] as number] as number];
    if (one === other) continue;
    const pair = Math.min(one, other) * count + Math.max(one, other);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return {
    ends: Uint32Array.from([...counts.keys()].flatMap((pair) => [Math.floor(pair / count), pair % count])),
    weights: Float32Array.from(counts.values(), (links) => Math.log2(1 + links)),
  };
}

function centresOf(radii: Float32Array, { ends, weights }: Links, reach: number): Float32Array {
  const spiral = Float32Array.from({ length: 2 * radii.length }, (_, at) => {
    const [far, angle] = [Math.sqrt(at >> 1) * 10, GOLDEN * (at >> 1)];
    return far * (at % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
  const forces = forcesOf(spiral, ends, weights);
  for (let round = 0; round < ROUNDS; round += 1) forces.round();
  const centres = fill(forces.places(), ROOM * reach);
  separate(centres, radii);
  return centres;
}

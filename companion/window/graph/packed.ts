// Parts of a network that no edge joins are laid out far from each other: here they are moved together, each as it is.

import { separate } from "./apart";
import { partsOf } from "./parts";

/** So much room is left around a part, of its own width. */
const ROOM = 1.12;
/** How near the middle all begin that are then moved apart. */
const NEAR = 0.3;

/** Moves the parts; in place. `ends`: pairs of positions. */
export function packed(places: Float32Array, ends: Uint32Array): Float32Array {
  const part = partsOf(places.length / 2, ends);
  const count = part.reduce((most, each) => Math.max(most, each), -1) + 1;
  if (count < 2) return places;
  const middles = new Float32Array(2 * count);
  const members = new Uint32Array(count);
  part.forEach((each, at) => {
    members[each] = (members[each] as number) + 1;
    for (const axis of [0, 1]) {
      const sum = middles[2 * each + axis] as number;
      middles[2 * each + axis] = sum + (places[2 * at + axis] as number);
    }
  });
  middles.forEach((sum, at) => {
    middles[at] = sum / (members[at >> 1] as number);
  });
  const radii = new Float32Array(count);
  part.forEach((each, at) => {
    const dx = (places[2 * at] as number) - (middles[2 * each] as number);
    const dy = (places[2 * at + 1] as number) - (middles[2 * each + 1] as number);
    radii[each] = Math.max(radii[each] as number, Math.hypot(dx, dy));
  });
  const least = radii.reduce((most, radius) => Math.max(most, radius), 0) / 50;
  const room = radii.map((radius) => ROOM * Math.max(radius, least));
  const moved = middles.map((place) => NEAR * place);
  separate(moved, room);
  part.forEach((each, at) => {
    for (const axis of [0, 1]) {
      const shift = (moved[2 * each + axis] as number) - (middles[2 * each + axis] as number);
      places[2 * at + axis] = (places[2 * at + axis] as number) + shift;
    }
  });
  return places;
}

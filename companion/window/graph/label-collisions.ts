// Where names stand, so that none is written over another.

/** Around a community's name, which may have to lie over discs. */
export const HALO = 4;
/** So much of a line's height is below the letters' foot. */
export const DESCENT = 0.2;
/** Stands before a community's name, in its colour. */
export const DOT = "● ";

export interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Whether a name collides with none of those `taken`; if so, it is one of them from now on. */
export function isFree(label: Bounds, taken: Bounds[]): boolean {
  if (taken.some((other) => overlap(label, other) > 0)) return false;
  taken.push(label);
  return true;
}

/** What a name of a group is: how wide it is written, and where most of the group's discs lie. */
export interface GroupName {
  wide: number;
  discs: Bounds;
}

/**
 * Where each name of a group is written, in turn; null where it has no room, or the middle of its discs is not in view.
 *
 * Above its discs, below or beside them, or in their middle: where it lies least over others', and would seem to be
 * theirs. It never ends at its discs, as a dot in their colour stands before it.
 */
export function groupNamePlaces(
  names: readonly GroupName[],
  high: number,
  view: { width: number; height: number },
  taken: Bounds[],
): (Bounds | null)[] {
  const fixed = [...taken];
  return names.map(({ wide, discs }) => {
    const [x, y] = [(discs.left + discs.right) / 2, (discs.top + discs.bottom) / 2];
    if (x < 0 || x > view.width || y < 0 || y > view.height) return null;
    const at = (top: number, start: number): Bounds => {
      const from = (left: number) => ({ left, right: left + wide, top, bottom: top + high });
      const place = from(Math.max(0, Math.min(view.width - wide, start)));
      const over = fixed.find((other) => overlap(place, other) > 0);
      return over && over.left >= wide ? from(over.left - wide) : place;
    };
    const hidden = (place: Bounds) =>
      names.reduce((sum, other) => sum + (other.discs === discs ? 1 : 2) * overlap(place, other.discs), 0);
    const best = [discs.top - high, discs.bottom]
      .flatMap((top) => [x - wide / 2, discs.left, x].map((start) => at(top, start)))
      .concat([x - wide / 2, discs.right].map((start) => at(y - high / 2, start)))
      .filter(({ top, bottom }) => top >= 0 && bottom <= view.height)
      .sort((one, other) => hidden(one) - hidden(other));
    return best.find((place) => isFree(place, taken)) ?? null;
  });
}

/** The area on which both lie. */
function overlap(one: Bounds, other: Bounds): number {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return Math.max(0, across) * Math.max(0, down);
}

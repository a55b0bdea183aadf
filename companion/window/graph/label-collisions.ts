// Where names stand, so that none is written over another.

export interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Whether a name collides with none of those `taken`; if so, it is one of them from now on. */
export function isFree(label: Bounds, taken: Bounds[]): boolean {
  const isOver = (other: Bounds) =>
    label.left < other.right &&
    other.left < label.right &&
    label.top < other.bottom &&
    other.top < label.bottom;
  if (taken.some(isOver)) return false;
  taken.push(label);
  return true;
}

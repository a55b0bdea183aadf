// Room for names, so that none is written over another.

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Whether a name has room beside those that are already there; if it has, it is there from now on. */
export function hasRoom(box: Box, there: Box[]): boolean {
  const isOver = (other: Box) =>
    box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
  if (there.some(isOver)) return false;
  there.push(box);
  return true;
}

// Whether a row that scrolls sideways hides more at its ends: its styles show that.

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Keeps in `data-more` of the row at which ends more of it is hidden: "start", "end", both or neither. */
export function useMoreBeside(row: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = row.current;
    if (!element) return;
    const look = () => {
      const before = Math.abs(element.scrollLeft);
      const after = element.scrollWidth - element.clientWidth - before;
      element.dataset.more = [before > 1 && "start", after > 1 && "end"].filter(Boolean).join(" ");
    };
    const resized = new ResizeObserver(look);
    for (const each of [element, ...element.children]) resized.observe(each);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", look);
    };
  });
}

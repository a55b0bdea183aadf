// Which row of the page something stands in, by where accounts' names stand.

/** A part of the page with more accounts is no row. */
const MOST = 4;

/** Gives the smallest element around another, itself included, that holds any of `anchors`; null where that is no row. */
export function rowsBy(anchors: Iterable<Element>): (element: Element) => Element | null {
  const held = new Map<Element, number>();
  for (const anchor of anchors)
    for (let around: Element | null = anchor; around; around = around.parentElement) {
      const count = (held.get(around) ?? 0) + 1;
      held.set(around, count);
      if (count > MOST + 1) break; // and so in all around it
    }
  return (element) => {
    let around: Element | null = element;
    while (around && !held.has(around)) around = around.parentElement;
    return around && (held.get(around) ?? 0) <= MOST ? around : null;
  };
}

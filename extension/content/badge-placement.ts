// Where a badge may stand: in the line of the name's text, so that it takes width there and moves nothing else.

export interface Placing {
  host: Element;
  anchor: Element;
}

/**
 * Puts each `host` right after its anchor, or, where that would make it a row or a column of its own, after its text.
 * Styles are asked for before anything is put: in between, the page would have to compute them anew each time.
 */
export function placeAll(placings: readonly Placing[]): void {
  const ends = placings.map(({ anchor }) => (isWithinLine(anchor) ? null : textEnd(anchor)));
  for (const [index, { host, anchor }] of placings.entries()) {
    const end = ends[index];
    if (end) end.append(host);
    else anchor.after(host);
  }
}

export function isPlaced(host: Element, anchor: Element): boolean {
  return host.isConnected && (host.previousElementSibling === anchor || anchor.contains(host));
}

/** The element that holds the anchor's last text. */
function textEnd(anchor: Element): Element {
  const texts = anchor.ownerDocument.createTreeWalker(anchor, 4 /* NodeFilter.SHOW_TEXT */);
  let end = anchor;
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node.nodeValue?.trim() && node.parentElement) end = node.parentElement;
  }
  return end;
}

function isWithinLine(anchor: Element): boolean {
  const parent = anchor.parentElement;
  return parent !== null && displayOf(anchor).startsWith("inline") && !/flex|grid/.test(displayOf(parent));
}

function displayOf(element: Element): string {
  return element.ownerDocument.defaultView?.getComputedStyle(element).display ?? "";
}

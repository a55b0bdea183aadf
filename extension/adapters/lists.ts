// What every list of accounts has in common, whatever the site.

import { BrokenPage } from "./adapter";
import { lasting } from "./found";
import { knownListsIn } from "./left-rows";
import { textElementsIn } from "./text";

const HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]";
const LOADING = '[role=progressbar], [aria-busy=true], [data-visualcompletion="loading-state"]';
const PICTURES = 'img, image, canvas, [style*="background-image"]';

/** Whether `second` stands after `first` in the page's order, and not within it. */
export function stands(second: Node, { after: first }: { after: Node }): boolean {
  const order = first.compareDocumentPosition(second);
  return (order & 4) !== 0 && (order & 16) === 0; // FOLLOWING and not CONTAINED_BY
}

/** Whatever fits within `area`, in the page's order, by a `selector` that looks at nothing around what fits. Of known
 * lists, only the rows that have changed since the last reading are looked through. */
export function elementsIn(area: Element, selector: string): Element[] {
  const lists = knownListsIn(area);
  const found: Element[] = [];
  const look = (part: Element): void => {
    if (lists.includes(part)) {
      let changed = 0;
      let byRow: Map<Element, Element[]> | undefined;
      const ofRow = (row: Element): readonly Element[] => {
        changed += 1;
        if (changed <= FEW) return fitting(row, selector);
        byRow ??= fittingByRow(part, selector);
        return byRow.get(row) ?? NOTHING;
      };
      for (const row of part.children) found.push(...lasting(row, selector, () => ofRow(row)));
    } else if (lists.some((list) => part.contains(list))) {
      for (const child of part.children) {
        if (child.matches(selector)) found.push(child);
        look(child);
      }
    } else found.push(...part.querySelectorAll(selector));
  };
  look(area);
  return found;
}

const NOTHING: readonly Element[] = [];

/** Where more rows have changed, one look at all of the list is less than one at each. */
const FEW = 8;

function fittingByRow(list: Element, selector: string): Map<Element, Element[]> {
  const found = new Map<Element, Element[]>();
  for (const element of list.querySelectorAll(selector)) {
    let row = element;
    while (row.parentElement && row.parentElement !== list) row = row.parentElement;
    const known = found.get(row);
    if (known) known.push(element);
    else found.set(row, [element]);
  }
  return found;
}

function fitting(row: Element, selector: string): readonly Element[] {
  const inner = row.querySelectorAll(selector);
  if (row.matches(selector)) return [row, ...inner];
  return inner.length > 0 ? [...inner] : NOTHING;
}

const known = new Map<string, boolean>();

/** Whether a selector looks at nothing around what fits: only at the element itself, and by `:has` at what is in it. */
export function looksInside(selector: string): boolean {
  let inside = known.get(selector);
  if (inside === undefined) {
    inside = isInside(selector);
    known.set(selector, inside);
  }
  return inside;
}

function isInside(selector: string): boolean {
  let bare = selector.replace(/\[[^\]]*\]/gu, ".x").replace(/\s*,\s*/gu, ",");
  for (let before = ""; before !== bare; ) {
    before = bare;
    bare = bare.replace(/:has\([^()]*\)|(?::not|:is)?\([^()\s>+~:]*\)/gu, "");
  }
  return !/[\s>+~:]/u.test(bare.trim());
}

/** The first heading after `row` that is within none of `rows`, or heads the only one that has one: below it stand
 * suggestions, not members. */
export function headingAfter(row: Element, area: Element, rows: readonly Element[]): Element | null {
  const after = elementsIn(area, HEADINGS).filter((heading) => stands(heading, { after: row }));
  if (after.length === 0) return null;
  const headed = rows.filter((other) => after.some((heading) => other.contains(heading)));
  const isHead = (heading: Element) => {
    const link = headed.length === 1 ? headed[0]?.querySelector("a[href]") : null;
    return !!link && !link.contains(heading) && !heading.contains(link) && stands(link, { after: heading });
  };
  return after.find((heading) => isHead(heading) || !headed.some((other) => other.contains(heading))) ?? null;
}

/** The first text between two of a list's `rows`, each in its parts, that is of neither and of no control: below it stand suggestions. */
export function partingText(area: Element, rows: readonly (readonly Element[])[]): Element | null {
  const [first, last] = [rows[0]?.[0], rows.at(-1)?.at(-1)];
  if (!first || !last) return null;
  for (const text of textElementsIn(area)) {
    if (!stands(text, { after: first })) continue;
    if (stands(text, { after: last })) return null;
    const isOfControl = text.closest("a, button, [role=button], label") !== null;
    if (!isOfControl && /\p{L}/u.test(text.textContent ?? "") && !isOfRow(text, rows)) return text;
  }
  return null;
}

/** Whether the largest block around `text` that holds no two rows is one row's. */
function isOfRow(text: Element, rows: readonly (readonly Element[])[]): boolean {
  const held = (block: Element) =>
    rows.filter((parts) => parts.some((part) => block.contains(part) || part.contains(block))).length;
  let block = text;
  while (block.parentElement && held(block.parentElement) < 2) block = block.parentElement;
  // A block with links and none of the rows is a row that was not recognised.
  return held(block) === 1 || block.querySelector("a[href], img, image") !== null;
}

/** So many of `rows`, in the page's order, stand before the first block between two of them that is a text and nothing
 * else: below it stand suggestions. */
export function beforeParting(rows: readonly Element[]): number {
  for (let count = 1; count < rows.length; count++) {
    const [row, next] = [rows[count - 1], rows[count]];
    if (row && next && blocksBetween(row, next).some(isParting)) return count;
  }
  return rows.length;
}

function blocksBetween(row: Element, next: Element): Element[] {
  const blocks: Element[] = [];
  for (let part: Element | null = next; part && !part.contains(row); part = part.parentElement)
    for (
      let block = part.previousElementSibling;
      block && !block.contains(row);
      block = block.previousElementSibling
    )
      if (stands(block, { after: row })) blocks.push(block);
      else break;
  return blocks;
}

/** A block with links or pictures is a row that was not recognised, or a part of one. */
function isParting(block: Element): boolean {
  if (!/\p{L}/u.test(block.textContent ?? "")) return false;
  const inner = "a, button, [role=button], input, label, img, image, svg, style, script";
  if (block.matches(inner) || block.querySelector(inner)) return false;
  const [text, ...others] = textElementsIn(block);
  return text !== undefined && others.length === 0;
}

/** Whether more is still coming into `area`. */
export function isLoading(area: Element): boolean {
  return area.matches(LOADING) || elementsIn(area, LOADING).length > 0;
}

/**
 * Throws BrokenPage where `area` plainly shows accounts of which none was recognised: several pictures but those that
 * are `isAside`, and no sign of loading. An area with nothing in it is an empty list, or one that is yet to come.
 */
export function expectSomething(
  area: Element,
  platform: string,
  expected: string,
  isAside: (picture: Element) => boolean = () => false,
): void {
  if (isLoading(area)) return;
  if ([...area.querySelectorAll(PICTURES)].filter((picture) => !isAside(picture)).length >= 3)
    throw new BrokenPage(platform, expected);
}

const HIDDEN = '[hidden], [aria-hidden=true], [style*="display: none"], [style*="display:none"]';

/** The page's main part: the only one that fits `selector` and is not hidden or within another, else the whole body. */
export function mainPart(document: Document, selector: string): Element {
  const parts = [...document.querySelectorAll(selector)].filter(
    (part) => !part.parentElement?.closest(selector),
  );
  const shown = parts.length > 1 ? parts.filter((part) => !part.closest(HIDDEN)) : parts;
  return (shown.length === 1 ? shown[0] : null) ?? document.body;
}

// Small steps of reading a page by its layout.

import { readCount } from "./counts";
import type { PostLayout } from "./layout";
import type { Name, Reader } from "./patterns";
import { handleKeyOf } from "./places";

/** `part`, or what is around it by its layout. */
export function around(part: Element, { place, around: wider }: PostLayout): Element {
  const whole = wider ? part.closest(wider) : null;
  if (!wider) return part;
  return whole && whole.querySelectorAll(place).length === 1 ? whole : (part.closest("a[href]") ?? part);
}

/** The first that fits, of selectors with `||` between. */
export function pick(place: Element, selector: string): Element | null {
  for (const choice of selector.split("||")) {
    const element = place.querySelector(choice);
    if (element) return element;
  }
  return null;
}

/** Whatever fits, first what the first of selectors with `||` between selects. */
export function* elementsOf(place: Element, selector: string | undefined): Generator<Element> {
  for (const choice of selector?.split("||") ?? []) yield* firstsOf(place, choice);
}

/** Whatever fits, in the page's order. Mostly the first is what is looked for, and the rest of the place need not be. */
export function* firstsOf(place: Element, selector: string): Generator<Element> {
  const first = place.querySelector(selector);
  if (!first) return;
  yield first;
  for (const element of place.querySelectorAll(selector)) if (element !== first) yield element;
}

/** Whether two names are one account's. */
export function isSame(one: Name, other: Name): boolean {
  if (one.id && other.id) return one.id === other.id;
  return one.handle !== null && handleKeyOf(one) === handleKeyOf(other);
}

/** The account that the path of a post on the page at `address` names. */
export function nameIn(
  path: RegExpExecArray,
  { reader, address }: { reader: Reader; address: URL },
): Name | null {
  const { id = null, handle = null } = path.groups ?? {};
  return id || handle ? { id, handle: handle && reader.hosted(handle, address) } : null;
}

/** The exact number where a title or a label spells it, else the displayed one. */
export function countIn(element: Element | null): number | null {
  if (!element) return null;
  const title = element.querySelector("[title]")?.getAttribute("title") ?? element.getAttribute("title");
  const around = element.parentElement?.getAttribute("title");
  const spelled = [title, element.getAttribute("aria-label"), around]
    .map(readCount)
    .filter((count) => count !== null);
  const shown = readCount(element.textContent);
  return shown === null ? (spelled[0] ?? null) : (spelled.find((count) => count >= shown / 2) ?? shown);
}

/** The place (from 0) of the selected tab among the tabs within `scope`; -1 where none is selected. */
export function selectedTab(scope: Element): number {
  return tabsIn(scope).findIndex(isSelectedIn);
}

/** The tab within `scope` that is selected. */
export function selectedTabIn(scope: Element): Element | null {
  return tabsIn(scope).find(isSelectedIn) ?? null;
}

function tabsIn(scope: Element): Element[] {
  const tabs = [...scope.querySelectorAll("[role=tab], [role=tablist] > *")];
  return tabs.filter((tab) => !tabs.some((other) => other !== tab && other.contains(tab)));
}

function isSelectedIn(tab: Element): boolean {
  return isSelected(tab) || [...tab.querySelectorAll("*")].some(isSelected);
}

function isSelected(element: Element): boolean {
  return element.getAttribute("aria-selected") === "true" || element.hasAttribute("aria-current");
}

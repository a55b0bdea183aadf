// Text of a page, as data: cut to the wire's bounds and rid of what only deceives the eye.

import { isOnlyCount } from "./counts";

/** Controls, direction marks and overrides, zero-width characters; not the joiners that scripts and emoji need. */
const INVISIBLE =
  /(?!\s)\p{Cc}|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
const ANY_MARK = /\p{L}|\p{N}|\p{S}|\p{P}/u;
/** Most texts are as they should be. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

const NAME_LENGTH = 500;
export const TEXT_LENGTH = 5000;

/** `raw` without invisible characters, white space made single, at most `length` UTF-16 units; null if nothing is left. */
export function cleanText(raw: string | null | undefined, length = NAME_LENGTH): string | null {
  const trimmed = raw?.trim();
  if (!trimmed) return null;
  if (trimmed.length <= length && PLAIN.test(trimmed)) return trimmed;
  const text = trimmed
    .slice(0, 8 * length)
    .replace(INVISIBLE, "")
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/u, "");
  return ANY_MARK.test(text) ? text : null;
}

/** What comes and goes beside what is said, and what is there to be pressed. */
const STATUS =
  "[role=status], [role=alert], [role=tooltip], [role=timer], [role=progressbar], [aria-live]:not([aria-live=off])";
const CONTROL = "button, [role=button]";
const NO_NAME = `${STATUS}, ${CONTROL}, time`;
const NO_WORDS = `${STATUS}, ${CONTROL}`;

/** Whether a text within `scope` says what somebody is doing, or what one may do, rather than who somebody is. */
export function isStatus(text: Element, scope: Element): boolean {
  for (let part: Element | null = text; part && part !== scope; part = part.parentElement)
    if (part.matches(NO_NAME)) return true;
  return false;
}

/** The text of an element as a reader sees it: with the emoji that some sites draw as pictures, without what is
 * only there for machines, and without buttons where all of it is none. */
export function textOf(element: Element | null | undefined, length = NAME_LENGTH): string | null {
  if (!element) return null;
  const isWhole = element.childElementCount === 0 || !element.querySelector(CONTROL);
  return isWhole
    ? textIn(element, length, false)
    : (textIn(element, length, true) ?? textIn(element, length, false));
}

function textIn(element: Element, length: number, skipsControls: boolean): string | null {
  let text = "";
  const walk = (node: Node): void => {
    if (text.length > 8 * length) return;
    if (node.nodeType === 3) text += node.nodeValue ?? "";
    else if (node.nodeType === 1) {
      const part = node as Element;
      const tag = part.localName;
      if (isHidden(part) || (part !== element && part.matches(skipsControls ? NO_WORDS : STATUS))) return;
      if (tag === "img") text += emoji(part);
      else if (tag === "br" || tag === "p" || tag === "div" || tag === "li") text += " ";
      if (tag === "svg" || tag === "script" || tag === "style") return;
      for (let child = node.firstChild; child; child = child.nextSibling) walk(child);
    }
  };
  walk(element);
  return cleanText(text, length);
}

/** Not only for machines: for nobody, by the element itself. */
function isHidden(element: Element): boolean {
  return element.hasAttribute("hidden") || /display:\s*none/u.test(element.getAttribute("style") ?? "");
}

function emoji(picture: Element): string {
  const alt = picture.getAttribute("alt") ?? "";
  return isEmoji(alt) ? alt : "";
}

/** Whether what a picture says for those who do not see it is an emoji. */
export function isEmoji(alt: string): boolean {
  return alt.length <= 16 && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(alt);
}

/** The innermost element that holds the first visible text within `scope`: where a name stands. */
export function firstTextElement(scope: Element): Element | null {
  for (const element of textElementsIn(scope)) {
    const hidden = element.closest("[hidden]");
    if ((!hidden || !scope.contains(hidden)) && !isStatus(element, scope)) return element;
  }
  return null;
}

/** The innermost elements that hold the visible texts within `scope`, in the page's order. */
export function* textElementsIn(scope: Element): Generator<Element> {
  const walker = scope.ownerDocument.createTreeWalker(scope, 4 /* NodeFilter.SHOW_TEXT */);
  let last: Element | null = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent === last || !cleanText(node.nodeValue)) continue;
    if (parent.closest("svg, script, style, noscript, template")) continue;
    last = parent;
    yield parent;
  }
}

/** Whether `element`'s text is for the eye: where a site says the same once more for machines, in the element before,
 * only the one for the eye counts, were it but the number. */
export function isShown(element: Element): boolean {
  const twin = element.nextElementSibling;
  if (twin?.getAttribute("aria-hidden") !== "true") return true;
  const nodes = [...(firstTextElement(twin)?.childNodes ?? [])];
  const text = nodes
    .map((node) => (node.nodeType === 3 ? cleanText(node.nodeValue) : null))
    .find((said) => said !== null);
  if (!text) return true;
  const machines = cleanText(element.textContent) ?? "";
  // One letter is rather what stands for a picture.
  return !(isOnlyCount(text) || (text.length > 1 ? machines.includes(text) : machines === text));
}

const LOOKED_AT = 3000;

/** The first element whose whole text the page's title starts with: where a profile says whose it is, in pages that
 * mark no heading. */
export function sayingTitle(scope: Element): Element | null {
  const title = cleanText(scope.ownerDocument.title)?.replace(/^\(\d+\+?\)\s*/u, "");
  if (!title) return null;
  return firstSaying(
    scope,
    (text) => title.startsWith(text) && !/^[\p{L}\p{N}]/u.test(title.slice(text.length)),
  );
}

/** The first element whose whole text is one of `texts`, in whatever case. */
export function saying(scope: Element, texts: readonly string[]): Element | null {
  const wanted = new Set(texts.map((text) => text.toLowerCase()));
  return firstSaying(scope, (text) => wanted.has(text.toLowerCase()));
}

/** What is looked for stands near the top; the rest of a long page is not looked at. */
function firstSaying(scope: Element, isIt: (text: string) => boolean): Element | null {
  const elements = scope.querySelectorAll("h1, h2, h3, strong, span, bdi, p, div, a");
  for (let place = 0; place < Math.min(elements.length, LOOKED_AT); place++) {
    const element = elements[place];
    const isPlain = element && [...element.children].every(({ localName }) => localName === "svg");
    const text = isPlain ? textOf(element) : null;
    if (element && text && isIt(text)) return element;
  }
  return null;
}

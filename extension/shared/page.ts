// What the extension's own pages have in common.

import { read } from "./stored";
import { speak, spoken, type TextName, text } from "./texts";

export function find<Found extends HTMLElement = HTMLElement>(id: string): Found {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as Found;
}

/** Puts the page's texts where it names them: at once in the browser's language, then in the one that was chosen. */
export async function fillTexts(): Promise<void> {
  fill();
  speak((await read("language")).language);
  fill();
}

function fill(): void {
  if (document.documentElement.dataset.spoken === spoken()) return;
  document.documentElement.dataset.spoken = document.documentElement.lang = spoken();
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    element.textContent = text(element.dataset.text as TextName);
  }
}

/** All of the page is there. */
export function finished(): void {
  document.body.removeAttribute("aria-busy");
}

export function element(name: string, className: string, ...content: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

export function show(id: string, words: string | null): void {
  find(id).hidden = words === null;
  say(id, words ?? "");
}

/** Text that is there already stays as it is: a screen reader would say it again, and a selection would be lost. */
export function say(id: string, words: string): void {
  if (find(id).textContent !== words) find(id).textContent = words;
}

/** The same for a list or table of texts. */
export function list(place: Element, items: readonly Element[]): void {
  const isThere =
    place.childElementCount === items.length &&
    items.every((item, n) => item.isEqualNode(place.children[n] ?? null));
  if (!isThere) place.replaceChildren(...items);
}

export async function closeThis(): Promise<void> {
  const tab = await chrome.tabs.getCurrent();
  if (tab?.id !== undefined) await chrome.tabs.remove(tab.id);
}

/** What was pressed is gone with what it did: the keyboard goes on at the first of these that can be seen. */
export function goOnAt(pressed: string, ...next: readonly string[]): void {
  if (find(pressed).checkVisibility()) return;
  next
    .map((id) => find(id))
    .find((place) => place.checkVisibility())
    ?.focus();
}

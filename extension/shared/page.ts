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
  find(id).textContent = words;
}

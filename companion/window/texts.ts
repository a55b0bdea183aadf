// What the window says to people: its texts, in the language that was chosen here, else in the browser's.

import texts from "texts:window";
import { speakOfEvidence } from "../../shared/evidence-words";
import { Catalogue, SOURCE } from "../../shared/texts/catalogue";

export { default as LANGUAGES } from "texts:languages";

const KEY = "eyeline-language";
const catalogue = new Catalogue(texts);
// Neither is there where a test asks for a view's logic alone.
const wanted = globalThis.localStorage?.getItem(KEY) ?? globalThis.navigator?.language;
catalogue.language = catalogue.languageFor(wanted ?? SOURCE);
speakOfEvidence(catalogue.language);

export function language(): string {
  return catalogue.language;
}

/** From when the window is loaded anew. */
export function speak(choice: string): void {
  localStorage.setItem(KEY, choice);
}

export const { say, written, percent, dated } = catalogue;
export const below = catalogue.below.bind(catalogue) as typeof catalogue.below;

/** A moment as people of the language write it. */
export function moment(time: string | Date): string {
  return dated(time, { dateStyle: "medium", timeStyle: "short" });
}

export function day(time: string | Date): string {
  return dated(time, { dateStyle: "medium" });
}

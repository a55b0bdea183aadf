// What the extension says to people: its texts, in the language that was chosen, else in the browser's.

import texts from "texts:extension";
import { speakOfEvidence } from "../../shared/evidence-words";
import { Catalogue, type Key } from "../../shared/texts/catalogue";
import type { Settings } from "./settings";

export type TextName = Key<(typeof texts)[string]>;

const catalogue = new Catalogue(texts);
speak("browser");

/** From now on texts are in this language. */
export function speak(choice: Settings["language"]): void {
  catalogue.language = catalogue.languageFor(choice === "browser" ? ofBrowser() : choice);
  speakOfEvidence(catalogue.language);
}

export function spoken(): string {
  return catalogue.language;
}

export const text = catalogue.say;
export const written = catalogue.written;
export const listed = catalogue.listed;

/** A moment as people of the language write it: the time alone where it is today's. */
export function moment(time: Date, now: Date): string {
  const isToday = time.toDateString() === now.toDateString();
  return catalogue.dated(
    time,
    isToday ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" },
  );
}

function ofBrowser(): string {
  return globalThis.chrome?.i18n?.getUILanguage?.() ?? globalThis.navigator?.language ?? "";
}

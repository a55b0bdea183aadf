// What the extension says to people, in the languages of _locales. Counts choose their form: `name_one`, `name_other`.

import english from "../_locales/en/messages.json";
import spanish from "../_locales/es/messages.json";
import type { Language, Settings } from "./settings";

export type TextName = keyof typeof english;
type Plural<Name> = Name extends `${infer Stem}_other` ? Stem : never;
export type CountedName = Plural<TextName>;

const CATALOGUES: Record<Language, Record<string, { message: string }>> = { en: english, es: spanish };

let language: Language = ofBrowser();

const numbers = once((spoken) => new Intl.NumberFormat(spoken));
const rules = once((spoken) => new Intl.PluralRules(spoken));

/** From now on texts are in this language, or in the browser's where there are texts in it. */
export function speak(choice: Settings["language"]): void {
  language = choice === "browser" ? ofBrowser() : choice;
}

export function spoken(): Language {
  return language;
}

export function text(name: TextName, values: Record<string, string | number> = {}): string {
  return filled(CATALOGUES[language][name]?.message ?? name, values);
}

/** The text of a name that is only known as it runs; null where there is none. */
export function textOrNull(name: string): string | null {
  return CATALOGUES[language][name]?.message ?? null;
}

/** The form of `name` for `count`, which may be used in it as {count}. */
export function counted(
  name: CountedName,
  count: number,
  values: Record<string, string | number> = {},
): string {
  const catalogue = CATALOGUES[language];
  const form = catalogue[`${name}_${rules().select(count)}`] ?? catalogue[`${name}_other`];
  return filled(form?.message ?? name, { ...values, count });
}

/** A number as people of the language write it. */
export function written(value: number, options?: Intl.NumberFormatOptions): string {
  return (options ? new Intl.NumberFormat(language, options) : numbers()).format(value);
}

/** A moment as people of the language write it: the time alone where it is today's. */
export function moment(time: Date, now: Date): string {
  const isToday = time.toDateString() === now.toDateString();
  const form = isToday ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(language, form as Intl.DateTimeFormatOptions).format(time);
}

export function listed(words: readonly string[]): string {
  return new Intl.ListFormat(language).format(words);
}

function ofBrowser(): Language {
  const wanted = globalThis.chrome?.i18n?.getUILanguage?.() ?? globalThis.navigator?.language ?? "en";
  const plain = wanted.split("-")[0];
  return plain !== undefined && plain in CATALOGUES ? (plain as Language) : "en";
}

function filled(message: string, values: Record<string, string | number>): string {
  return message.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    return typeof value === "number" ? written(value) : (value ?? hole);
  });
}

/** Made once for a language: making takes much longer than using, and every badge needs it. */
function once<Made>(make: (language: Language) => Made): () => Made {
  const made = new Map<Language, Made>();
  return () => {
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}

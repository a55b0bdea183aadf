// The window's texts: each view brings its own, in every language, and TypeScript holds the languages to one another.

export const LANGUAGES = ["en", "es"] as const;
export type Language = (typeof LANGUAGES)[number];
type Values = Record<string, string | number>;
type Plural<Name> = Name extends `${infer Stem}_other` ? Stem : never;

const KEY = "eyeline-language";

/** The language that was chosen here, else the browser's where there are texts in it. */
export function language(): Language {
  const wanted = localStorage.getItem(KEY) ?? navigator.language.split("-")[0];
  return LANGUAGES.find((known) => known === wanted) ?? "en";
}

export function speak(choice: Language | null): void {
  if (choice === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
}

/** A view's texts: `t("name", {values})`; `t.counted("name", n)` chooses `name_one` or `name_other`. */
export function words<Names extends string>(texts: Record<Language, Record<Names, string>>) {
  const t = (name: Names, values: Values = {}): string => filled(texts[language()][name], values);
  const counted = (name: Plural<Names>, count: number, values: Values = {}): string => {
    const all = texts[language()] as Record<string, string>;
    const form = new Intl.PluralRules(language()).select(count);
    return filled(all[`${name}_${form}`] ?? all[`${name}_other`] ?? name, { ...values, count });
  };
  /** The text of a name that is only known as it runs; `fallback` where there is none. */
  const known = (name: string, fallback: string, values: Values = {}): string =>
    filled((texts[language()] as Record<string, string>)[name] ?? fallback, values);
  return Object.assign(t, { counted, known });
}

function filled(message: string, values: Values): string {
  return message.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    return typeof value === "number" ? written(value) : (value ?? hole);
  });
}

/** A number as people of the language write it. */
export function written(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(language(), options).format(value);
}

export function percent(share: number, digits = 0): string {
  return written(share, { style: "percent", maximumFractionDigits: digits });
}

/** A moment as people of the language write it. */
export function moment(time: string | Date): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(time),
  );
}

export function day(time: string | Date): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium" }).format(new Date(time));
}

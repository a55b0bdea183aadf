// The texts of one area in every language: a language is a folder of companion/texts, found when the area is bundled
// (scripts/texts.mjs). Keys are typed by the English file.

import { dated, formatted, type Values, written } from "./message";

/** The language in which texts are written first, and which is spoken to whoever speaks none of the others. */
export const SOURCE = "en";

interface Tree {
  [name: string]: string | Tree;
}
/** The keys of all texts in a tree: `cases.export.title`. */
export type Key<Texts> = {
  [Name in keyof Texts & string]: Texts[Name] extends string ? Name : `${Name}.${Key<Texts[Name]>}`;
}[keyof Texts & string];
/** The keys of all branches of a tree: `cases`, `cases.export`. */
export type Branch<Texts> = {
  [Name in keyof Texts & string]: Texts[Name] extends string
    ? never
    : Name | `${Name}.${Branch<Texts[Name]>}`;
}[keyof Texts & string];
type Below<Texts, Path> = Path extends `${infer Name}.${infer Rest}`
  ? Below<Texts[Name & keyof Texts], Rest>
  : Texts[Path & keyof Texts];

/** Says texts by key; `known` those whose key is only known as the code runs. */
export interface Say<Texts> {
  (key: Key<Texts>, values?: Values): string;
  known(key: string, otherwise: string, values?: Values): string;
}

export class Catalogue<Texts> {
  language: string;

  /** `all` is tag → texts. Until `language` is set, the source is spoken. */
  constructor(private readonly all: Readonly<Record<string, Texts>>) {
    this.language = SOURCE;
  }

  /** The tag of the language to speak to who wants `wanted`: itself, else one of its relatives, else the source. */
  languageFor(wanted: string): string {
    const [asked, related] = [wanted.toLowerCase(), wanted.toLowerCase().split("-")[0]];
    const known = Object.keys(this.all);
    return (
      known.find((tag) => tag.toLowerCase() === asked) ??
      known.find((tag) => tag.toLowerCase().split("-")[0] === related) ??
      SOURCE
    );
  }

  readonly say: Say<Texts> = this.#sayer("");

  /** The texts of one branch, by what follows it. */
  below<Path extends Branch<Texts>>(path: Path): Say<Below<Texts, Path>> {
    return this.#sayer(`${path}.`);
  }

  /** A number as people of the language write it. */
  readonly written = (value: number, options?: Intl.NumberFormatOptions): string =>
    written(value, this.language, options);

  readonly percent = (share: number): string => this.written(share, { style: "percent" });

  /** A time as people of the language write it. */
  readonly dated = (time: Date | number | string, options: Intl.DateTimeFormatOptions): string =>
    dated(typeof time === "string" ? new Date(time) : time, this.language, options);

  readonly listed = (words: readonly string[]): string => new Intl.ListFormat(this.language).format(words);

  #sayer<Below>(prefix: string): Say<Below> {
    const known = (key: string, otherwise: string, values?: Values): string => {
      const message = this.#message(prefix + key);
      return message === null ? otherwise : formatted(message, this.language, values);
    };
    return Object.assign((key: string, values?: Values) => known(key, prefix + key, values), { known });
  }

  #message(key: string): string | null {
    let at: string | Tree | undefined = this.all[this.language] as Tree | undefined;
    for (const name of key.split(".")) at = typeof at === "object" ? at[name] : undefined;
    return typeof at === "string" ? at : null;
  }
}

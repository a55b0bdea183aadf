// How long ago something was, as sites write it for people, in the page's language: "3h", "2 weeks ago", "hace 3 horas".

import type { TimePrecision } from "../../shared/wire/types.gen";
import { readCount } from "./counts";
import { cleanText } from "./text";
import type { Moment } from "./times";

/** So many whole units, and not one more, lie between what happened and when the page was written. */
export interface Ago {
  count: number;
  unit: Exclude<TimePrecision, "second">;
}

/** A moment, or how long ago it was. */
export type When = Moment | { ago: Ago };

const UNITS = ["minute", "hour", "day", "week", "month", "year"] as const satisfies Ago["unit"][];
const MS: Partial<Record<Ago["unit"], number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
const LONGEST = 40;
/** What sites say beside what the languages' own forms say. */
const SAID_TOO: Record<string, string> = { ar: "منذ", pt: "atrás" };

/** What `text` says, written in `language` (a BCP 47 tag); null where it says anything else, or nobody says in which. */
export function agoIn(text: string | null | undefined, language: string): Ago | null {
  const words = cleanText(text);
  const [number, ...others] = words && words.length <= LONGEST ? (words.match(/\p{Nd}+/gu) ?? [""]) : [];
  if (!words || number === undefined || others.length > 0) return null;
  const forms = formsOf(language);
  // Some languages have words for one or two of a unit, without a number.
  for (const count of number ? [readCount(number) ?? 0] : [1, 2]) {
    const known = forms.of(count);
    const unit =
      known.get(form(words)) ?? known.get(forms.bare(words)) ?? (number && forms.begun(words, count));
    if (unit) return { count, unit };
  }
  return null;
}

/** When that was, for a page that was written at `now` (ms): from the moment on, as long as its precision says. */
export function momentAgo({ count, unit }: Ago, now: number): Moment {
  const time = new Date(now);
  const ms = MS[unit];
  if (ms) time.setTime(now - (count + 1) * ms);
  else {
    const day = time.getUTCDate();
    time.setUTCMonth(time.getUTCMonth() - (count + 1) * (unit === "year" ? 12 : 1));
    if (time.getUTCDate() !== day) time.setUTCDate(0); // a shorter month ends before
  }
  return { time: time.toISOString(), precision: unit };
}

const known = new Map<string, Forms>();

function formsOf(language: string): Forms {
  const found = known.get(language) ?? new Forms(language.replaceAll("_", "-"));
  known.set(language, found);
  return found;
}

/** How a language writes that something was so many units ago, or so many units. */
class Forms {
  readonly #byCount = new Map<number, ReadonlyMap<string, Ago["unit"]>>();
  readonly #agos: readonly Intl.RelativeTimeFormat[];
  readonly #lengths: readonly { unit: TimePrecision; isLong: boolean; format: Intl.NumberFormat }[];
  /** Words that are said of every unit alike: "vor", "il y a", "ago". */
  readonly #alike: ReadonlySet<string>;

  constructor(language: string) {
    const [base = ""] = language.split("-");
    // Of English, sites write "hrs" as well, as in Britain.
    const languages = isKnown(language) ? (base === "en" ? [language, "en-GB"] : [language]) : [];
    const styles = languages.flatMap((one) => STYLES.map((style) => ({ one, style })));
    this.#agos = styles.map(({ one, style }) => new Intl.RelativeTimeFormat(one, { style }));
    this.#lengths = (["second", ...UNITS] as const).flatMap((unit) =>
      styles.map(({ one, style }) => ({
        unit,
        isLong: style === "long",
        format: new Intl.NumberFormat(one, { style: "unit", unit, unitDisplay: style }),
      })),
    );
    const sayings = this.#agos.flatMap((ago) => alike(UNITS.map((unit) => ago.format(-3, unit))));
    this.#alike = new Set([...sayings, SAID_TOO[base] ?? ""]);
  }

  /** The unit by all that is written of so many; plurals differ by the number. Of two that look alike the shorter
   * unit counts. */
  of(count: number): ReadonlyMap<string, Ago["unit"]> {
    const found = this.#byCount.get(count) ?? this.#write(count);
    this.#byCount.set(count, found);
    return found;
  }

  /** The form of `text` without what is said of every unit alike. */
  bare(text: string): string {
    return form(
      wordsOf(text)
        .filter((word) => !this.#alike.has(word))
        .join(" "),
    );
  }

  /** The only unit whose word in full begins as `text` does: sites cut words shorter than the language's short forms. */
  begun(text: string, count: number): Ago["unit"] | null {
    const bare = this.bare(text);
    if (!/^#\p{L}/u.test(bare)) return null;
    const fits = this.#lengths.flatMap(({ unit, isLong, format }) =>
      isLong && form(format.format(count)).startsWith(bare) ? unit : [],
    );
    const [unit = "second", ...others] = new Set(fits);
    return unit === "second" || others.length > 0 ? null : unit;
  }

  #write(count: number): ReadonlyMap<string, Ago["unit"]> {
    const written = [...UNITS].reverse().flatMap((unit) => {
      const agos = this.#agos.map((ago) => ago.format(-count, unit));
      const lengths = this.#lengths.flatMap((one) => (one.unit === unit ? one.format.format(count) : []));
      const forms = [...[...agos, ...lengths].map(form), ...agos.map((ago) => this.bare(ago))];
      return forms.map((said) => [said, unit] as const);
    });
    // A single letter for months is mostly the one for minutes, and sites that count so write dates instead.
    return new Map(written.filter(([said, unit]) => unit !== "month" || !/^#\p{L}$/u.test(said)));
  }
}

const STYLES = ["long", "short", "narrow"] as const;

function isKnown(language: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(language).length > 0;
  } catch {
    return false;
  }
}

/** The words that all of these have. */
function alike(sayings: readonly string[]): string[] {
  const [first = "", ...others] = sayings;
  return wordsOf(first).filter(
    (word) => !/\p{Nd}/u.test(word) && others.every((other) => wordsOf(other).includes(word)),
  );
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/u);
}

/** A text without its number, spaces and dots, and what stands in brackets after it. */
function form(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s*\([^)]*\)$/u, "")
    .replace(/\p{Nd}+/u, "#")
    .replace(/[\s.\u0970\u200e\u200f]+/gu, "");
}

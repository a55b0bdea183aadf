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

/** What `text` says, written in `language` (a BCP 47 tag); null where it says anything else, or nobody says in which. */
export function agoIn(text: string | null | undefined, language: string): Ago | null {
  const words = cleanText(text)?.replace(/\s*\([^)]*\)$/u, "");
  const number = words && words.length <= LONGEST ? /\p{Nd}+/u.exec(words)?.[0] : undefined;
  const count = number ? readCount(number) : null;
  if (!language || !words || !number || count === null || words.split(/\p{Nd}+/u).length !== 2) return null;
  const unit = unitsOf(language, count).get(form(words));
  return unit ? { count, unit } : null;
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

type Writer = { unit: Ago["unit"]; write: (count: number) => string };
const writers = new Map<string, Writer[]>();
const known = new Map<string, Map<string, Ago["unit"]>>();

/** How the language writes that something was so many units ago, or so many units; plurals differ by the number. */
function unitsOf(language: string, count: number): Map<string, Ago["unit"]> {
  const key = `${language} ${count}`;
  const found =
    known.get(key) ??
    new Map(
      writersOf(language).flatMap(({ unit, write }): [string, Ago["unit"]][] => {
        const said = form(write(count));
        // A single letter for months is mostly the one for minutes, and sites that count so write dates instead.
        return unit === "month" && /^#\p{L}$/u.test(said) ? [] : [[said, unit]];
      }),
    );
  known.set(key, found);
  return found;
}

/** What writes in the language, the longest unit first, so that of two that look alike the shorter one stands. */
function writersOf(language: string): Writer[] {
  const found = writers.get(language) ?? [...UNITS].reverse().flatMap((unit) => written(language, unit));
  writers.set(language, found);
  return found;
}

function written(language: string, unit: Ago["unit"]): Writer[] {
  try {
    return (["long", "short", "narrow"] as const).flatMap((style) => {
      const ago = new Intl.RelativeTimeFormat(language, { style });
      const long = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: style });
      return [
        { unit, write: (count: number) => ago.format(-count, unit) },
        { unit, write: (count: number) => withoutTense(ago, count, unit) },
        { unit, write: (count: number) => long.format(count) },
      ];
    });
  } catch {
    return []; // a language that the browser does not know
  }
}

/** What the language writes less what it writes for each unit alike: "3 mo." of "3 mo. ago". */
function withoutTense(ago: Intl.RelativeTimeFormat, count: number, unit: Ago["unit"]): string {
  const [first = "", ...others] = UNITS.map((each) => ago.format(-count, each));
  let start = 0;
  while (start < first.length && others.every((other) => other[start] === first[start])) start += 1;
  start = Math.min(start, first.search(/\p{Nd}/u));
  let end = 0;
  while (end < first.length && others.every((other) => other.at(-end - 1) === first.at(-end - 1))) end += 1;
  const said = ago.format(-count, unit);
  return said.slice(Math.max(start, 0), said.length - end);
}

/** A text without its number, spaces and dots. */
function form(text: string): string {
  return text
    .toLowerCase()
    .replace(/\p{Nd}+/u, "#")
    .replace(/[\s.\u200e\u200f]+/gu, "");
}

import type { TimePrecision } from "../../shared/wire/types.gen";

export interface Moment {
  time: string;
  precision: TimePrecision;
}

/** The moment that a `time` element (the first within `scope`, or itself) states for machines; null where none does. */
export function momentIn(scope: Element | null | undefined): Moment | null {
  const element = scope?.matches("time[datetime]") ? scope : scope?.querySelector("time[datetime]");
  return momentOf(element?.getAttribute("datetime"));
}

/** A moment in ISO 8601 with a zone, of the years 1990 to 9999; a date alone counts as its day in UTC. */
export function momentOf(text: string | null | undefined): Moment | null {
  const form = /^\d{4}-\d{2}-\d{2}(?:([T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|[+-]\d{2}:?\d{2}))?$/u.exec(
    text?.trim() ?? "",
  );
  if (!form) return null;
  const time = new Date(
    form[0]
      .replace(" ", "T")
      .replace(/([+-]\d{2})(\d{2})$/u, "$1:$2")
      .replace(/(\.\d{3})\d+/u, "$1"),
  );
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1990) return null;
  const precision = form[1] === undefined ? "day" : form[1].length > 6 ? "second" : "minute";
  return { time: time.toISOString(), precision };
}

/** The moment in an id that counts up with time: its bits above `shift`, in units of `unit` ms since `epoch` (ms). */
export function momentOfId(id: string | undefined, shift: bigint, unit = 1, epoch = 0): Moment | null {
  if (!id || !/^\d{10,20}$/u.test(id)) return null;
  return momentOfMs(Number(BigInt(id) >> shift) * unit + epoch);
}

/** The month and year in `text`, written in `language` (a BCP 47 tag); the year alone where no month is found. */
export function momentOfMonth(text: string | null | undefined, language: string): Moment | null {
  const year = /(?<!\d)(?:19|20)\d{2}(?!\d)/u.exec(text ?? "")?.[0];
  if (!text || !year) return null;
  const month = longestMonth(text.toLowerCase(), language || "en");
  const time = new Date(Date.UTC(Number(year), month ?? 0)).toISOString();
  return { time, precision: month === null ? "year" : "month" };
}

/** The month (0..11) whose name, long or short, is the longest in `text`. */
function longestMonth(text: string, language: string): number | null {
  let found: number | null = null;
  let length = 0;
  monthNames(language).forEach((name, index) => {
    if (name.length <= length || !text.includes(name)) return;
    found = index % 12;
    length = name.length;
  });
  return found;
}

const knownMonths = new Map<string, string[]>();

/** The twelve long names and the twelve short ones, in small letters; none where the language is not known. */
function monthNames(language: string): string[] {
  let names = knownMonths.get(language);
  if (!names) {
    names = ["long", "short"].flatMap((month) => namesOf(language, month as "long" | "short"));
    knownMonths.set(language, names);
  }
  return names;
}

function namesOf(language: string, month: "long" | "short"): string[] {
  let form: Intl.DateTimeFormat;
  try {
    // With a year, as languages that inflect write it.
    form = new Intl.DateTimeFormat(language, { month, year: "numeric", timeZone: "UTC" });
  } catch {
    return [];
  }
  return Array.from({ length: 12 }, (_, index) => {
    const parts = form.formatToParts(Date.UTC(2020, index));
    const at = parts.findIndex(({ type }) => type === "month");
    const unit = /^[月월]/u.exec(parts[at + 1]?.value ?? "")?.[0] ?? "";
    return ((parts[at]?.value ?? "") + unit).replace(/\.$/u, "").toLowerCase();
  });
}

const TID_LETTERS = "234567abcdefghijklmnopqrstuvwxyz";

/** The moment in an AT Protocol timestamp identifier: 13 letters of base 32, 53 bits of microseconds, 10 of clock. */
export function momentOfTid(tid: string | undefined): Moment | null {
  if (!tid || !/^[2-7a-j][2-7a-z]{12}$/u.test(tid)) return null;
  let bits = 0n;
  for (const letter of tid) bits = bits * 32n + BigInt(TID_LETTERS.indexOf(letter));
  return momentOfMs(Number((bits >> 10n) / 1000n));
}

/** A moment in ms since 1970, between 2005 and 2100; null for any other number. */
export function momentOfMs(ms: number): Moment | null {
  const time = new Date(ms);
  const year = time.getUTCFullYear();
  return year >= 2005 && year < 2100 ? { time: time.toISOString(), precision: "second" } : null;
}

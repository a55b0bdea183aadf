// Days as a timeline has them, taken together by week or month, and times as they are written: all in UTC.

import { dateFormat } from "../../../shared/texts/message";
import { dated, language } from "../texts";

export const STEPS = ["day", "week", "month"] as const;
type Step = (typeof STEPS)[number];

const DAY_MS = 86_400_000;

interface Daily {
  /** ISO time of the first day's midnight. */
  first_day: string;
  observed: readonly number[];
  expected: readonly number[];
  who: readonly (readonly number[])[];
}

export interface Stretch {
  /** ms since 1970: its first midnight, and the one after its last day. */
  begin: number;
  end: number;
  observed: number;
  expected: number;
  /** Each account once. */
  who: number[];
}

/** The stretches of a timeline whose days lie between two dates as 2020-05-01, the last included; null: no bound. */
export function stretches(daily: Daily, step: Step, from: string | null, to: string | null): Stretch[] {
  const first = Date.parse(daily.first_day);
  const earliest = from ? Date.parse(from) : -Infinity;
  const latest = to ? Date.parse(to) : Infinity;
  const found: Stretch[] = [];
  for (const [index, observed] of daily.observed.entries()) {
    const day = first + index * DAY_MS;
    if (day < earliest || day > latest) continue;
    const begin = beginOf(day, step);
    let last = found.at(-1);
    if (last?.begin !== begin) {
      last = { begin, end: endOf(begin, step), observed: 0, expected: 0, who: [] };
      found.push(last);
    }
    last.observed += observed;
    last.expected += daily.expected[index] ?? 0;
    last.who.push(...(daily.who[index] ?? []));
  }
  for (const stretch of found) stretch.who = [...new Set(stretch.who)];
  return found;
}

function beginOf(day: number, step: Step): number {
  if (step === "day") return day;
  const date = new Date(day);
  if (step === "month") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
  return day - ((date.getUTCDay() + 6) % 7) * DAY_MS;
}

function endOf(begin: number, step: Step): number {
  if (step === "day") return begin + DAY_MS;
  if (step === "week") return begin + 7 * DAY_MS;
  const date = new Date(begin);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** The step at which so many days can be told apart in a chart. */
export function stepFor(days: number): Step {
  if (days <= 180) return "day";
  return days <= 7 * 180 ? "week" : "month";
}

/** The date as an address and an input have it: 2020-05-01. */
export function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export function monthName(ms: number, width: "long" | "short"): string {
  return format(ms, { month: width, year: "numeric" });
}

function dayName(ms: number): string {
  return format(ms, { dateStyle: "medium" });
}

/** A stretch in words: a month's name, a day, or from a day to a day. */
export function stretchName({ begin, end }: Stretch, step: Step): string {
  if (step === "month") return monthName(begin, "long");
  return step === "day" ? dayName(begin) : range(begin, end - DAY_MS, { dateStyle: "medium" });
}

/** From minute to minute, or the day where it is one from midnight to midnight. */
export function windowName(begin: string, end: string): string {
  const [from, to] = [Date.parse(begin), Date.parse(end)];
  if (to - from === DAY_MS && from % DAY_MS === 0) return dayName(from);
  return range(from, to, { dateStyle: "medium", timeStyle: "short" });
}

/** Two moments, the earlier first, to the second. */
export function momentsName(one: string, other: string): string {
  const [first = 0, last = 0] = [Date.parse(one), Date.parse(other)].sort((here, there) => here - there);
  return range(first, last, { dateStyle: "medium", timeStyle: "medium" });
}

/** Monday is 1. */
export function weekdayName(number: number, width: "long" | "short"): string {
  return format(Date.UTC(2018, 0, number), { weekday: width }); // 2018 began on a Monday
}

function format(ms: number, options: Intl.DateTimeFormatOptions): string {
  return dated(ms, { ...options, timeZone: "UTC" });
}

function range(from: number, to: number, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(language(), { ...options, timeZone: "UTC" }).formatRange(from, to);
}

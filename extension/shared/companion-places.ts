// Where the extension leads to at the companion: its own page, and places in its window.

import { DEFAULT_PORT } from "./connection";
import { read } from "./stored";

/** The companion's page where this browser is paired with it: at the port that is known, else at the usual one. */
export async function companionAddress(): Promise<string> {
  const { pairing } = await read("pairing");
  return `${pairing?.origin ?? `http://127.0.0.1:${DEFAULT_PORT}`}/`;
}

export const FIRST_VIEW = "#/today";

export function placeOfAccount(ref: string): string {
  return `#/find?${new URLSearchParams({ ref })}`;
}

/** The group that stands out to which it belongs. */
export function placeOfGroup(ref: string): string {
  return `${placeOfAccount(ref)}&group=1`;
}

/** Those that were seen on the page of this address. */
export function placeOfPage(page: string): string {
  return `#/find?${new URLSearchParams({ page })}`;
}

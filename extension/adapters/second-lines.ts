// What stands below handles on sites that link the handle alone: mostly a name, else why somebody is shown ("Follows
// you", "Followed by ada and 3 more"), in any language. Such a line stands at several accounts, or names the site.

import { startsWithCount } from "./counts";
import { isLikeHandle } from "./naming";
import type { Name } from "./patterns";

export interface SecondLine {
  text: string;
  name: Name;
  /** The account's. */
  key: string;
}

/** So many letters that lines with different numbers in them have in common at their ends are no accident. */
const LEAST_SHARED = 6;

/** Whether a line is a name, as far as all the `lines` of a page tell. People may share a name; then their handles do
 * too, as they do where a name begins with a number: else something was counted. */
export function namesAmong(lines: readonly SecondLine[], site: string): (line: SecondLine) => boolean {
  const keys = new Map<string, Set<string>>();
  for (const { text, key } of lines) {
    const said = withoutNumbers(text);
    keys.set(said, (keys.get(said) ?? new Set()).add(key));
  }
  const counting = [...keys.keys()].filter((said) => said.includes("#"));
  return ({ text, name }) => {
    if (isLikeHandle(text, name)) return true;
    if (startsWithCount(text)) return false;
    const said = withoutNumbers(text);
    const isCounted = () =>
      counting.some((other) => other !== said && sharedEnds(said, other) >= LEAST_SHARED);
    return (keys.get(said)?.size ?? 0) < 2 && !said.includes(site) && !(said.includes("#") && isCounted());
  };
}

function withoutNumbers(text: string): string {
  return text.toLowerCase().replace(/\p{Nd}+/gu, "#");
}

function sharedEnds(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return (one.slice(0, start) + one.slice(one.length - end)).replace(/[^\p{L}]/gu, "").length;
}

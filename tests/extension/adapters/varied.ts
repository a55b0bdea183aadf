// What a page says after a variation, held against what it said before.

import type { Extraction, SeenAccount } from "../../../extension/adapters/adapter";
import type { Variation } from "./variations";
import { copied, handlesIn, keyOf, knownBy, partsOf, read, said, type WrittenPage } from "./whose";

function countsIn({ accounts }: Extraction): unknown[] {
  return accounts.flatMap(({ sighting }) => sighting.counts ?? []);
}

/** At least so much of who was seen is seen again. */
export const LEAST = 0.95;

/** All that the page says of the wrong, and how many were seen before and are now. */
export function changed(page: WrittenPage, site: string, variation: Variation) {
  const { address, document, extraction } = page;
  const at = copied(page);
  const accounts = extraction.accounts.map((one) => ({ ...one, anchor: one.anchor && at(one.anchor) }));
  const before: Extraction = { ...extraction, accounts };
  const known = knownBy(before.accounts, site);
  const members = handlesIn(before);
  const refs = new Set(before.lists.flatMap((list) => list.members));
  const isInOne = before.lists.every(({ kind }) =>
    /^(?:followers|following|friends|likers|sharers)$/u.test(kind),
  );
  if (variation.cuts && !isInOne) return { wrong: [], was: 0, is: 0 };
  const rows = [...partsOf(before)]
    .filter(([{ sighting }]) => refs.has(sighting.ref))
    .map(([, part]) => part.element);
  variation.change(document, rows, site, before);
  const after = read(document, address);
  if (!after) return { wrong: [], was: before.accounts.length, is: 0 };
  const wrong: string[] = [];
  for (const account of after.accounts) {
    const key = keyOf(account);
    const own = known.get(key);
    const { picture, role } = account.sighting;
    // Below a profile's head its own address says whose it is, whatever the heading says.
    const isNamed = (text: string) =>
      own?.names.has(latin(text)) || own?.names.has(text) || (variation.renames && isHandle(account, text));
    if (!variation.cuts)
      for (const text of said(account))
        if (text && !isNamed(text) && !(variation.renames && role === "profile" && text === "14"))
          wrong.push(`${key} is called ${text}`);
    if (account.sighting.display_name === "14") wrong.push(`${key} is called 14`);
    const shown = picture && (picture.picture_id ?? picture.address);
    if (shown && !variation.cuts && !own?.pictures.has(shown)) wrong.push(`${key} is shown by ${shown}`);
  }
  for (const member of handlesIn(after)) if (!members.has(member)) wrong.push(`${member} is in the list`);
  const lists = (extraction: Extraction) =>
    JSON.stringify(extraction.lists.map(({ kind, owner }) => [kind, owner]));
  if (!variation.loses && lists(after) !== lists(before))
    wrong.push(`lists ${lists(after)}, not ${lists(before)}`);
  if (variation.cuts && rows.length > 1 && after.lists.some(({ ended }) => ended))
    wrong.push("the list is whole");
  if (
    !variation.cuts &&
    !variation.loses &&
    after.accounts.length === before.accounts.length &&
    JSON.stringify(countsIn(after)) !== JSON.stringify(countsIn(before))
  )
    wrong.push(`counts ${JSON.stringify(countsIn(after))}, not ${JSON.stringify(countsIn(before))}`);
  return { wrong, was: before.accounts.length, is: after.accounts.length };
}

function isHandle({ sighting: { handle } }: SeenAccount, text: string): boolean {
  const shown = text.toLowerCase().replace(/^[\u202a@]*|\u202c$/gu, "");
  return shown === handle?.toLowerCase() || shown === handle?.toLowerCase().split("@")[0];
}

function latin(text: string): string {
  return text.replace(/[\u0660-\u0669\u0966-\u096f]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    return String(code - (code < 0x966 ? 0x660 : 0x966));
  });
}

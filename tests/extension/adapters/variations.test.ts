// Every fixture page as its site may build it another day: other wrappers and class names, links with more in them,
// rows in another order, other digits, rows that come later or are another's by now. It says the same people, or fewer.

import { describe, expect, test } from "vitest";
import type { Extraction, SeenAccount } from "../../../extension/adapters/adapter";
import { SITES } from "./disturbances";
import { FIXTURES, files } from "./pages";
import { VARIATIONS, type Variation } from "./variations";
import { copied, handlesIn, keyOf, knownBy, partsOf, read, said, type WrittenPage, written } from "./whose";

/** At least so much of who was seen is seen again. */
const LEAST = 0.95;

function countsIn({ accounts }: Extraction): unknown[] {
  return accounts.flatMap(({ sighting }) => sighting.counts ?? []);
}

function changed(page: WrittenPage, site: string, variation: Variation) {
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

describe.each(SITES)("%s", (site) => {
  const pages = files(`${FIXTURES}${site}`, ".html").map((name) => written(site, name));

  test.each(Object.entries(VARIATIONS))("with %s", (_name, variation) => {
    const all = pages.map((one) => ({ name: one.name, ...changed(one, site, variation) }));
    const wrong = all.flatMap(({ name, wrong: what }) => what.map((one) => `${name}: ${one}`));
    const fewer = all
      .filter(({ name, was, is }) => is < was * LEAST && !variation.loses?.test(`${site}/${name}`))
      .map(({ name, was, is }) => `${name}: ${is} of ${was}`);
    expect([...wrong, ...fewer].join("\n")).toBe("");
  });
});

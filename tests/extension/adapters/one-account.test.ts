// One account or nothing: every fixture page once more with each thing that sites put beside people, in every one of
// its parts at once. Whoever is still seen is who the part is of, by name and picture.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DISTURBANCES, type Disturbance, type Part, SITES } from "./disturbances";
import { FIXTURES, files, parse, readFixture } from "./pages";
import { handlesIn, type Known, keyOf, knownBy, partsOf, read, said } from "./whose";

/** A page as it is, read once: what every disturbance begins with, and is held against. */
interface Plain {
  document: Document;
  address: URL;
  /** The page's elements before anything was changed. */
  root: Element;
  /** Each part by the places of its elements among all of the page. */
  parts: Record<keyof Part, number>[];
  known: Map<string, Known>;
  members: Set<string | null>;
  hasLists: boolean;
}

function plainPage(site: string, name: string): Plain {
  const address = new URL(JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8")).address);
  const document = parse(readFixture(site, name), address.href);
  const plain = read(document, address) ?? expect.fail("the page itself is broken");
  const root = document.documentElement;
  const places = new Map(elementsOf(root).map((element, place) => [element, place]));
  const placeOf = (element: Element) => places.get(element) ?? expect.fail("a part is not on its page");
  const parts = [...partsOf(plain).values()].map(({ element, name: anchor }) => ({
    element: placeOf(element),
    name: placeOf(anchor),
  }));
  const known = knownBy(plain.accounts, site);
  return {
    document,
    address,
    root,
    parts,
    known,
    members: handlesIn(plain),
    hasLists: plain.lists.length > 0,
  };
}

const elementsOf = (root: Element) => [...root.querySelectorAll("*")];

/** Reads a page with `disturbance` in each of its parts: who stayed, and all that is said of the wrong. */
function disturbed(plain: Plain, site: string, disturbance: Disturbance) {
  const { document, address, known } = plain;
  if (disturbance.ofPosts && plain.hasLists) return { wrong: [], parts: 0, stayed: 0 };
  const copy = plain.root.cloneNode(true) as Element;
  document.replaceChild(copy, document.documentElement);
  const elements = elementsOf(copy);
  const at = (place: number) => elements[place] ?? expect.fail("the copy lacks a part");
  const parts = plain.parts.map((part): Part => ({ element: at(part.element), name: at(part.name) }));
  for (const part of parts) disturbance.change(part, site, address);
  const changed = read(document, address);
  const wrong: string[] = [];
  for (const account of changed?.accounts ?? []) {
    const key = keyOf(account);
    const { picture } = account.sighting;
    const own = known.get(key);
    for (const text of said(account))
      if (text && !own?.names.has(text)) wrong.push(`${key} is called ${text}`);
    const shown = picture && (picture.picture_id ?? picture.address);
    if (shown && !own?.pictures.has(shown)) wrong.push(`${key} is shown by ${shown}`);
  }
  for (const member of changed ? handlesIn(changed) : [])
    if (!plain.members.has(member)) wrong.push(`${member} is in the list`);
  const names = new Set((changed?.accounts ?? []).map(({ anchor }) => anchor));
  const stayed = parts.filter((part) => names.has(part.name)).length;
  return { wrong, parts: parts.length, stayed };
}

describe.each(SITES)("%s", (site) => {
  const own = files(`${FIXTURES}${site}`, ".html").map((name) => ({ name, plain: plainPage(site, name) }));

  test.each(Object.entries(DISTURBANCES))(
    "with %s shows the right person and picture, or none",
    (_name, disturbance) => {
      const counts = own.map(({ name, plain }) => ({ page: name, ...disturbed(plain, site, disturbance) }));
      expect(counts.flatMap(({ page, wrong }) => wrong.map((what) => `${page}: ${what}`)).join("\n")).toBe(
        "",
      );
      const sum = (of: "parts" | "stayed") => counts.reduce((total, count) => total + count[of], 0);
      if (!disturbance.takesAccount && !disturbance.takesPicture)
        expect(sum("stayed") / sum("parts")).toBeGreaterThan(0.7);
    },
  );
});

// One account or nothing: every fixture page once more with each thing that sites put beside people, in every one of
// its parts at once. Whoever is still seen is who the part is of, by name and picture.

import { describe, expect, test } from "vitest";
import { DISTURBANCES, type Disturbance, type Part, SITES } from "./disturbances";
import { FIXTURES, files } from "./pages";
import {
  copied,
  handlesIn,
  type Known,
  keyOf,
  knownBy,
  partsOf,
  read,
  said,
  type WrittenPage,
  written,
} from "./whose";

interface Plain {
  page: WrittenPage;
  parts: Part[];
  known: Map<string, Known>;
  members: Set<string | null>;
}

function plainPage(site: string, name: string): Plain {
  const page = written(site, name);
  const { extraction } = page;
  const parts = [...partsOf(extraction).values()];
  return { page, parts, known: knownBy(extraction.accounts, site), members: handlesIn(extraction) };
}

/** Reads a page with `disturbance` in each of its parts: who stayed, and all that is said of the wrong. */
function disturbed({ page, known, ...plain }: Plain, site: string, disturbance: Disturbance) {
  const { document, address, extraction } = page;
  if (disturbance.ofPosts && extraction.lists.length > 0) return { wrong: [], parts: 0, stayed: 0 };
  const at = copied(page);
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

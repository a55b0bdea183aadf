// Captures of real pages with made-up people, in ../shared/pages when present: each is held against its own links.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { adapters } from "../../../extension/adapters";
import { EXPECTED } from "./captures";
import { CAPTURES, extractFrom, haveCaptures, parse } from "./pages";

describe.skipIf(!haveCaptures)(
  "captures of real pages (skipped where ../shared/pages is not present)",
  () => {
    const listed = haveCaptures
      ? readFileSync(`${CAPTURES}manifest.csv`, "utf8").trim().split("\n").slice(1)
      : [];
    const paths = listed.map((line) => (line.split(",")[0] ?? "").replace(/\.html$/u, ""));

    test("each is expected to give something", () => {
      const read = paths.filter((path) => adapters.some(({ id }) => path.startsWith(`${id}/`)));
      expect(Object.keys(EXPECTED).sort()).toEqual(read.sort());
    });

    test.each(Object.entries(EXPECTED))(
      "%s gives the accounts of its links",
      (path, { address, role, links, leftOut, reposting, count, counts, withoutPictures }) => {
        const document = parse(readFileSync(`${CAPTURES}${path}.html`, "utf8"), address);
        const { accounts, lists } = extractFrom(document, address);
        const seen = accounts.filter(({ sighting }) => sighting.role === role);
        const keys = new Set(seen.map(({ sighting }) => sighting.handle ?? sighting.account_id));
        const expected = new Set(typeof links === "string" ? linked(document, links) : [links.profile]);
        for (const key of leftOut?.keys ?? []) expect(expected.delete(key), leftOut?.why).toBe(true);
        for (const key of reposting ?? []) expected.add(key);
        expect(keys).toEqual(expected);
        if (count !== undefined) expect(keys.size).toBe(count);
        if (role === "row" || role === "liker") expect(new Set(lists[0]?.members).size).toBe(expected.size);
        if (counts) expect(seen[0]?.sighting.counts).toEqual(counts);
        for (const { sighting, anchor } of seen) {
          expect(anchor, `where ${sighting.ref} stands`).not.toBeNull();
          if (!withoutPictures)
            expect(sighting.picture?.picture_id, `the picture of ${sighting.ref}`).toBeTruthy();
        }
      },
    );
  },
);

/** The accounts that a capture's links spell, read without anything of the adapters'. */
function linked(document: Document, selector: string): string[] {
  const hrefs = [...document.querySelectorAll(selector)].map((link) => link.getAttribute("href") ?? "");
  return hrefs.map((href) => {
    const { pathname, searchParams } = new URL(href, "https://site.example/");
    const parts = pathname.split("/").filter(Boolean);
    const marked = parts.findIndex((part) => part === "in" || part === "profile" || part === "user");
    return searchParams.get("id") ?? parts[marked + 1]?.replace(/^@/u, "") ?? "";
  });
}

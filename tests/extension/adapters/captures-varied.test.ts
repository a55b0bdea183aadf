// The large captures of ../shared/pages, where present, as their sites may build them another day. Each takes one of the
// variations, in turn: all of them on all captures would take long.

import { readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EXPECTED } from "./captures";
import { CAPTURES, haveCaptures } from "./pages";
import { VARIATIONS } from "./variations";
import { changed, LEAST } from "./varied";
import { writtenPage } from "./whose";

const LARGE = 150_000;

/** Those after which everybody is there. */
const TAKEN = Object.entries(VARIATIONS).filter(([, { loses }]) => !loses?.test(""));

describe.skipIf(!haveCaptures)("large captures (skipped where ../shared/pages is not present)", () => {
  const isLarge = (path: string) => statSync(`${CAPTURES}${path}.html`).size >= LARGE;
  const large = Object.entries(EXPECTED).filter(([path]) => haveCaptures && isLarge(path));

  test.each(large.map(([path, { address }], place) => ({ path, address, place })))(
    "$path says the same people after a variation",
    ({ path, address, place }) => {
      const [name, variation] = TAKEN[place % TAKEN.length] ?? expect.fail("no variation");
      const html = readFileSync(`${CAPTURES}${path}.html`, "utf8");
      const page = writtenPage(path, html, new URL(address));
      const { wrong, was, is } = changed(page, path.split("/")[0] ?? "", variation);
      expect(wrong.join("\n"), `with ${name}`).toBe("");
      if (!variation.loses?.test(path)) expect(is, `with ${name}`).toBeGreaterThanOrEqual(was * LEAST);
    },
  );
});

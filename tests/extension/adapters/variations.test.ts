// Every fixture page as its site may build it another day: other wrappers and class names, links with more in them,
// rows in another order, other digits, rows that come later or are another's by now. It says the same people, or fewer.

import { describe, expect, test } from "vitest";
import { SITES } from "./disturbances";
import { FIXTURES, files } from "./pages";
import { VARIATIONS } from "./variations";
import { changed, LEAST } from "./varied";
import { written } from "./whose";

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

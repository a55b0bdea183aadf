import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { svgOf, withTable } from "../../scripts/badges-table.mjs";
import * as shapes from "../../shared/badge-shapes";

const PICTURES = "docs/pictures/badges";
const NAMES = Object.keys(shapes.DRAWINGS) as shapes.DrawnShape[];

test("the README's table of badges says what the extension's popup says", () => {
  const readme = readFileSync("README.md", "utf8");
  expect(withTable(readme, shapes)).toBe(readme);
  for (const name of NAMES) expect(readme).toContain(`${PICTURES}/${name}.svg`);
});

test("its pictures are the badges", () => {
  expect(readdirSync(PICTURES).sort()).toEqual(NAMES.map((name) => `${name}.svg`).sort());
  for (const name of NAMES)
    expect(readFileSync(`${PICTURES}/${name}.svg`, "utf8"), name).toBe(svgOf(name, shapes));
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { adapters } from "../../extension/adapters";
import { rows, withTable } from "../../scripts/sites-table.mjs";

test("the README's table of sites says what the adapters declare", () => {
  const readme = readFileSync("README.md", "utf8");
  expect(rows(adapters)).toHaveLength(adapters.length);
  expect(withTable(readme, adapters)).toBe(readme);
});

import { expect, test } from "vitest";
import { added, isMuchLess } from "../../../extension/shared/expected-counts";

test("a tenth of what is usual, three times in a row, is much less", () => {
  const usual = [40, 38, 44, 30, 41, 39];
  expect(isMuchLess([...usual, 2, 0, 3])).toBe(true);
  expect(isMuchLess([...usual, 2, 0])).toBe(false);
  expect(isMuchLess([...usual, 2, 0, 20])).toBe(false);
});

test("where pages usually show few, few say nothing; nor do the first pages", () => {
  expect(isMuchLess([8, 7, 9, 6, 8, 7, 0, 0, 0])).toBe(false);
  expect(isMuchLess([40, 41, 42, 0, 0, 0])).toBe(false);
  expect(isMuchLess([])).toBe(false);
});

test("only the last pages are remembered", () => {
  let counts: number[] = [];
  for (let page = 0; page < 50; page += 1) counts = added(counts, page);
  expect(counts.at(-1)).toBe(49);
  expect(counts.length).toBe(12);
});

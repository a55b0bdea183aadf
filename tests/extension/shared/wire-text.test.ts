import { describe, expect, test } from "vitest";
import {
  BOUNDS,
  bounded,
  boundedOrNull,
  countOrNull,
  isRef,
  wholeOrNull,
} from "../../../extension/shared/wire-text";

describe("a bounded text", () => {
  test.each([
    ["without controls", "a\u0000b\u0007c\u009fd", 10, "abcd"],
    ["with its white space inside", " a\tb\nc ", 10, "a\tb\nc"],
    ["with half a character made whole", "a\ud83db", 10, "a\ufffdb"],
    ["not cut through a character", "ab😀", 3, "ab"],
    ["cut to its length", "x".repeat(10_000), 500, "x".repeat(500)],
    ["with what a name may hold", "‮נא́ é‍👩‍👧", 50, "‮נא́ é‍👩‍👧"],
  ])("%s", (_, raw, length, expected) => {
    const made = bounded(raw, length);
    expect(made).toBe(expected);
    expect(made.isWellFormed()).toBe(true);
  });

  test("of nothing is null", () => {
    expect(boundedOrNull("\u0000 \u0001", 10)).toBeNull();
    expect(boundedOrNull(undefined, 10)).toBeNull();
  });
});

test("a key is itself or nothing: it is never cut or mended", () => {
  expect(wholeOrNull("ana", 5)).toBe("ana");
  for (const raw of ["", "ana-maria", "a\u0000na", "a\ud800", " ana", null])
    expect(wholeOrNull(raw, 5)).toBeNull();
});

test("a ref is a platform, a kind and a value", () => {
  for (const ref of ["demo:handle:ana", "facebook:id:1", "x-y2:id:a:b c"]) expect(isRef(ref)).toBe(true);
  for (const ref of ["ana", "demo:name:ana", "Demo:id:1", "demo:id:", "demo:id:a\nb", "demo:id:a\u0000b"]) {
    expect(isRef(ref)).toBe(false);
  }
  expect(isRef(`demo:id:${"a".repeat(BOUNDS.name)}`)).toBe(true);
  expect(isRef(`demo:id:${"a".repeat(BOUNDS.name + 1)}`)).toBe(false);
});

test("a count is a whole number from zero", () => {
  expect(countOrNull(0)).toBe(0);
  for (const value of [-1, 1.5, Number.NaN, 2 ** 53, null, undefined]) expect(countOrNull(value)).toBeNull();
});

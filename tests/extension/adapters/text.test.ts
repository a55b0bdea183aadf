import { expect, test } from "vitest";
import { cleanText, textOf } from "../../../extension/adapters/text";
import { parse } from "./pages";

test.each<[string | null, string | null]>([
  ["  Marla \n\t Quenby ", "Marla Quenby"],
  ["\u202eybneuQ alraM\u202c", "ybneuQ alraM"],
  ["Mar\u200bla\u2060 Quen\ufeffby", "Marla Quenby"],
  ["\u0000Mar\u0007la\u0085", "Marla"],
  ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
  ["'); DROP TABLE accounts;--", "'); DROP TABLE accounts;--"],
  ["👩‍🌾 Marla", "👩‍🌾 Marla"],
  ["نـ\u200cام", "نـ\u200cام"],
  ["\u200b \u202e", null],
  ["", null],
  [null, null],
])("%j becomes %j", (raw, clean) => {
  expect(cleanText(raw)).toBe(clean);
});

test("a long name is cut, and never within a character", () => {
  expect(cleanText("a".repeat(10_000))).toHaveLength(500);
  expect(cleanText(`a${"😀".repeat(10_000)}`)).toMatch(/😀$/u);
});

test("text of an element is what a reader sees", () => {
  const html = `<p><span>Marla</span> <img alt="🌿" src="x.svg"> Quenby<svg><title>Verified</title></svg><script>x</script><img alt="a long description"></p>`;
  expect(textOf(parse(html).querySelector("p"))).toBe("Marla 🌿 Quenby");
});

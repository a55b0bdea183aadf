// Every language is complete: the same keys, the same arguments, and the plural forms that CLDR says it has.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import languages from "texts:languages";
import { describe, expect, test } from "vitest";
import { TEXTS, type Tree, textsOf } from "../../../scripts/texts.mjs";
import { SOURCE } from "../../../shared/texts/catalogue";
import { argumentsOf, parsed } from "../../../shared/texts/message";
import { flat } from "./flat";

const AREAS = readdirSync(join(TEXTS, SOURCE));

/** A number may choose its form in one language, and in another not. */
const COUNTS = new Set(["number", "plural"]);

/** What a text does with its values, whatever the order and the words. */
function used(text: string): string[] {
  const found = argumentsOf(parsed(text)).map(({ name, kind, cases }) =>
    kind === "select" ? `${name} ${[...cases.keys()].sort()}` : `${name} ${COUNTS.has(kind) ? "" : kind}`,
  );
  return [...new Set(found)].sort();
}

describe.each(Object.keys(languages))("%s", (language) => {
  test("has the areas that English has", () => {
    expect(readdirSync(join(TEXTS, language)).sort()).toEqual([...AREAS].sort());
  });

  describe.each(AREAS.map((file) => file.replace(".json", "")))("%s", (area) => {
    const texts = flat(textsOf(area)[language] ?? {});
    const english = new Map(flat(textsOf(area)[SOURCE] ?? {}));

    test("has the keys that English has, in the same order", () => {
      expect(texts.map(([key]) => key)).toEqual([...english.keys()]);
    });

    test("says something everywhere, of the same values", () => {
      for (const [key, text] of texts) {
        expect(text.trim(), key).not.toBe("");
        expect(used(text), key).toEqual(used(english.get(key) ?? ""));
      }
    });

    test("counts where it has a number to count", () => {
      for (const [key, text] of texts)
        expect(
          parsed(text).filter((part) => typeof part === "string" && part.includes("#")),
          key,
        ).toEqual([]);
    });

    test("has the plural forms that the language has", () => {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const [key, text] of texts)
        for (const { kind, cases } of argumentsOf(parsed(text)))
          if (kind === "plural") expect([...cases.keys()], key).toEqual(expect.arrayContaining(forms));
    });
  });

  test("groups the digits of 1234 as its file says", () => {
    const { minimumGroupingDigits } = (textsOf("companion")[language] as { language: Tree }).language;
    const isGrouped = new Intl.NumberFormat(language).format(1234) !== "1234";
    expect(minimumGroupingDigits).toBe(isGrouped ? "1" : "2");
  });
});

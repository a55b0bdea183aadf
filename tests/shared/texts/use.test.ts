// Each text is said somewhere, and each language says it in its own words.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import texts from "texts:extension";
import { describe, expect, test } from "vitest";
import { type Tree, textsOf } from "../../../scripts/texts.mjs";
import { flat } from "./flat";

/** Area → the folder where its texts are said. */
const SAID_IN = { extension: "extension", window: "companion/window" };
/** What the build says (scripts/build.mjs). */
const SAID_BY_BUILD = ["name", "description", "setup.noScript"];
/** Words that are used of a person, or that judge one. */
const JUDGING: Record<string, RegExp> = {
  en: /\b(fake|real|bot|user)\b/i,
  es: /(?<!\p{L})(fals[oa]s?|real(es)?|bots?|(?<!nombres? de )usuari[oa]s?)(?!\p{L})/iu,
  "pt-BR": /(?<!\p{L})(fals[oa]s?|rea(l|is)|bots?|(?<!nomes? de )usuári[oa]s?)(?!\p{L})/iu,
};

function sources(folder: string, form: RegExp): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => form.test(name)).map((name) => readFileSync(join(folder, name), "utf8"));
}

/** The keys that a file says: whole ones, and the beginnings of those that it completes as it runs. */
function saidBy(code: string): { whole: Set<string>; begun: string[] } {
  const branches = [...code.matchAll(/\bbelow\("([\w.-]+)"\)/g)].map(([, branch]) => `${branch}.`);
  const prefixes = ["", ...branches];
  const literals = [...code.matchAll(/["`]([\w.-]+)["`]/g)].map(([, key]) => key as string);
  const templates = [...code.matchAll(/`([\w.-]+\.)\$\{/g)].map(([, key]) => key as string);
  return {
    whole: new Set(prefixes.flatMap((prefix) => literals.map((key) => prefix + key))),
    begun: prefixes.flatMap((prefix) => templates.map((key) => prefix + key)),
  };
}

describe.each(Object.entries(SAID_IN))("the texts of the %s", (area, folder) => {
  const english = flat(textsOf(area).en as Tree);

  test("are all said somewhere", () => {
    const said = sources(folder, /\.(tsx?|html)$/).map(saidBy);
    const unsaid = english
      .map(([key]) => key)
      .filter((key) => !SAID_BY_BUILD.includes(key))
      .filter(
        (key) =>
          !said.some(({ whole, begun }) => whole.has(key) || begun.some((each) => key.startsWith(each))),
      );
    expect(unsaid).toEqual([]);
  });

  test("judge nobody", () => {
    for (const [language, tree] of Object.entries(textsOf(area)))
      for (const [key, text] of flat(tree)) expect(text, key).not.toMatch(JUDGING[language] ?? /^$/);
  });
});

test("what is the same in every language is a name", () => {
  const [english, ...others] = Object.values(texts).map((tree) => new Map(flat(tree)));
  const same = [...(english ?? [])].filter(([key, text]) => others.every((other) => other.get(key) === text));
  expect(same.map(([key]) => key)).toEqual(["name"]);
});

test("the extension's pages name texts that there are", () => {
  const keys = new Set(flat(texts.en as Tree).map(([key]) => key));
  const named = sources("extension", /\.html$/).flatMap((page) =>
    [...page.matchAll(/data-text="([^"]+)"/g)].map(([, key]) => key as string),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((key) => !keys.has(key))).toEqual([]);
});

// Each text is said somewhere, and each language says it in its own words.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import texts from "texts:extension";
import { describe, expect, test } from "vitest";
import { type Tree, textsOf } from "../../../scripts/texts.mjs";
import { flat } from "./flat";

/** Area → the folder where its texts are said. */
const SAID_IN = { evidence: "shared", extension: "extension", window: "companion/window" };
/** Those that have pages of their own. */
const WITH_PAGES = { extension: SAID_IN.extension, window: SAID_IN.window };
/** What the build says (scripts/build.mjs). */
const SAID_BY_BUILD = ["name", "description", "common.noScript"];
/** Words that are used of a person, or that judge one. */
const JUDGING: Record<string, RegExp> = {
  en: /\b(fake|real|bot|user)\b/i,
  es: /(?<!\p{L})(fals[oa]s?|real(es)?|bots?|(?<!nombres? de )usuari[oa]s?)(?!\p{L})/iu,
  "pt-BR": /(?<!\p{L})(fals[oa]s?|rea(l|is)|bots?|(?<!nomes? de )usuári[oa]s?)(?!\p{L})/iu,
};

/** Lines for programmers. */
const NOT_SAID = /Error\(|console\.|^\s*(\/\/|\*|\/\*)/;
/** The sites' own words, and those for an organisation's administrators. */
const OTHER_WORDS = /^(adapters\/|shared\/settings\.ts$|dist\/)/;

function sources(folder: string, form: RegExp, but = /^dist\//): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const read = names.filter((name) => form.test(name) && !but.test(name));
  return read.map((name) => readFileSync(join(folder, name), "utf8"));
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

  test("stand in no code", () => {
    // Three words in a row, the first of them great: a sentence for people.
    const sentence = /["'`>][A-ZÁÉÍÓÚ¿¡][a-zé’]+ [a-zé’]+ [^"'`<\n]*["'`<]/;
    const lines = sources(folder, /\.(tsx?|html)$/, OTHER_WORDS).flatMap((code) =>
      code
        .replace(/<title>.*<\/title>/g, "")
        .split("\n")
        .filter((line) => !NOT_SAID.test(line)),
    );
    expect(lines.filter((line) => sentence.test(line))).toEqual([]);
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

test.each(Object.entries(WITH_PAGES))(
  "the pages of the %s name texts that there are, and no others",
  (area, folder) => {
    const keys = new Set(flat(textsOf(area).en as Tree).map(([key]) => key));
    const pages = sources(folder, /\.html$/);
    const named = pages.flatMap((page) =>
      [...page.matchAll(/data-text="([^"]+)"/g)].map(([, key]) => key as string),
    );
    expect(named.length).toBeGreaterThan(area === "extension" ? 50 : 25);
    expect(named.filter((key) => !keys.has(key))).toEqual([]);
    const said = pages.flatMap(
      (page) =>
        page
          .replace(/<title>.*<\/title>|<!.*?>|<(code|kbd)\b.*?<\/\1>/g, "")
          .match(/>[^<>]*[A-Za-z]{2,}[^<>]*</g) ?? [],
    );
    expect(said.filter((part) => !/>(Eyeline|Firefox|Chrome, Edge, Brave)</.test(part))).toEqual([]);
  },
);

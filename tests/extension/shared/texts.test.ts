import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import english from "../../../extension/_locales/en/messages.json";
import spanish from "../../../extension/_locales/es/messages.json";
import { counted, moment, speak, spoken, text, written } from "../../../extension/shared/texts";

const FOLDERS = ["background", "check", "content", "enter", "options", "popup", "shared", "welcome"];
/** Names that texts have by what they are about: the code makes them as it runs. */
const MADE =
  /^(state|todo|idle|level|cardLevel|status|pairProblem|expected|pages|deleteReally|cueSeen|cueUnseen|fileSays|filePlace)_\w+$/;

interface Source {
  path: string;
  text: string;
}

function sources(): Source[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join("extension", folder), { recursive: true, encoding: "utf8" }).map((file) =>
      join("extension", folder, file),
    ),
  );
  return files
    .filter((path) => [".ts", ".html"].includes(extname(path)) && !path.endsWith(".gen.ts"))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

afterEach(() => speak("en"));

test("numbers are written, and counts choose their form, in each language", () => {
  expect(counted("outboxPictures", 1)).toBe("1 picture waits to be sent");
  expect(counted("outboxPictures", 12_345)).toBe("12,345 pictures wait to be sent");
  expect(text("brokenHere", { expected: "a {count}" })).toContain("a {count}");
  speak("es");
  expect(spoken()).toBe("es");
  expect(counted("outboxPictures", 1)).toBe("1 foto espera su envío");
  expect(counted("outboxPictures", 12_345)).toBe("12.345 fotos esperan su envío");
  expect(written(0.5, { style: "percent" })).toMatch(/^50\s%$/);
});

test("a moment is its time alone where it is today's", () => {
  const now = new Date(2026, 2, 1, 15, 30);
  expect(moment(new Date(2026, 2, 1, 9, 5), now)).toMatch(/^9:05/);
  expect(moment(new Date(2026, 1, 1, 9, 5), now)).toMatch(/2026.*9:05/);
});

describe("the languages", () => {
  test("have the same names", () => {
    expect(Object.keys(spanish)).toEqual(Object.keys(english));
  });

  test("leave the same gaps, and say something in each", () => {
    const gaps = (message: string) => [...new Set(message.match(/\{\w+\}/g) ?? [])].sort();
    for (const [name, { message }] of Object.entries(english)) {
      const other = spanish[name as keyof typeof spanish].message;
      expect(gaps(other), name).toEqual(gaps(message));
      expect(other.trim(), name).not.toBe("");
    }
  });

  test("are two: what is the same in both is a name", () => {
    const same = Object.entries(english).filter(
      ([name, { message }]) => spanish[name as keyof typeof spanish].message === message,
    );
    expect(same.map(([name]) => name)).toEqual(["extensionName", "languageEnglish", "languageSpanish"]);
  });
});

test("every text is used somewhere, and every name that is used is a text", () => {
  const all = sources()
    .map((source) => source.text)
    .join("\n");
  const names = Object.keys(english).map((name) => name.replace(/_(one|other)$/, ""));
  const unused = names.filter(
    (name) => !MADE.test(name) && !new RegExp(`"${name}"|name: "${name}"`).test(all),
  );
  expect(
    unused.filter((name) => !all.includes(`__MSG_${name}__`) && name !== "extensionDescription"),
  ).toEqual([]);
  const prefixes = [...new Set(Object.keys(english).flatMap((name) => MADE.exec(name)?.[1] ?? []))];
  expect(prefixes.filter((prefix) => !all.includes(`\`${prefix}_\${`))).toEqual([]);
  const asked = [...all.matchAll(/data-text="(\w+)"/g)].map(([, name]) => name as string);
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter((name) => !(name in english))).toEqual([]);
});

test("no text stands in the code", () => {
  // Three words in a row, the first of them great: a sentence for people. Errors and the console's lines are for us.
  const sentence = /(["'`])[A-ZÁÉÍÓÚ¿¡][a-zé’]+ [a-zé’]+ [^"'`\n]*\1/;
  for (const { path, text: code } of sources()) {
    const lines = code.split("\n").filter((line) => !/^\s*(\/\/|\*|\/\*)|Error\(|console\./.test(line));
    for (const line of lines) {
      if (path.endsWith(".ts") && !path.endsWith("settings.ts"))
        expect(sentence.exec(line)?.[0], path).toBe(undefined);
    }
    if (!path.endsWith(".html")) continue;
    const said = code.replace(/<title>.*<\/title>|<!.*?>/g, "").match(/>[^<>]*[A-Za-z]{2,}[^<>]*</g) ?? [];
    expect(
      said.filter((part) => !/>Eyeline</.test(part)),
      path,
    ).toEqual([]);
  }
});

test("no text judges a person", () => {
  for (const { message } of Object.values(english)) expect(message).not.toMatch(/\b(fake|real|bot|user)\b/i);
  for (const { message } of Object.values(spanish))
    expect(message).not.toMatch(/(?<!\p{L})(fals[oa]s?|real(es)?|bots?|usuari[oa]s?)(?!\p{L})/iu);
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import texts from "texts:window";
import { describe, expect, it } from "vitest";

const COMPANION = join(import.meta.dirname, "../../../companion");

/** The kinds of jobs that the companion starts, as its sources write them. */
function kinds(): string[] {
  const sources = readdirSync(COMPANION, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".py"))
    .map((name) => readFileSync(join(COMPANION, name), "utf8"));
  const started = sources.flatMap((source) => [...source.matchAll(/\bjobs\.start\(([^,]+),/gu)]);
  return started.flatMap(([, kind]) =>
    [...(kind as string).matchAll(/"(\w+)"/gu)].map(([, name]) => name as string),
  );
}

describe("long work", () => {
  it.each(Object.keys(texts))("has words for each kind that the companion starts, in %s", (language) => {
    expect(kinds()).toContain("forget");
    const known = Object.keys(texts[language]?.jobs.kind ?? {});
    expect(kinds().filter((kind) => !known.includes(kind))).toEqual([]);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { t } from "../../../companion/window/components/job-words";
import { LANGUAGES } from "../../../companion/window/words";

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
  it.each(LANGUAGES)("has words for each kind that the companion starts, in %s", (language) => {
    vi.stubGlobal("localStorage", { getItem: () => language });
    expect(kinds()).toContain("forget");
    expect(kinds().filter((kind) => t.known(kind, "") === "")).toEqual([]);
  });
});

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Adapter } from "../../../extension/adapters/adapter";
import { readerOf } from "../../../extension/adapters/patterns";
import { keyOf } from "../../../extension/adapters/places";
import { parse, plain } from "./pages";

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "eyeline-new-site-"));
  for (const part of ["README.md", "extension/adapters", "extension/shared"])
    cpSync(part, join(root, part), { recursive: true });
});

afterAll(() => rmSync(root, { recursive: true }));

function newSite(name: string): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, ["scripts/new-site.mjs", name, root], { encoding: "utf8" });
}

function rows(): string[] {
  const section = /^## Sites$.*?(?=^## )/msu.exec(read("README.md"))?.[0] ?? "";
  return section.match(/^\| (?!site )[a-z].*$/gmu) ?? [];
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

test("a new site is whole at once: adapter, index, pages, links and README agree", async () => {
  const before = rows();
  expect(newSite("kaffeeklatsch")).toMatchObject({ status: 0, stderr: "" });
  const { adapters } = (await import(join(root, "extension/adapters/index.ts"))) as {
    adapters: readonly Adapter[];
  };
  const ids = adapters.map(({ id }) => id);
  expect(ids).toContain("kaffeeklatsch");
  expect(ids).toEqual([...ids].sort());
  const adapter = adapters.find(({ id }) => id === "kaffeeklatsch") ?? expect.fail("no adapter");
  for (const page of ["profile-first", "followers-first"]) {
    const { address, ...expected } = JSON.parse(read(`tests/fixtures/pages/kaffeeklatsch/${page}.json`));
    const document = parse(read(`tests/fixtures/pages/kaffeeklatsch/${page}.html`), address);
    expect(plain(adapter.extract(document, new URL(address)))).toEqual(expected);
  }
  const { page, forms } = JSON.parse(read("tests/fixtures/links/kaffeeklatsch.json"));
  const reader = readerOf(adapter.patterns);
  for (const [href, key] of forms) {
    const name = reader.account(reader.target(href, new URL(page)));
    expect(name && keyOf(name), href).toBe(key);
  }
  expect(rows().filter((row) => !before.includes(row))).toEqual([
    expect.stringContaining("kaffeeklatsch.example"),
  ]);
  expect(rows()).toEqual([...rows()].sort());
});

test("a name that does not fit or is taken changes nothing, and says why", () => {
  const index = read("extension/adapters/index.ts");
  expect(newSite("../evil")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("no name for a site"),
  });
  expect(newSite("")).toMatchObject({ status: 1, stderr: expect.stringContaining("no name for a site") });
  expect(newSite("facebook")).toMatchObject({ status: 1, stderr: expect.stringContaining("facebook") });
  expect(read("extension/adapters/index.ts")).toBe(index);
});

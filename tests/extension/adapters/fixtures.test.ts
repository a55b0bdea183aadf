import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { adapters } from "../../../extension/adapters";
import { wireAccount } from "../../../extension/content/sighting";
import { extract, FIXTURES, files, folders, parse, plain, readFixture } from "./pages";

describe.each(folders(FIXTURES))("%s", (site) => {
  const names = files(`${FIXTURES}${site}`, ".html");

  test("has each page with its expected JSON", () => {
    expect(files(`${FIXTURES}${site}`, ".json")).toEqual(names);
  });

  test.each(names)("%s gives what is expected", (name) => {
    const { address, ...expected } = JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8"));
    const html = readFixture(site, name);
    expect(plain(extract(html, address))).toEqual(expected);
  });

  test.each(names)("%s is not changed by reading it, and gives each place one badge", (name) => {
    const { address } = JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8"));
    const document = parse(readFixture(site, name), address);
    const before = document.documentElement.outerHTML;
    const adapter = adapters.find(({ id }) => id === site);
    const { accounts, lists, activities } =
      adapter?.extract(document, new URL(address)) ?? expect.fail("no adapter");
    expect(document.documentElement.outerHTML).toBe(before);
    const anchors = accounts.flatMap(({ anchor }) => anchor ?? []);
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(anchors.every((anchor) => document.body.contains(anchor))).toBe(true);
    const refs = new Set(accounts.map(({ sighting }) => sighting.ref));
    for (const { sighting } of accounts) expect(wireAccount(sighting)?.ref).toBe(sighting.ref);
    for (const { owner, members } of lists)
      for (const ref of [...members, ...(owner ? [owner] : [])]) expect(refs).toContain(ref);
    for (const { account } of activities) expect(refs).toContain(account);
  });
});

describe("every site", () => {
  // The demo is the companion's own page, in one state.
  const sites = folders(FIXTURES).filter((site) => site !== "demo");

  test("has fixtures", () => {
    expect(folders(FIXTURES)).toEqual(adapters.map(({ id }) => id).sort());
  });

  test.each(sites)("%s has each kind of page in at least two states", (site) => {
    const states: Record<string, number> = { profile: 0, list: 0, post: 0, feed: 0 };
    for (const name of files(`${FIXTURES}${site}`, ".json")) {
      const { page, lists } = JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8"));
      const kind = lists.length > 0 ? "list" : page.kind;
      states[kind] = (states[kind] ?? 0) + 1;
    }
    expect(Object.entries(states).filter(([, count]) => count < 2)).toEqual([]);
  });
});

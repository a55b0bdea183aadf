import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { migrate, migrated, VERSION } from "../../../extension/shared/migrations";
import { collected, fits, managedSchema, SETTINGS } from "../../../extension/shared/settings";
import { EVERYWHERE, isPaused, managed, read, write } from "../../../extension/shared/stored";
import { furnishChrome } from "../chrome";

beforeEach(() => {
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** What each older version kept, in full → what this one makes of it. */
const OLDER: Record<number, { kept: Record<string, unknown>; now: object }> = {
  1: {
    kept: {
      pairing: {
        origin: "http://127.0.0.1:47811",
        token: "t",
        instance: "i",
        pairedAt: "2026-01-01T00:00:00Z",
      },
      connection: { state: "connected" },
      pausedEverywhere: true,
      pausedSites: ["facebook", "instagram"],
      ordinary: "dot",
      brokenSites: { x: { expected: "followers", at: "2026-01-02T00:00:00Z" } },
    },
    now: {
      pairing: {
        origin: "http://127.0.0.1:47811",
        token: "t",
        instance: "i",
        pairedAt: "2026-01-01T00:00:00Z",
      },
      connection: { state: "connected" },
      pauses: { "*": null, facebook: null, instagram: null },
      ordinary: "dot",
      brokenSites: { x: { expected: "followers", at: "2026-01-02T00:00:00Z" } },
    },
  },
  2: {
    kept: { connection: { state: "other_data" }, ordinary: "dot" },
    now: { connection: { state: "unproved" }, ordinary: "dot" },
  },
};

test("every older version has an example here", () => {
  expect(Object.keys(OLDER).map(Number)).toEqual(
    Array.from({ length: VERSION - 1 }, (_, place) => place + 1),
  );
});

test.each(Object.entries(OLDER))(
  "what version %s kept is kept in this one's form",
  async (from, { kept, now }) => {
    const fake = furnishChrome(Number(from) === 1 ? kept : { ...kept, version: Number(from) });
    await migrate();
    expect(fake.local).toEqual({ ...now, version: VERSION });
    await migrate();
    expect(fake.local).toEqual({ ...now, version: VERSION });
  },
);

test("a blank start says its version and nothing else; a newer version's content stays", async () => {
  const blank = furnishChrome();
  await migrate();
  expect(blank.local).toEqual({ version: VERSION });
  const newer = furnishChrome({ version: VERSION + 1, ordinary: "dot", later: 1 });
  await migrate();
  expect(newer.local).toEqual({ version: VERSION + 1, ordinary: "dot", later: 1 });
});

test("what an older version could not have kept breaks nothing", () => {
  expect(migrated({ pausedSites: "x", pausedEverywhere: "yes" }, 1)).toEqual({ pauses: {} });
});

test("nothing is consented to on a blank start, and the network is not built", async () => {
  furnishChrome();
  const blank = await read("consentedAt", "network", "pictures", "privateWindows", "never");
  expect(blank).toEqual({
    consentedAt: null,
    network: false,
    pictures: true,
    privateWindows: false,
    never: [],
  });
});

test("what is written is read, and an organisation's word stands over it", async () => {
  const fake = furnishChrome(
    {},
    { network: false, ordinary: "flag", keepPictures: "none", consentedAt: "now", x: 1 },
  );
  await write({ network: true, ordinary: "dot", keepPictures: "full" });
  expect(await read("network", "ordinary", "keepPictures", "consentedAt")).toEqual({
    network: false,
    ordinary: "dot", // "flag" is no word for it
    keepPictures: "none",
    consentedAt: null, // only a person agrees
  });
  expect(await managed()).toEqual({ network: false, keepPictures: "none" });
  expect(fake.local.network).toBe(true);
});

test("where nobody has set anything the person's choices count, in Firefox too", async () => {
  furnishChrome({ version: VERSION, network: true }, null);
  expect(await read("network")).toEqual({ network: true });
});

test.each(Object.keys(SETTINGS) as (keyof typeof SETTINGS)[])(
  "the blank value of %s has its form",
  (name) => {
    expect(fits(name, SETTINGS[name].blank)).toBe(true);
    expect(fits(name, 7)).toBe(false);
    expect(fits(name, null)).toBe(false);
    expect(fits(name, ["x", 7])).toBe(false);
  },
);

test("the schema for organisations names every setting and nothing else", () => {
  const { properties } = managedSchema() as { properties: object };
  expect(Object.keys(properties)).toEqual(Object.keys(SETTINGS));
});

test("what is collected on a site", () => {
  const all = {
    pictures: true,
    network: true,
    sitesOff: [],
    sitesWithoutPictures: [],
    sitesWithoutNetwork: [],
  };
  expect(collected(all, "x")).toEqual({ pictures: true, network: true });
  expect(collected({ ...all, network: false }, "x")).toEqual({ pictures: true, network: false });
  expect(collected({ ...all, sitesOff: ["x"] }, "x")).toEqual({ pictures: false, network: false });
  expect(collected({ ...all, sitesWithoutPictures: ["x"] }, "x")).toEqual({ pictures: false, network: true });
  expect(collected({ ...all, sitesWithoutNetwork: ["y"] }, "x")).toEqual({ pictures: true, network: true });
});

test("a pause rests on one site or on all, until it ends", () => {
  expect(isPaused({}, "x", 10)).toBe(false);
  expect(isPaused({ x: null }, "x", 10)).toBe(true);
  expect(isPaused({ x: null }, "y", 10)).toBe(false);
  expect(isPaused({ [EVERYWHERE]: 11 }, "y", 10)).toBe(true);
  expect(isPaused({ [EVERYWHERE]: 10 }, "y", 10)).toBe(false);
});

import { afterEach, expect, test, vi } from "vitest";
import type { Adapter } from "../../../extension/adapters/adapter";
import { x } from "../../../extension/adapters/x";
import { pageState, permitted } from "../../../extension/background/reading";
import type { ObservedBatch } from "../../../extension/shared/messages";
import { furnishChrome } from "../chrome";

const PAIRED = { consentedAt: "2026-01-01T00:00:00Z", connection: { state: "connected" }, network: true };

const batch: ObservedBatch = {
  key: "5f9c1a52-8f7e-4a53-9b57-0a3a3f8f2d11",
  observed_at: "2026-03-01T12:00:00Z",
  page: { platform: "x", kind: "list", address: "https://x.com/ana/followers?q=1", title: "Ana’s followers" },
  accounts: [
    {
      ref: "x:handle:ana",
      platform: "x",
      handle: "ana",
      display_name: "Ana",
      bio: "Likes winter",
      counts: { followers: 7 },
      picture: { address: "https://pbs.twimg.com/profile_images/1/a.jpg" },
      role: "profile",
    },
    { ref: "x:handle:bo", platform: "x", handle: "bo", role: "row" },
  ],
  captures: [
    {
      capture: "5f9c1a52-8f7e-4a53-9b57-0a3a3f8f2d12",
      kind: "followers",
      owner: "x:handle:ana",
      seen_count: 1,
      complete: false,
      members: ["x:handle:bo"],
    },
  ],
  activities: [{ account: "x:handle:ana", kind: "posts", text: "Hello winter" }],
};

afterEach(() => vi.unstubAllGlobals());

test.each([
  [{}, false, "consent"],
  [{ consentedAt: "now" }, false, "pairing"],
  [PAIRED, false, null],
  [PAIRED, true, "private"],
  [{ ...PAIRED, privateWindows: true }, true, null],
  [{ ...PAIRED, sitesOff: ["x"] }, false, "off"],
  [{ ...PAIRED, pictures: false, network: false }, false, "off"],
  [{ ...PAIRED, pauses: { x: null } }, false, "paused"],
  [{ ...PAIRED, pauses: { "*": 1 } }, false, null],
  [{ ...PAIRED, connection: { state: "revoked" } }, false, "pairing"],
  [{ ...PAIRED, connection: { state: "not_running" } }, false, null],
])("with %j, in a private window: %s, it rests because of %s", async (stored, isPrivate, idle) => {
  furnishChrome({ version: 2, ...stored });
  expect((await pageState(x, isPrivate)).idle).toBe(idle);
  const kept = await permitted(batch, isPrivate);
  expect(kept === null).toBe(idle !== null);
});

test("with the network everything goes, and without pictures no picture", async () => {
  furnishChrome({ version: 2, ...PAIRED });
  expect(await permitted(batch, false)).toBe(batch);
  furnishChrome({ version: 2, ...PAIRED, sitesWithoutPictures: ["x"] });
  const kept = await permitted(batch, false);
  expect(kept?.accounts.map(({ picture }) => picture)).toEqual([null, null]);
  expect(kept?.captures).toEqual(batch.captures);
});

test("without the network only accounts with pictures go, and not whose list it was", async () => {
  furnishChrome({ version: 2, ...PAIRED, network: false });
  const kept = await permitted(batch, false);
  expect(kept?.accounts.map(({ handle, bio, counts }) => ({ handle, bio, counts }))).toEqual([
    { handle: "ana", bio: null, counts: null },
  ]);
  expect(kept).toMatchObject({ captures: [], activities: [] });
  expect(kept?.page).toEqual({ platform: "x", kind: "list", address: "https://x.com/", title: null });
  expect(JSON.stringify(kept)).not.toMatch(/winter|followers|bo"/);
  const withoutPictures = { ...batch, accounts: batch.accounts.slice(1) };
  expect(await permitted(withoutPictures, false)).toBe(null);
});

test("a site's patterns come as the companion's file corrects them, or as they are", async () => {
  const corrections = { x: { avatars: ["img\\.example\\.com/(?<id>\\d{1,9})"], reserved: ["News"] } };
  furnishChrome({ version: 2, ...PAIRED, corrections });
  const { patterns } = await pageState(x, false);
  expect(patterns?.avatars).toEqual([corrections.x.avatars[0], ...x.patterns.avatars]);
  expect(patterns?.reserved).toContain("news");
  expect(patterns?.accounts).toEqual(x.patterns.accounts);
  expect((await pageState({ ...x, id: "demo" } as Adapter, false)).patterns).toBe(null);
  furnishChrome({ version: 2, ...PAIRED, corrections: { x: { accounts: ["("] } } });
  expect((await pageState(x, false)).patterns).toBe(null);
});

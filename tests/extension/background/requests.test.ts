import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { adapters } from "../../../extension/adapters";
import type { Bringing } from "../../../extension/background/bringing";
import type { CompanionClient } from "../../../extension/background/companion-client";
import { Outbox } from "../../../extension/background/outbox";
import { answer, type Services } from "../../../extension/background/requests";
import type { ObservedBatch, Request } from "../../../extension/shared/messages";
import type { Batch } from "../../../shared/wire/types.gen";
import { type FakeChrome, furnishChrome } from "../chrome";

const OWN = "chrome-extension://eyeline/";
const READING = {
  version: 2,
  consentedAt: "2026-01-01T00:00:00Z",
  connection: { state: "connected" },
  network: true,
};
const LIST = "https://x.com/ana/followers";

let fake: FakeChrome;
let outbox: Outbox;
let told: string[];
let services: Services;
let opened: string[];
let proved: boolean;

beforeEach(async () => {
  opened = [];
  proved = true;
  told = [];
  fake = furnishChrome(
    READING,
    {},
    {
      runtime: { getURL: (path: string) => `${OWN}${path}`, getManifest: () => ({ version: "1.2.3" }) },
      tabs: { query: async () => [], create: async ({ url }: { url: string }) => void opened.push(url) },
    },
  );
  const session: Record<string, unknown> = { session: "5f9c1a52-8f7e-4a53-9b57-0a3a3f8f2d11" };
  Object.assign(chrome.storage, {
    session: {
      get: async (name: string) => (name in session ? { [name]: session[name] } : {}),
      set: async (values: object) => void Object.assign(session, values),
      remove: async (name: string) => void delete session[name],
    },
  });
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/153.0" });
  outbox = await Outbox.open(undefined, `outbox-${Math.random()}`);
  const client = {
    forget: async () => ({ kind: "answer", value: { observations: 1, accounts: 1, pictures: 0 } }),
    handover: async () => ({ kind: "answer", value: { code: "once" } }),
    check: async () => ({ state: proved ? "connected" : "unproved" }),
    pair: async () => ({
      paired: true,
      pairing: { origin: "http://127.0.0.1:1", token: "t", instance: "i" },
    }),
  } as unknown as CompanionClient;
  services = {
    adapters,
    client,
    bringing: {
      look: async (connection: unknown) => connection,
      bring: async ({ start, pair }: { start: boolean; pair?: boolean }) => {
        told.push(`bring${start ? " started" : ""}${pair ? " paired" : ""}`);
        return { state: "connected" };
      },
    } as unknown as Bringing,
    outbox: Promise.resolve(outbox),
    deliver: () => void told.push("deliver"),
    delivered: async () => void told.push("delivered"),
    tellPages: async ({ type }) => void told.push(type),
  };
});

afterEach(() => {
  outbox.close();
  vi.unstubAllGlobals();
});

function batch(platform = "x"): ObservedBatch {
  const account = { ref: `${platform}:handle:bo`, platform, handle: "bo", role: "row" } as const;
  return {
    key: crypto.randomUUID(),
    observed_at: "2026-03-01T12:00:00Z",
    page: { platform, kind: "list", address: LIST },
    accounts: [account],
  };
}

async function from(url: string, request: Request, incognito = false): Promise<unknown> {
  return await answer(services, request, { url, tab: { incognito } as chrome.tabs.Tab });
}

async function waiting(): Promise<Batch | null> {
  const entry = await outbox.oldestBatch();
  return entry && JSON.parse(entry.body);
}

test("any of the extension's scripts may ask to start the companion, and only its own pages to pair with it", async () => {
  const from = (url: string, pair: boolean) => answer(services, { type: "bring", pair }, { url });
  await from(LIST, false);
  await expect(from(LIST, true)).rejects.toThrow();
  await from(`${OWN}pair.html`, true);
  expect(told).toEqual(["bring started", "bring started paired"]);
});

test("the window is opened at its places only, and only the extension's own page gets its code", async () => {
  await from(LIST, { type: "enter", to: "#/find?ref=x%3Ahandle%3Aana" });
  await from(LIST, { type: "enter", to: "https://elsewhere.example/" });
  expect(opened).toEqual([`${OWN}enter.html#/find?ref=x%3Ahandle%3Aana`]);
  await expect(from(LIST, { type: "handover" })).rejects.toThrow("own pages");
  expect(await from(`${OWN}enter.html`, { type: "handover" })).toMatchObject({ way: null });
  fake.local.pairing = { origin: "http://127.0.0.1:1", token: "t", instance: "i", pairedAt: "" };
  expect(await from(`${OWN}enter.html`, { type: "handover" })).toMatchObject({
    way: { address: "http://127.0.0.1:1/app/enter", code: "once" },
  });
});

test("a page speaks for its own site only", async () => {
  expect(await from(LIST, { type: "observe", batch: batch() })).toEqual({ kept: true });
  expect(await from(LIST, { type: "observe", batch: batch("facebook") })).toEqual({ kept: false });
  expect(await from("https://x.com.example/ana", { type: "observe", batch: batch() })).toEqual({
    kept: false,
  });
  expect((await outbox.counts()).batches).toBe(1);
});

test("a server speaks once it is allowed", async () => {
  const page = "https://wharf.example/@ana/followers";
  expect(await from(page, { type: "observe", batch: batch("mastodon") })).toEqual({ kept: false });
  fake.local.servers = [{ platform: "mastodon", pages: "https://wharf.example/*", pictures: [] }];
  expect(await from(page, { type: "observe", batch: batch("mastodon") })).toEqual({ kept: true });
  expect(await from("https://other.example/@ana", { type: "observe", batch: batch("mastodon") })).toEqual({
    kept: false,
  });
});

test("what a private window shows is not kept", async () => {
  expect(await from(LIST, { type: "observe", batch: batch() }, true)).toEqual({ kept: false });
  fake.local.privateWindows = true;
  expect(await from(LIST, { type: "observe", batch: batch() }, true)).toEqual({ kept: true });
});

test("what is seen while a case is recorded belongs to it", async () => {
  await from(LIST, { type: "observe", batch: batch() });
  expect(await waiting()).not.toHaveProperty("case");
  await outbox.forget(0);
  fake.local.recording = { name: "Winter", note: "why", since: "2026-03-01T11:00:00Z" };
  await from(LIST, { type: "observe", batch: batch() });
  expect(await waiting()).toMatchObject({
    case: { name: "Winter", note: "why" },
    tool_version: "1.2.3+@MARK@",
  });
});

test.each([
  { type: "unpair" },
  { type: "forget", last: "ever" },
  { type: "measure", address: "https://x.com/a.jpg" },
] as Request[])("$type is for the extension's own pages", async (request) => {
  await expect(from(LIST, request)).rejects.toThrow();
});

test("deleting goes from the pages to what waits to the companion, in this order", async () => {
  fake.local.usual = { "x list": [40] };
  await from(LIST, { type: "observe", batch: batch() });
  told.length = 0;
  expect(await from(`${OWN}options.html`, { type: "forget", last: "ever" })).toEqual({
    forgotten: { observations: 1, accounts: 1, pictures: 0 },
  });
  expect(told).toEqual(["forget", "delivered"]);
  expect(await outbox.counts()).toMatchObject({ batches: 0, bytes: 0 });
  expect(fake.local.usual).toEqual({});
});

test("a page of this computer can ask for pairing, and only the extension's own page pairs", async () => {
  const setup = "http://127.0.0.1:1/";
  await from(setup, { type: "offerPairing", code: "123456" });
  expect(opened).toEqual([`${OWN}pair.html`]);
  const offer = { origin: "http://127.0.0.1:1", code: "123456" };
  await expect(from(setup, { type: "offeredPairing" })).rejects.toThrow();
  await expect(from(setup, { type: "pair", ...offer })).rejects.toThrow();
  expect(fake.local).not.toHaveProperty("pairing");
  const own = `${OWN}pair.html`;
  expect(await from(own, { type: "offeredPairing" })).toEqual({ offer });
  expect(await from(own, { type: "offeredPairing" })).toEqual({ offer: null });
  expect(await from(own, { type: "pair", ...offer })).toEqual({ paired: true });
  expect(fake.local.pairing).toMatchObject({ origin: "http://127.0.0.1:1" });
});

test.each(["https://127.0.0.1/", "http://localhost:1/", "http://127.0.0.1.example/", LIST])(
  "%s cannot ask for pairing",
  async (page) => {
    await expect(from(page, { type: "offerPairing", code: "123456" })).rejects.toThrow();
  },
);

test("a page hears of the pairing only where it is paired with", async () => {
  fake.local.pairing = { origin: "http://127.0.0.1:1", token: "t", pairedAt: "" };
  const told = async (url: string) => await from(url, { type: "paired" });
  expect(await told("http://127.0.0.1:2/")).toEqual({ paired: false, consented: false });
  expect(await told("http://127.0.0.1:1/")).toEqual({ paired: true, consented: true });
  proved = false;
  expect(await told("http://127.0.0.1:1/")).toEqual({ paired: false, consented: false });
});

test("how many accounts a kind of page shows is remembered", async () => {
  for (const accounts of [3, 5]) await from(LIST, { type: "visited", platform: "x", kind: "list", accounts });
  expect(fake.local.usual).toEqual({ "x list": [3, 5] });
});

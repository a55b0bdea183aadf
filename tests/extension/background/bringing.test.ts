import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ConnectionState } from "../../../extension/shared/connection";
import type { HostAnswer, HostRequest } from "../../../shared/wire/types.gen";
import { type FakeChrome, furnishChrome } from "../chrome";

const URL = "http://127.0.0.1:47811";
const PAIRING = { origin: URL, token: "ours", pairedAt: "2026-01-01T00:00:00Z" };
const AGREED = { version: 3, consentedAt: "2026-01-01T00:00:00Z" };

let fake: FakeChrome;
let asked: HostRequest[];
let host: (asked: HostRequest) => Promise<unknown>;
let standing: (origin: string | undefined) => ConnectionState;
let delivered: number;

beforeEach(() => {
  vi.resetModules();
  asked = [];
  delivered = 0;
  host = async () => answer();
  standing = (origin) => (origin === undefined ? "not_paired" : "connected");
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/153.0" });
});

afterEach(() => vi.unstubAllGlobals());

function answer(said: Partial<HostAnswer> = {}): HostAnswer {
  return { origin: null, token: null, paired_at: null, problem: null, ...said };
}

/** As it is in a worker that has just begun; what is stored stays. */
async function bringing(local: object = AGREED, session: Record<string, unknown> = {}) {
  fake = furnishChrome(
    { ...local },
    {},
    {
      runtime: {
        getURL: (path: string) => `moz-extension://ours/${path}`,
        sendNativeMessage: async (name: string, sent: HostRequest) => {
          expect(name).toBe("eyeline.companion");
          asked.push(sent);
          return await host(sent);
        },
      },
      tabs: { query: async () => [] },
    },
  );
  Object.assign(chrome.storage, {
    session: {
      get: async (name: string) => (name in session ? { [name]: session[name] } : {}),
      set: async (values: object) => void Object.assign(session, values),
    },
  });
  const { Bringing } = await import("../../../extension/background/bringing");
  const originNow = () => (fake.local.pairing as typeof PAIRING | null)?.origin;
  return new Bringing({
    client: {
      check: async () => ({ state: standing(originNow()) }),
      standingWith: async ({ origin }) => standing(origin),
    },
    deliver: () => {
      delivered += 1;
    },
  });
}

test("a browser that is not paired is given a pairing, and what waits is delivered", async () => {
  host = async () => answer({ origin: URL, token: "new", paired_at: "2026-02-02T00:00:00Z" });
  const connection = await (await bringing()).bring({ start: "yes" });
  expect(connection.state).toBe("connected");
  expect(asked).toEqual([
    {
      start: "yes",
      pair: { browser: "Firefox 153, Linux x86_64", origin: "moz-extension://ours" },
      language: "en",
    },
  ]);
  expect(fake.local.pairing).toEqual({ origin: URL, token: "new", pairedAt: "2026-02-02T00:00:00Z" });
  expect(fake.local.host).toBe("there");
  expect(delivered).toBe(1);
});

test("one that is paired asks for no other, and takes a port only of who knows its pairing", async () => {
  const moved = "http://127.0.0.1:50000";
  host = async () => answer({ origin: moved });
  for (const [state, origin] of [
    ["connected", moved],
    ["older_companion", moved],
    ["unproved", URL],
    ["other_program", URL],
    ["not_running", URL],
  ] as const) {
    standing = (at) => (at === moved ? state : "not_running");
    await (await bringing({ ...AGREED, pairing: PAIRING })).bring({ start: "no" });
    expect(fake.local.pairing).toEqual({ ...PAIRING, origin });
  }
  expect(asked.every(({ pair }) => pair === null)).toBe(true);
});

test("who was ended is not paired again unless the person says so", async () => {
  for (const local of [
    { ...AGREED, unpaired: true },
    { ...AGREED, pairing: { ...PAIRING, refused: true } },
  ]) {
    const made = await bringing(local);
    await made.bring({ start: "yes" });
    expect(asked.at(-1)?.pair).toBeNull();
    await made.bring({ start: "yes", pair: true });
    expect(asked.at(-1)?.pair).not.toBeNull();
  }
});

test("two that ask at once are given one pairing", async () => {
  host = async ({ pair }) => answer({ origin: URL, ...(pair && { token: "new" }) });
  const made = await bringing();
  await Promise.all([made.bring({ start: "yes" }), made.bring({ start: "yes" })]);
  expect(asked.map(({ pair }) => pair !== null)).toEqual([true, false]);
});

test("of its own accord it starts the companion once in a run of the browser", async () => {
  standing = () => "not_running";
  const session = {};
  const stored = { ...AGREED, pairing: PAIRING };
  for (let worker = 0; worker < 2; worker++) {
    const made = await bringing(stored, session);
    await Promise.all([made.unasked({ state: "not_running" }), made.unasked({ state: "not_running" })]);
  }
  expect(asked.map(({ start }) => start)).toEqual(["yes"]);
});

test("a worker that was put to sleep before the host answered is followed by one that looks once", async () => {
  const session = {};
  host = () => new Promise(() => {});
  void (await bringing(AGREED, session)).bring({ start: "yes" });
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  host = async () => answer({ origin: URL, token: "new" });
  for (let worker = 0; worker < 2; worker++) {
    vi.resetModules();
    await (await bringing(AGREED, session)).resume();
  }
  expect(asked.map(({ start }) => start)).toEqual(["yes", "no"]);
});

test("where it was heard it is looked for once each time it is not, in case it ended because nobody used it", async () => {
  standing = () => "not_running";
  const session = {};
  const stored = { ...AGREED, pairing: PAIRING };
  for (let heard = 1; heard <= 2; heard++) {
    const made = await bringing(stored, session);
    await made.unasked({ state: "connected" });
    await Promise.all([made.unasked({ state: "not_running" }), made.unasked({ state: "not_running" })]);
    await (await bringing(stored, session)).unasked({ state: "not_running" });
    expect(asked.map(({ start }) => start)).toEqual(Array(heard).fill("if_unused"));
  }
});

test("before the person has agreed it starts nothing", async () => {
  const session = {};
  await (await bringing({ version: 3 }, session)).unasked({ state: "not_paired" });
  await (await bringing(AGREED, session)).unasked({ state: "not_paired" });
  expect(asked.map(({ start }) => start)).toEqual(["no", "yes"]);
});

test("it looks only where the companion is not heard", async () => {
  const made = await bringing();
  for (const state of ["connected", "revoked", "older_companion", "trouble"] as const) {
    expect(await made.look({ state })).toEqual({ state });
  }
  expect(asked).toEqual([]);
  for (const state of ["not_paired", "not_running", "other_program", "unproved"] as const)
    await made.look({ state });
  await (await bringing({ version: 3 })).look({ state: "not_paired" });
  expect(asked.pop()?.start).toBe("no");
  expect(asked.map(({ start }) => start)).toEqual(Array(4).fill("if_unused"));
});

test.each([
  ["Specified native messaging host not found.", "none"],
  ["Access to the specified native messaging host is forbidden.", "none"],
  ["Access to the specified native messaging host was disabled by the system administrator.", "none"],
  ["No such native application eyeline.companion", "none"],
  ["Native host has exited.", "gone"],
  ["Failed to start native messaging host.", "gone"],
  ["An unexpected error occurred", "gone"],
])("a host that says %s is %s", async (said, state) => {
  host = async () => {
    throw new Error(said);
  };
  await (await bringing()).bring({ start: "yes" });
  expect(fake.local.host).toBe(state);
});

test("a host that says something else is none of this version", async () => {
  for (const said of [undefined, "x", {}, { origin: URL }, { ...answer(), origin: 1 }]) {
    host = async () => said;
    await (await bringing()).bring({ start: "yes" });
    expect(fake.local.host).toBe("gone");
  }
});

test("why it did not start is kept, and forgotten when it does", async () => {
  host = async () => answer({ problem: "The port is taken." });
  const made = await bringing({ ...AGREED, pairing: PAIRING });
  await made.bring({ start: "yes" });
  expect(fake.local.hostProblem).toBe("The port is taken.");
  host = async () => answer({ origin: URL });
  await made.bring({ start: "yes" });
  expect(fake.local.hostProblem).toBeNull();
});

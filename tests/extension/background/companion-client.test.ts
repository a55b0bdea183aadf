import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CompanionClient } from "../../../extension/background/companion-client";
import type { Connection, Pairing } from "../../../extension/shared/connection";
import type { Hello } from "../../../shared/wire/types.gen";
import { WIRE_VERSION } from "../../../shared/wire/version";
import { type Answer, type Asked, hello, proving, RUN, said, TestCompanion, TOKEN } from "./companion";

let companion: TestCompanion;
let pairing: Pairing | null;
let states: Connection[];

function client(): CompanionClient {
  return new CompanionClient({
    pairing: async () => pairing,
    connected: async (connection) => {
      states.push(connection);
    },
  });
}

const BADGES = "GET /api/v1/badges";
const OBSERVATIONS = "POST /api/v1/observations";
const nothing = { body: { badges: [] } };

beforeEach(async () => {
  companion = new TestCompanion();
  await companion.start();
  companion.answers[BADGES] = () => nothing;
  pairing = { origin: companion.origin, token: TOKEN, pairedAt: "2020-12-01T00:00:00Z" };
  states = [];
});

afterEach(async () => {
  await companion.stop();
});

describe("how it stands", () => {
  const cases: [state: string, greeting: Answer][] = [
    ["older_companion", hello({ wire: WIRE_VERSION - 1 })],
    ["newer_companion", hello({ wire: WIRE_VERSION + 1 })],
    ["other_program", { ...hello(), identity: null }],
    ["other_program", hello({ name: "another" })],
    ["other_program", { status: 404 }],
    ["unproved", hello()],
    ["unproved", hello({ proof: null })],
    ["unproved", hello({ proof: { run: "0", revoked: false, mac: "no digits" } })],
    ["unproved", hello({ proof: { run: "0", revoked: true, mac: "00".repeat(32) } })],
  ];

  test.each(cases)("%s", async (state, greeting) => {
    companion.answers["GET /api/v1/hello"] = () => greeting;
    expect(await client().check()).toEqual({ state });
    expect(states.at(-1)).toEqual({ state });
  });

  test.each(cases)("%s: nothing is sent", async (_, greeting) => {
    companion.answers["GET /api/v1/hello"] = () => greeting;
    const asked = client();
    await asked.check();
    expect(await asked.sendBatch("{}")).toEqual({ kind: "unavailable" });
    expect(companion.asked.filter(({ headers }) => headers.authorization)).toEqual([]);
    expect(companion.paths()).toEqual(["GET /api/v1/hello", "GET /api/v1/hello"]);
  });

  test("connected, once it has proved that it knows the pairing", async () => {
    expect(await client().check()).toEqual({ state: "connected" });
  });

  const wrong: [what: string, answer: (asked: Asked) => Answer][] = [
    ["of another port", (asked) => proving(asked, { port: "1" })],
    ["to another question", (asked) => proving(asked, { port: companion.port, nonce: "ab".repeat(32) })],
    [
      "about another standing",
      (asked) => {
        const { body } = proving(asked, { port: companion.port, revoked: true }) as { body: Hello };
        return hello({ proof: { ...body.proof, revoked: false } });
      },
    ],
  ];

  test.each(wrong)("an answer %s proves nothing", async (_, answer) => {
    companion.answers["GET /api/v1/hello"] = answer;
    expect(await client().check()).toEqual({ state: "unproved" });
  });

  test("an answer that was good once is not good again", async () => {
    const asked = client();
    expect(await asked.check()).toEqual({ state: "connected" });
    const replayed = proving(companion.asked[0] as Asked, { port: companion.port });
    companion.answers["GET /api/v1/hello"] = () => replayed;
    expect(await asked.check()).toEqual({ state: "unproved" });
  });

  test("not_running", async () => {
    await companion.stop();
    expect(await client().check()).toEqual({ state: "not_running" });
  });

  test("not_paired", async () => {
    pairing = null;
    expect(await client().check()).toEqual({ state: "not_paired" });
    expect(companion.asked).toEqual([]);
  });

  test("revoked, where the companion proves that it is", async () => {
    companion.answers["GET /api/v1/hello"] = (asked) =>
      proving(asked, { port: companion.port, revoked: true });
    expect(await client().check()).toEqual({ state: "revoked" });
    expect(companion.paths()).toEqual(["GET /api/v1/hello"]);
  });

  test.each([401, 403])("a status of %i alone ends no pairing", async (status) => {
    companion.answers[BADGES] = () => ({ status, body: { error: { code: "not_paired", message: "No." } } });
    expect(await client().badges([])).toEqual({ kind: "unavailable" });
    expect(states.at(-1)).toEqual({ state: "trouble", message: "No." });
  });

  test("who takes its place is sent nothing, however soon", async () => {
    const asked = client();
    await asked.badges([]);
    companion.answers["GET /api/v1/hello"] = () => hello();
    expect(await asked.sendBatch("{}")).toEqual({ kind: "unavailable" });
    expect(companion.paths()).toEqual(["GET /api/v1/hello", BADGES, "GET /api/v1/hello"]);
  });

  test("a companion that was started anew is shown the pass for its own run", async () => {
    const asked = client();
    await asked.badges([]);
    const pass = `Bearer ${said("pass", companion.port, "8899")}`;
    companion.answers["GET /api/v1/hello"] = (sent) => proving(sent, { port: companion.port, run: "8899" });
    companion.answers[BADGES] = ({ headers }) =>
      headers.authorization === pass
        ? nothing
        : { status: 401, body: { error: { code: "x", message: "x" } } };
    expect(await asked.badges([])).toEqual({ kind: "answer", value: [] });
  });

  test("revoked stays so without asking", async () => {
    if (pairing) pairing.refused = true;
    expect(await client().check()).toEqual({ state: "revoked" });
    expect(companion.asked).toEqual([]);
  });

  test("trouble, in the companion's own words", async () => {
    companion.answers[OBSERVATIONS] = () => ({
      status: 503,
      body: { error: { code: "store", message: "Disk full." } },
    });
    expect(await client().sendBatch("{}")).toEqual({ kind: "unavailable" });
    expect(states.at(-1)).toEqual({ state: "trouble", message: "Disk full." });
  });
});

describe("requests", () => {
  test("carry this run's pass and never the token", async () => {
    const asked = client();
    companion.answers[OBSERVATIONS] = () => ({ body: { stored: true, badges: [], wanted: [] } });
    await asked.sendBatch('{"a":1}');
    expect(await asked.sendBatch("{}")).toEqual({
      kind: "answer",
      value: { stored: true, badges: [], wanted: [] },
    });
    expect(companion.paths()).toEqual(["GET /api/v1/hello", OBSERVATIONS, "GET /api/v1/hello", OBSERVATIONS]);
    expect(companion.asked[0]?.headers.authorization).toBeUndefined();
    expect(companion.asked[1]?.headers.authorization).toBe(`Bearer ${said("pass", companion.port, RUN)}`);
    expect(JSON.stringify(companion.asked)).not.toContain(TOKEN);
    expect(companion.asked[1]?.body.toString()).toBe('{"a":1}');
  });

  test.each([400, 413, 415, 422])(
    "that are refused with %i say why and leave the connection",
    async (status) => {
      companion.answers[OBSERVATIONS] = () => ({
        status,
        body: { error: { code: "x", message: "Not so." } },
      });
      expect(await client().sendBatch("{}")).toEqual({ kind: "refused", message: "Not so." });
      expect(states.at(-1)).toEqual({ state: "connected" });
    },
  );

  test("that come while too much is sent are sent again when the companion says, proved anew", async () => {
    let left = 2;
    companion.answers[OBSERVATIONS] = () =>
      left-- > 0
        ? { status: 429, retryAfter: "0.01", body: { error: { code: "busy", message: "Too much." } } }
        : { body: { stored: true, badges: [], wanted: [] } };
    expect(await client().sendBatch("{}")).toMatchObject({ kind: "answer" });
    const once = ["GET /api/v1/hello", OBSERVATIONS];
    expect(companion.paths()).toEqual([...once, ...once, ...once]);
  });

  test("that are refused so again and again wait, with the companion's word", async () => {
    companion.answers[OBSERVATIONS] = () => ({
      status: 429,
      retryAfter: "0.01",
      body: { error: { code: "busy", message: "Too much." } },
    });
    expect(await client().sendBatch("{}")).toEqual({ kind: "unavailable" });
    expect(states.at(-1)).toEqual({ state: "trouble", message: "Too much." });
  });

  test("for badges fit in a request line, and lose none", async () => {
    const refs = Array.from({ length: 300 }, (_, place) => `demo:handle:${"é".repeat(40)}${place}`);
    companion.answers[BADGES] = ({ path }) => {
      const asked = new URL(path, "http://x").searchParams.getAll("ref");
      return { body: { badges: asked.map((ref) => ({ ref, evidence: { status: "waiting" } })) } };
    };
    const outcome = await client().badges(refs);
    expect(outcome.kind === "answer" && outcome.value.map(({ ref }) => ref)).toEqual(refs);
    expect(Math.max(...companion.asked.map(({ path }) => path.length))).toBeLessThan(8000);
  });

  test("with pictures are octets that begin with the header's length", async () => {
    companion.answers["POST /api/v1/pictures"] = () => nothing;
    const picture = {
      address: "https://p.example/1",
      platform: "demo",
      picture_id: null,
      refs: ["demo:handle:a"],
    };
    await client().sendPictures([{ ...picture, bytes: new Uint8Array([7, 8]) }]);
    const asked = companion.asked.at(-1);
    expect(asked?.headers["content-type"]).toBe("application/octet-stream");
    const length = asked?.body.readUInt32BE(0) ?? 0;
    const head = JSON.parse(asked?.body.subarray(4, 4 + length).toString() ?? "");
    expect(head.pictures).toEqual([{ ...picture, size: 2 }]);
    expect([...(asked?.body.subarray(4 + length) ?? [])]).toEqual([7, 8]);
  });
});

describe("pairing", () => {
  const PAIR = "POST /api/v1/pair";
  const paired = { body: { token: "new", paired_at: "2021-01-01T00:00:00Z" } };

  test("gives token, companion and time", async () => {
    companion.answers[PAIR] = () => paired;
    expect(await client().pair(companion.origin, "123456", "Test 1")).toEqual({
      paired: true,
      pairing: {
        origin: companion.origin,
        token: "new",

        pairedAt: "2021-01-01T00:00:00Z",
      },
    });
    expect(JSON.parse(companion.asked.at(-1)?.body.toString() ?? "")).toEqual({
      code: "123456",
      browser: "Test 1",
    });
  });

  test("with a wrong code says what the companion says", async () => {
    companion.answers[PAIR] = () => ({
      status: 403,
      body: { error: { code: "pairing_refused", message: "Too old." } },
    });
    expect(await client().pair(companion.origin, "123456", "Test 1")).toEqual({
      paired: false,
      problem: "Too old.",
    });
  });

  test.each([
    [{ ...hello(), identity: null }, "not Eyeline’s companion"],
    [hello({ wire: WIRE_VERSION - 1 }), "older"],
    [hello({ wire: WIRE_VERSION + 1 }), "newer"],
  ])("gives the code to no other program", async (greeting, words) => {
    companion.answers["GET /api/v1/hello"] = () => greeting;
    const result = await client().pair(companion.origin, "123456", "Test 1");
    expect(result).toMatchObject({ paired: false, problem: expect.stringContaining(words) });
    expect(companion.paths()).toEqual(["GET /api/v1/hello"]);
  });
});

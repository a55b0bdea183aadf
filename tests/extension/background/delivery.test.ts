import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CompanionClient } from "../../../extension/background/companion-client";
import { Delivery } from "../../../extension/background/delivery";
import { Outbox } from "../../../extension/background/outbox";
import type { Fetched } from "../../../extension/background/pictures";
import type { Badge, PictureItem, WantedPicture } from "../../../shared/wire/types.gen";
import { type Answer, type Asked, TestCompanion, TOKEN } from "./companion";

const OBSERVATIONS = "POST /api/v1/observations";
const PICTURES = "POST /api/v1/pictures";

let names = 0;
let companion: TestCompanion;
let outbox: Outbox;
let announced: Badge[];
let fetched: string[];
let fetchPicture: (address: string) => Promise<Fetched>;
let wanted: Record<string, WantedPicture[]>;

/** A worker, as it is made anew each time the browser starts it. */
function worker(): Delivery {
  const { origin } = companion;
  const pairing = { origin, token: TOKEN, pairedAt: "2020-12-01T00:00:00Z" };
  const client = new CompanionClient({ pairing: async () => pairing, connected: async () => {} });
  return new Delivery({
    outbox,
    client,
    fetchPicture: async (address) => {
      fetched.push(address);
      return await fetchPicture(address);
    },
    announce: (badges) => announced.push(...badges),
  });
}

function picture(number: number): WantedPicture {
  return {
    address: `https://pictures.example/${number}.jpg`,
    platform: "demo",
    refs: [`demo:handle:a${number}`],
  };
}

function header({ body }: Asked): PictureItem[] {
  return JSON.parse(body.subarray(4, 4 + body.readUInt32BE(0)).toString()).pictures;
}

function measured({ refs }: PictureItem): Badge[] {
  return refs.map((ref) => ({ ref, evidence: { status: "no_face" } }));
}

function sent(name: string): Asked[] {
  return companion.asked.filter(({ method, path }) => `${method} ${path}` === name);
}

beforeEach(async () => {
  companion = new TestCompanion();
  await companion.start();
  companion.answers[OBSERVATIONS] = ({ body }) => ({
    body: { stored: true, badges: [], wanted: wanted[JSON.parse(body.toString()).key] ?? [] },
  });
  companion.answers[PICTURES] = (asked) => ({ body: { badges: header(asked).flatMap(measured) } });
  outbox = await Outbox.open(undefined, `delivery-${names++}`);
  announced = [];
  fetched = [];
  wanted = {};
  fetchPicture = async (address) => ({ kind: "bytes", bytes: new TextEncoder().encode(address) });
});

afterEach(async () => {
  outbox.close();
  await companion.stop();
});

async function add(...keys: string[]): Promise<void> {
  for (const key of keys) await outbox.addBatch(key, JSON.stringify({ key }));
}

describe("observations", () => {
  test("seen while the companion was away arrive in order when it is back, with their keys", async () => {
    const port = Number(new URL(companion.origin).port);
    const delivery = worker();
    await companion.stop();
    await add("a", "b", "c");
    await delivery.wake();
    expect((await outbox.counts()).batches).toBe(3);
    await companion.start(port);
    await worker().wake();
    expect(sent(OBSERVATIONS).map(({ body }) => JSON.parse(body.toString()).key)).toEqual(["a", "b", "c"]);
    expect(await outbox.counts()).toMatchObject({ batches: 0, bytes: 0 });
  });

  test("that the companion refuses do not hold up the others", async () => {
    const good = companion.answers[OBSERVATIONS];
    companion.answers[OBSERVATIONS] = (asked): Answer =>
      JSON.parse(asked.body.toString()).key === "bad"
        ? { status: 400, body: { error: { code: "bad_request", message: "No." } } }
        : (good?.(asked) ?? {});
    await add("a", "bad", "b");
    await worker().wake();
    expect(sent(OBSERVATIONS)).toHaveLength(3);
    expect(await outbox.counts()).toMatchObject({ batches: 0, refusedBatches: 1 });
  });

  test("that come while others are sent are sent too, each once", async () => {
    const delivery = worker();
    await add("a");
    const first = delivery.wake();
    await add("b");
    await Promise.all([first, delivery.wake(), delivery.wake()]);
    expect(sent(OBSERVATIONS).map(({ body }) => JSON.parse(body.toString()).key)).toEqual(["a", "b"]);
  });
});

describe("pictures", () => {
  const many = Array.from({ length: 50 }, (_, place) => picture(place));

  test("that are wanted are fetched once, sent many at a time, and their badges told", async () => {
    wanted.a = many;
    await add("a");
    await worker().wake();
    expect([...fetched].sort()).toEqual(many.map(({ address }) => address).sort());
    const items = sent(PICTURES).flatMap(header);
    expect(items.map(({ address }) => address).sort()).toEqual(many.map(({ address }) => address).sort());
    expect(sent(PICTURES).length).toBeLessThan(25);
    expect(announced.map(({ ref }) => ref).sort()).toEqual(many.flatMap(({ refs }) => refs).sort());
    expect(await outbox.counts()).toMatchObject({ pictures: 0, bytes: 0 });
  });

  test("that could not be delivered keep their bytes, and are not fetched again", async () => {
    companion.answers[PICTURES] = () => ({
      status: 503,
      body: { error: { code: "store", message: "Full." } },
    });
    wanted.a = [picture(1), picture(2)];
    await add("a");
    await worker().wake();
    expect(await outbox.counts()).toMatchObject({ pictures: 2 });
    const fetchedBefore = fetched.length;
    companion.answers[PICTURES] = (asked) => ({ body: { badges: header(asked).flatMap(measured) } });
    await worker().wake();
    expect(fetched.length).toBe(fetchedBefore);
    expect(announced.map(({ ref }) => ref).sort()).toEqual(["demo:handle:a1", "demo:handle:a2"]);
    expect(await outbox.counts()).toMatchObject({ pictures: 0, bytes: 0 });
  });

  test("are fetched by the next worker where this one ended before", async () => {
    await add("a");
    const batch = await outbox.oldestBatch();
    await outbox.want([picture(1)]);
    if (batch) await outbox.done({ batches: [batch.seq] });
    await worker().wake();
    expect(announced.map(({ ref }) => ref)).toEqual(["demo:handle:a1"]);
  });

  test("of which one is refused: the others arrive", async () => {
    wanted.a = many;
    companion.answers[PICTURES] = (asked) =>
      header(asked).some(({ address }) => address === picture(7).address)
        ? { status: 400, body: { error: { code: "bad_request", message: "No." } } }
        : { body: { badges: header(asked).flatMap(measured) } };
    await add("a");
    await worker().wake();
    expect(announced).toHaveLength(49);
    expect(await outbox.counts()).toMatchObject({ pictures: 0, refusedPictures: 1 });
  });

  test("that are gone are said to be, with no number", async () => {
    fetchPicture = async () => ({ kind: "gone", why: "status 404" });
    wanted.a = [picture(1)];
    await add("a");
    await worker().wake();
    expect(announced).toMatchObject([{ ref: "demo:handle:a1", evidence: { status: "failed" } }]);
    expect(announced[0]?.evidence?.score).toBeUndefined();
    expect(await outbox.counts()).toMatchObject({ pictures: 0 });
  });

  test("that have to wait do not hold up those behind them", async () => {
    fetchPicture = async () => ({ kind: "later" });
    wanted.a = many;
    await add("a");
    await worker().wake();
    fetchPicture = async () => ({ kind: "bytes", bytes: new Uint8Array([1]) });
    wanted.b = [picture(100)];
    await add("b");
    await worker().wake();
    expect(announced.map(({ ref }) => ref)).toEqual(["demo:handle:a100"]);
    expect(await outbox.counts()).toMatchObject({ pictures: 50 });
  });

  test("that the network failed to give wait, and are not asked for again at once", async () => {
    fetchPicture = async () => ({ kind: "later" });
    wanted.a = [picture(1)];
    await add("a");
    const delivery = worker();
    await delivery.wake();
    await delivery.wake();
    expect(fetched).toHaveLength(1);
    expect(announced).toEqual([]);
    expect(await outbox.counts()).toMatchObject({ pictures: 1 });
  });
});

describe("what is answered, and not on the companion's disk yet", () => {
  let run: string;
  let committed: number;
  let synced: number;

  /** Answers as before, and says how far this run has come. */
  function marked(name: string, counts: boolean): void {
    const plain = companion.answers[name] ?? (() => ({ body: { badges: [] } }));
    companion.answers[name] = (asked) => {
      if (counts) committed += 1;
      return { ...plain(asked), stored: `${run} ${committed} ${synced}` };
    };
  }

  beforeEach(() => {
    [run, committed, synced] = ["one", 0, 0];
    marked(OBSERVATIONS, true);
    marked(PICTURES, true);
    companion.answers["GET /api/v1/badges"] = () => {
      synced = committed;
      return { body: { badges: [] }, stored: `${run} ${committed} ${synced}` };
    };
  });

  test("is kept until an answer says that it is", async () => {
    const kept: number[] = [];
    const look = companion.answers["GET /api/v1/badges"];
    let looks = 0;
    companion.answers["GET /api/v1/badges"] = (asked) => {
      looks += 1;
      return looks < 3 ? { body: { badges: [] }, stored: `${run} ${committed} 0` } : (look?.(asked) ?? {});
    };
    await add("a", "b");
    const done = worker().wake();
    while (looks < 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      kept.push((await outbox.counts()).batches);
    }
    await done;
    expect(kept.at(-1)).toBe(2);
    expect(sent(OBSERVATIONS)).toHaveLength(2);
    expect(await outbox.counts()).toMatchObject({ batches: 0, bytes: 0 });
  });

  test("is sent again to a companion that came up anew, in its order, with its pictures", async () => {
    wanted.a = [picture(1)];
    companion.answers["GET /api/v1/badges"] = () => {
      if (run === "one") [run, committed, synced] = ["two", 0, 0];
      else synced = committed;
      return { body: { badges: [] }, stored: `${run} ${committed} ${synced}` };
    };
    await add("a", "b");
    await worker().wake();
    const keys = sent(OBSERVATIONS).map(({ body }) => JSON.parse(body.toString()).key);
    expect(keys).toEqual(["a", "b", "a", "b"]);
    expect(sent(PICTURES)).toHaveLength(2);
    expect(await outbox.counts()).toMatchObject({ batches: 0, pictures: 0, bytes: 0 });
  });

  test("is sent again by the next worker", async () => {
    await add("a");
    delete companion.answers["GET /api/v1/badges"];
    await worker().wake();
    expect(await outbox.counts()).toMatchObject({ batches: 1 });
    marked("GET /api/v1/badges", false);
    synced = 2;
    await worker().wake();
    expect(sent(OBSERVATIONS)).toHaveLength(2);
    expect(await outbox.counts()).toMatchObject({ batches: 0 });
  });
});

import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Outbox } from "../../../extension/background/outbox";
import type { WantedPicture } from "../../../shared/wire/types.gen";

let names = 0;
let name = "";
const opened: Outbox[] = [];

async function open(limit?: number): Promise<Outbox> {
  const outbox = await Outbox.open(limit, name);
  opened.push(outbox);
  return outbox;
}

function wanted(number: number): WantedPicture {
  return {
    address: `https://pictures.example/${number}.jpg`,
    platform: "demo",
    refs: [`demo:handle:a${number}`],
  };
}

/** Delivers the batch of this key with `pictures` wanted of it. */
async function deliver(outbox: Outbox, key: string, pictures: WantedPicture[]): Promise<void> {
  await outbox.addBatch(key, `"${key}"`);
  for (let batch = await outbox.oldestBatch(); batch; batch = await outbox.oldestBatch()) {
    await outbox.want(batch.key === key ? pictures : []);
    await outbox.done({ batches: [batch.seq] });
  }
}

beforeEach(() => {
  name = `outbox-${names++}`;
});

afterEach(() => {
  for (const outbox of opened.splice(0)) outbox.close();
});

describe("observations", () => {
  test("leave in the order in which they came, with their key", async () => {
    const outbox = await open();
    for (const key of ["c", "a", "b"]) await outbox.addBatch(key, `{"key":"${key}"}`);
    const left: string[] = [];
    for (let batch = await outbox.oldestBatch(); batch; batch = await outbox.oldestBatch()) {
      left.push(batch.key);
      expect(JSON.parse(batch.body)).toEqual({ key: batch.key });
      await outbox.done({ batches: [batch.seq] });
    }
    expect(left).toEqual(["c", "a", "b"]);
    expect(await outbox.counts()).toMatchObject({ batches: 0, bytes: 0 });
  });

  test("with the same key are there once", async () => {
    const outbox = await open();
    await outbox.addBatch("a", "1");
    await outbox.addBatch("a", "2");
    expect((await outbox.oldestBatch())?.body).toBe("1");
    expect((await outbox.counts()).batches).toBe(1);
  });

  test("outlive the worker", async () => {
    await (await open()).addBatch("a", "1");
    opened.pop()?.close();
    expect((await (await open()).oldestBatch())?.key).toBe("a");
  });

  test("that are refused are put aside and counted, and do not stop the next", async () => {
    const outbox = await open();
    for (let place = 0; place < 30; place += 1) await outbox.addBatch(`bad ${place}`, "?");
    await outbox.addBatch("good", "1");
    for (let place = 0; place < 30; place += 1) {
      const batch = await outbox.oldestBatch();
      if (batch) await outbox.refused(batch, "not as it must be");
    }
    expect((await outbox.oldestBatch())?.key).toBe("good");
    expect(await outbox.counts()).toMatchObject({ batches: 1, refusedBatches: 30 });
    await outbox.forgetNotes();
    expect(await outbox.counts()).toMatchObject({ batches: 1, refusedBatches: 0 });
  });
});

describe("pictures", () => {
  test("take the place of the batch that they were wanted for, at once", async () => {
    const outbox = await open();
    await deliver(outbox, "a", [wanted(1), wanted(2)]);
    expect(await outbox.counts()).toMatchObject({ batches: 0, pictures: 2 });
    expect((await outbox.pictures(0, 10)).map(({ address }) => address)).toEqual([
      wanted(1).address,
      wanted(2).address,
    ]);
  });

  test("wanted again are there once, for all who have them", async () => {
    const outbox = await open();
    await deliver(outbox, "a", [wanted(1)]);
    await deliver(outbox, "b", [{ ...wanted(1), refs: ["demo:handle:other"] }]);
    const [picture, ...others] = await outbox.pictures(0, 10);
    expect(others).toEqual([]);
    expect(picture?.refs).toEqual(["demo:handle:a1", "demo:handle:other"]);
  });

  test("wanted twice at once are there once", async () => {
    const outbox = await open();
    await deliver(outbox, "a", [wanted(1), { ...wanted(1), refs: ["demo:handle:other"] }]);
    expect(await outbox.pictures(0, 10)).toMatchObject([{ refs: ["demo:handle:a1", "demo:handle:other"] }]);
  });

  test("keep their bytes once they were fetched in vain", async () => {
    const outbox = await open();
    await deliver(outbox, "a", [wanted(1)]);
    const [picture] = await outbox.pictures(0, 1);
    if (!picture) throw new Error("no picture");
    const before = (await outbox.counts()).bytes;
    await outbox.keepPicture(picture, { bytes: new Uint8Array([1, 2, 3]) });
    const [kept] = await outbox.pictures(0, 1);
    expect([...(kept?.bytes ?? [])]).toEqual([1, 2, 3]);
    expect((await outbox.counts()).bytes).toBe(before + 3);
    await outbox.done({ pictures: [picture.seq] });
    expect(await outbox.counts()).toMatchObject({ pictures: 0, bytes: 0 });
  });
});

describe("the bound", () => {
  test("lets the oldest pictures go first, and keeps the observations", async () => {
    const outbox = await open(10_000);
    await deliver(outbox, "first", [1, 2, 3, 4, 5].map(wanted));
    await outbox.addBatch("a", "x".repeat(1500));
    await outbox.addBatch("b", "x".repeat(500));
    const counts = await outbox.counts();
    expect(counts.bytes).toBeLessThanOrEqual(10_000);
    expect(counts).toMatchObject({ batches: 2, droppedPictures: 2, droppedBatches: 0, pictures: 3 });
    expect((await outbox.pictures(0, 1))[0]?.address).toBe(wanted(3).address);
  });

  test("lets the oldest observations go when no picture is left", async () => {
    const outbox = await open(10_000);
    await deliver(outbox, "first", [wanted(1)]);
    for (const key of ["a", "b", "c"]) await outbox.addBatch(key, "x".repeat(1500));
    const counts = await outbox.counts();
    expect(counts).toMatchObject({ pictures: 0, droppedPictures: 1, batches: 2, droppedBatches: 1 });
    expect((await outbox.oldestBatch())?.key).toBe("b");
  });
});

// What is not delivered yet, on disk: it outlives the worker and the browser. Observations keep their order and their
// idempotency key; pictures are those the companion asked for, with their bytes once they were fetched in vain.

import type { WantedPicture } from "../../shared/wire/types.gen";
import type { OutboxCounts } from "../shared/messages";
import { finished, open, result } from "./indexed-db";
import type { Kind } from "./sent-not-on-disk";

/** All that waits may take this much. Beyond it the oldest pictures go first, and observations last. */
const OUTBOX_BYTES = 64 * 2 ** 20;
/** What an entry takes besides its content, roughly. */
const ENTRY_BYTES = 1024;
/** Refused batches are kept for a look at them, this many. */
const REFUSED_KEPT = 20;

export interface BatchEntry {
  seq: number;
  /** When it was put here; entries of older versions do not say it. */
  at?: number;
  key: string;
  body: string;
  size: number;
}

export interface PictureEntry {
  seq: number;
  at?: number;
  address: string;
  platform: string;
  picture_id: string | null;
  refs: string[];
  tries: number;
  /** Not to be fetched again before this time (milliseconds since 1970). */
  notBefore: number;
  bytes: Uint8Array<ArrayBuffer> | null;
  size: number;
}

interface RefusedBatch {
  body: string;
  message: string;
  at: string;
}

const NAME = "eyeline-outbox";
const STORES = ["batches", "pictures", "refused", "counts"] as const;
const BLANK_COUNTS: OutboxCounts = {
  batches: 0,
  pictures: 0,
  bytes: 0,
  droppedBatches: 0,
  droppedPictures: 0,
  refusedBatches: 0,
  refusedPictures: 0,
};

export class Outbox {
  private constructor(
    private readonly database: IDBDatabase,
    private readonly limit: number,
  ) {}

  static async open(limit = OUTBOX_BYTES, name = NAME): Promise<Outbox> {
    const database = await open(name, 1, (blank) => {
      const numbered = { keyPath: "seq", autoIncrement: true };
      blank.createObjectStore("batches", numbered).createIndex("key", "key", { unique: true });
      blank.createObjectStore("pictures", numbered).createIndex("address", "address", { unique: true });
      blank.createObjectStore("refused", numbered);
      blank.createObjectStore("counts");
    });
    return new Outbox(database, limit);
  }

  close(): void {
    this.database.close();
  }

  /** A batch that came before, by its key, is not added again. */
  async addBatch(key: string, body: string): Promise<void> {
    await this.#change(async (stores, counts) => {
      if (await result(stores.batches.index("key").getKey(key))) return;
      const size = ENTRY_BYTES + 2 * body.length;
      await result(stores.batches.add({ key, body, size, at: Date.now() }));
      counts.batches += 1;
      counts.bytes += size;
    });
  }

  /** The oldest after `seq`. */
  async oldestBatch(after = 0): Promise<BatchEntry | null> {
    const store = this.database.transaction("batches").objectStore("batches");
    const [entry] = await result<BatchEntry[]>(store.getAll(IDBKeyRange.lowerBound(after, true), 1));
    return entry ?? null;
  }

  /** The companion wants these pictures of a batch that has arrived. */
  async want(wanted: readonly WantedPicture[]): Promise<void> {
    if (wanted.length === 0) return;
    await this.#change(async (stores, counts) => {
      const each = [...byAddress(wanted).values()];
      await Promise.all(each.map((picture) => this.#want(stores.pictures, picture, counts)));
    });
  }

  /** These are where they belong. */
  async done({ batches = [], pictures = [] }: Partial<Record<Kind, readonly number[]>>): Promise<void> {
    if (batches.length + pictures.length === 0) return;
    await this.#change(async (stores, counts) => {
      for (const seq of batches) await remove(stores.batches, seq, counts, "batches");
      for (const seq of pictures) await remove(stores.pictures, seq, counts, "pictures");
    });
  }

  /** The companion will never take this batch: it is put aside and counted. */
  async refused(batch: BatchEntry, message: string): Promise<void> {
    await this.#change(async (stores, counts) => {
      await remove(stores.batches, batch.seq, counts, "batches");
      const aside: RefusedBatch = { body: batch.body, message, at: new Date().toISOString() };
      await result(stores.refused.add(aside));
      counts.refusedBatches += 1;
      const kept = await result(stores.refused.getAllKeys());
      for (const old of kept.slice(0, -REFUSED_KEPT)) stores.refused.delete(old);
    });
  }

  /** The oldest pictures after `seq`, at most `count`. */
  async pictures(after: number, count: number): Promise<PictureEntry[]> {
    const store = this.database.transaction("pictures").objectStore("pictures");
    return await result(store.getAll(IDBKeyRange.lowerBound(after, true), count));
  }

  async refusedPicture({ seq }: PictureEntry): Promise<void> {
    await this.#change(async (stores, counts) => {
      await remove(stores.pictures, seq, counts, "pictures");
      counts.refusedPictures += 1;
    });
  }

  /** Keeps what was fetched and could not be delivered, or that it could not be fetched once more. */
  async keepPicture(
    entry: PictureEntry,
    change: Partial<Pick<PictureEntry, "bytes" | "tries" | "notBefore">>,
  ): Promise<void> {
    await this.#change(async (stores, counts) => {
      const there = await result<PictureEntry | undefined>(stores.pictures.get(entry.seq));
      if (!there) return;
      const size = ENTRY_BYTES + (change.bytes ?? there.bytes ?? new Uint8Array()).length;
      counts.bytes += size - there.size;
      await result(stores.pictures.put({ ...there, ...change, size }));
    });
  }

  async counts(): Promise<OutboxCounts> {
    const store = this.database.transaction("counts").objectStore("counts");
    return (await result(store.get("now"))) ?? { ...BLANK_COUNTS };
  }

  /** The person has read what was dropped and refused. */
  async forgetNotes(): Promise<void> {
    await this.#change(async (stores, counts) => {
      await result(stores.refused.clear());
      Object.assign(counts, { droppedBatches: 0, droppedPictures: 0, refusedBatches: 0, refusedPictures: 0 });
    });
  }

  /** Lets go of what was put here at or after `since` (milliseconds since 1970). */
  async forget(since: number): Promise<void> {
    await this.#change(async (stores, counts) => {
      for (const what of ["batches", "pictures"] as const) {
        const entries = await result<(BatchEntry | PictureEntry)[]>(stores[what].getAll());
        for (const entry of entries) {
          if ((entry.at ?? since) >= since) await remove(stores[what], entry.seq, counts, what);
        }
      }
      await result(stores.refused.clear());
    });
  }

  async #want(store: IDBObjectStore, wanted: WantedPicture, counts: OutboxCounts): Promise<void> {
    const there = await result<PictureEntry | undefined>(store.index("address").get(wanted.address));
    if (there) {
      await result(
        store.put({ ...there, refs: [...new Set([...there.refs, ...wanted.refs])].slice(0, 500) }),
      );
      return;
    }
    const { address, platform, refs, picture_id = null } = wanted;
    const waiting = { at: Date.now(), tries: 0, notBefore: 0, bytes: null, size: ENTRY_BYTES };
    await result(store.add({ address, platform, refs, picture_id, ...waiting }));
    counts.pictures += 1;
    counts.bytes += ENTRY_BYTES;
  }

  /** One transaction over everything, so that the counts are always those of what is there. */
  async #change(
    work: (stores: Record<(typeof STORES)[number], IDBObjectStore>, counts: OutboxCounts) => Promise<void>,
  ): Promise<void> {
    const transaction = this.database.transaction(STORES, "readwrite");
    const done = finished(transaction);
    const stores = Object.fromEntries(STORES.map((name) => [name, transaction.objectStore(name)])) as Record<
      (typeof STORES)[number],
      IDBObjectStore
    >;
    const counts: OutboxCounts = (await result(stores.counts.get("now"))) ?? { ...BLANK_COUNTS };
    await work(stores, counts);
    await this.#makeRoom(stores.pictures, counts, "pictures");
    await this.#makeRoom(stores.batches, counts, "batches");
    stores.counts.put(counts, "now");
    await done;
  }

  async #makeRoom(store: IDBObjectStore, counts: OutboxCounts, what: Kind): Promise<void> {
    while (counts.bytes > this.limit && counts[what] > 0) {
      const [oldest] = await result<(PictureEntry | BatchEntry)[]>(store.getAll(null, 1));
      if (!oldest) return;
      await remove(store, oldest.seq, counts, what);
      counts[what === "pictures" ? "droppedPictures" : "droppedBatches"] += 1;
    }
  }
}

function byAddress(wanted: readonly WantedPicture[]): Map<string, WantedPicture> {
  const pictures = new Map<string, WantedPicture>();
  for (const picture of wanted) {
    const refs = new Set([...(pictures.get(picture.address)?.refs ?? []), ...picture.refs]);
    pictures.set(picture.address, { ...picture, refs: [...refs] });
  }
  return pictures;
}

async function remove(store: IDBObjectStore, seq: number, counts: OutboxCounts, what: Kind): Promise<void> {
  const there = await result<{ size: number } | undefined>(store.get(seq));
  if (!there) return;
  await result(store.delete(seq));
  counts[what] -= 1;
  counts.bytes -= there.size;
}

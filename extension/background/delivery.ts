// Empties the outbox: observations in their order, one after the other; the pictures that are wanted beside them,
// fetched several at once and sent as they come, so that the first badges do not wait for the last picture.

import type { Badge } from "../../shared/wire/types.gen";
import { text } from "../shared/texts";
import type { Bytes, CompanionClient } from "./companion-client";
import type { BatchEntry, Outbox, PictureEntry } from "./outbox";
import type { Fetched } from "./pictures";
import { Repeated } from "./repeated";
import { type Kind, Unsynced } from "./sent-not-on-disk";

const FETCHED_AT_ONCE = 8;
const SENT_AT_ONCE = 2;
/** Few enough that the first of a request does not wait long for its last. */
const PICTURES_A_REQUEST = 8;
/** No more than this is held in memory at once. */
const READY_AT_MOST = 4 * PICTURES_A_REQUEST;
const BYTES_A_REQUEST = 16 * 2 ** 20;
const TRIES = 4;
const AGAIN_AFTER_MS = 20_000;
/** The companion syncs once a second, or as soon as nothing more comes. */
const LOOK_AFTER_MS = 200;

interface DeliveryParts {
  outbox: Outbox;
  client: Pick<CompanionClient, "sendBatch" | "sendPictures" | "badges" | "mark">;
  fetchPicture: (address: string) => Promise<Fetched>;
  announce: (badges: Badge[]) => void;
}

/** Lets go of these entries, now or once they are on the companion's disk. */
type Arrived = (kind: Kind, seqs: readonly number[]) => Promise<void>;

type Work = "fetching" | "sending" | "keeping";

interface Ready {
  entry: PictureEntry;
  bytes: Uint8Array<ArrayBuffer>;
}

export class Delivery {
  readonly #unsynced = new Unsynced();
  readonly #batches = new Repeated(() => this.#deliverBatches());
  readonly #pictures = new Repeated(() => new PicturePass(this.parts, this.#unsynced, this.#arrived).run());
  readonly #synced = new Repeated(() => this.#awaitSync());

  constructor(private readonly parts: DeliveryParts) {}

  /** Delivers what waits, until all is on the companion's disk or the companion is not there. */
  async wake(): Promise<void> {
    await this.#batches.run();
    await this.#pictures.run();
    await this.#synced.run();
  }

  async #deliverBatches(): Promise<boolean> {
    const { outbox, client, announce } = this.parts;
    for (let batch = await this.#nextBatch(); batch; batch = await this.#nextBatch()) {
      const outcome = await client.sendBatch(batch.body);
      if (outcome.kind === "unavailable") return false;
      if (outcome.kind === "refused") {
        await outbox.refused(batch, outcome.message);
      } else {
        announce(outcome.value.badges);
        await outbox.want(outcome.value.wanted);
        await this.#arrived("batches", [batch.seq]);
        this.#pictures.run().catch((error) => console.error("eyeline:", error));
      }
    }
    return true;
  }

  async #nextBatch(): Promise<BatchEntry | null> {
    let batch = await this.parts.outbox.oldestBatch();
    while (batch && this.#unsynced.has("batches", batch.seq))
      batch = await this.parts.outbox.oldestBatch(batch.seq);
    return batch;
  }

  readonly #arrived: Arrived = async (kind, seqs) => {
    const { outbox, client } = this.parts;
    if (!client.mark) return await outbox.done({ [kind]: seqs });
    this.#unsynced.add(kind, seqs, client.mark);
    await outbox.done(this.#unsynced.settle(client.mark));
  };

  /** Asks until all that was sent is synced; what another run of the companion does not know is sent again. */
  async #awaitSync(): Promise<boolean> {
    const { outbox, client } = this.parts;
    while (!this.#unsynced.isEmpty) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AFTER_MS));
      const answered = (await client.badges([])).kind === "answer";
      if (!answered || !client.mark) return false;
      const done = this.#unsynced.settle(client.mark);
      await outbox.done(done);
      if (this.#unsynced.isEmpty && done.batches.length + done.pictures.length === 0) {
        await this.#batches.run();
        await this.#pictures.run();
      }
    }
    return true;
  }
}

/** Fetchers fill `ready`, senders empty it; it ends when nothing is left or the companion is gone. */
class PicturePass {
  #ready: Ready[] = [];
  #queue: PictureEntry[] = [];
  #after = 0;
  readonly #going: Record<Work, number> = { fetching: 0, sending: 0, keeping: 0 };
  #stopped = false;
  #changed: () => void = () => {};

  constructor(
    private readonly parts: DeliveryParts,
    private readonly unsynced: Unsynced,
    private readonly arrived: Arrived,
  ) {}

  /** False where the companion went away meanwhile. */
  async run(): Promise<boolean> {
    for (;;) {
      const change = new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
      await this.#step();
      if (this.#isBusy) await change;
      else if (this.#stopped || this.#ready.length === 0) break;
    }
    for (const { entry, bytes } of this.#ready) await this.parts.outbox.keepPicture(entry, { bytes });
    return !this.#stopped;
  }

  get #isBusy(): boolean {
    return Object.values(this.#going).some((count) => count > 0);
  }

  async #step(): Promise<void> {
    if (this.#stopped) return;
    while (this.#ready.length > 0 && this.#going.sending < SENT_AT_ONCE) {
      this.#start("sending", this.#send(this.#take()));
    }
    while (this.#going.fetching < FETCHED_AT_ONCE && this.#ready.length < READY_AT_MOST) {
      if (this.#queue.length === 0) await this.#refill();
      const entry = this.#queue.shift();
      if (!entry) break;
      this.#start("fetching", this.#fetch(entry));
    }
  }

  async #refill(): Promise<void> {
    let next: PictureEntry[];
    do {
      next = await this.parts.outbox.pictures(this.#after, FETCHED_AT_ONCE * 4);
      this.#after = next.at(-1)?.seq ?? this.#after;
      this.#queue = next.filter(
        ({ seq, notBefore }) => Date.now() >= notBefore && !this.unsynced.has("pictures", seq),
      );
    } while (next.length > 0 && this.#queue.length === 0);
  }

  #start(what: Work, work: Promise<void>): void {
    this.#going[what] += 1;
    work
      .catch((error) => console.error("eyeline:", error))
      .finally(() => {
        this.#going[what] -= 1;
        this.#changed();
      });
  }

  async #fetch(entry: PictureEntry): Promise<void> {
    const fetched: Fetched = entry.bytes
      ? { kind: "bytes", bytes: entry.bytes }
      : await this.parts.fetchPicture(entry.address);
    if (fetched.kind === "bytes") {
      this.#ready.push({ entry, bytes: fetched.bytes });
    } else if (fetched.kind === "later" && entry.tries + 1 < TRIES) {
      await this.parts.outbox.keepPicture(entry, {
        tries: entry.tries + 1,
        notBefore: Date.now() + AGAIN_AFTER_MS,
      });
    } else {
      await this.parts.outbox.done({ pictures: [entry.seq] });
      this.parts.announce(notFetched(entry));
    }
  }

  #take(): Ready[] {
    let bytes = 0;
    const fits = this.#ready.findIndex((ready, place) => {
      bytes += ready.bytes.length;
      return place > 0 && (place >= PICTURES_A_REQUEST || bytes > BYTES_A_REQUEST);
    });
    return this.#ready.splice(0, fits === -1 ? this.#ready.length : fits);
  }

  async #send(pictures: Ready[]): Promise<void> {
    const outcome = await this.parts.client.sendPictures(pictures.map(asSent));
    const [only] = pictures;
    if (outcome.kind === "unavailable") {
      this.#stopped = true;
      this.#ready.unshift(...pictures);
    } else if (outcome.kind === "answer") {
      this.parts.announce(outcome.value);
      // The next ones need not wait for the books.
      const seqs = pictures.map(({ entry }) => entry.seq);
      this.#start("keeping", this.arrived("pictures", seqs));
    } else if (only && pictures.length === 1) {
      await this.parts.outbox.refusedPicture(only.entry);
    } else {
      // One of them is refused: alone, each of the others arrives.
      for (const picture of pictures) await this.#send([picture]);
    }
  }
}

function asSent({ entry, bytes }: Ready): Bytes {
  const { address, platform, picture_id, refs } = entry;
  return { address, platform, picture_id, refs, bytes };
}

function notFetched({ refs, address }: PictureEntry): Badge[] {
  const evidence = { status: "failed", message: text("status.notFetched") } as const;
  return refs.map((ref) => ({ ref, picture_address: address, evidence }));
}

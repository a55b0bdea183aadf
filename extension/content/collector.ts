// Watches a page: when it changes, its adapter reads it anew; what came into view and was not sent yet goes to the
// background. A pass runs at once, before the page is painted, as long as passes stay a small part of the time.

import type { Page } from "../../shared/wire/types.gen";
import {
  type Adapter,
  BrokenPage,
  type Extraction,
  type Patterns,
  type SeenAccount,
} from "../adapters/adapter";
import { Memory, reading } from "../adapters/memory";
import { PageBefore } from "../adapters/page-before";
import { notePress } from "../adapters/pressed";
import { RowBefore } from "../adapters/row-before";
import type { ObservedBatch } from "../shared/messages";
import { Approach } from "./approach";
import { doubtAfter, isRelevant, ofPage, WATCHED } from "./changes";
import { PageRecord, pageKey } from "./page-record";
import { Settling } from "./settling";
import { Visibility } from "./visibility";

/** Rows that come one by one are sent together. */
const SEND_AFTER_MS = 15;
const SEND_AGAIN_AFTER_MS = 2000;
/** Time that passes may take at once, and the part of all time that they may take in the long run. */
const BURST_MS = 40;
const SHARE = 0.1;
/** What a pass took by the clock may be what the machine did besides, or slept: the next one comes within 3 s. */
const MOST_OWED_MS = 260;
/** A page that was left sooner had perhaps not come yet. */
const VISIT_MS = 4000;

interface CollectorParts {
  document: Document;
  /** Null for pages that are not read. */
  adapterFor(document: Document, address: URL): Adapter | null;
  /** The site's patterns where they are corrected. */
  patterns(): Patterns | undefined;
  /** What of the page may be known: without the accounts that are never to be read. */
  permitted(extraction: Extraction): Extraction;
  /** The accounts on the page now, before it is painted. */
  show(accounts: readonly SeenAccount[]): void;
  /** Who is there where a page is first read. What is known of them need not wait until they come into view. */
  met(refs: readonly string[]): void;
  /** An account with a picture is in view: its measurement will come. */
  cameIntoView(ref: string): void;
  /** Such places may be another account's by now; the page is read anew soon. */
  doubt(isDoubtful: (anchor: Element) => boolean): void;
  /** The page became another one, at another address. */
  pageTurned(): void;
  /** False where it did not reach the background, and has to be sent again. */
  send(batch: ObservedBatch): Promise<boolean>;
  broken(platform: string, expected: string | null): void;
  /** A page was left on which at most so many accounts were recognised at once. */
  visited(page: Page, accounts: number): void;
}

export class Collector {
  #record: PageRecord | null = null;
  #unsent: ObservedBatch[] = [];
  #broken: string | null = null;
  /** Of the parts of this page, by its address and its site's patterns. */
  #memory = new Memory();
  #remembered: readonly unknown[] = [];
  readonly #before = new PageBefore();
  readonly #rowsBefore = new RowBefore();
  readonly #settling: Settling;
  /** Where names stand that were read. */
  #anchors: ReadonlySet<Element> = new Set();
  /** Nobody was met on this page yet. */
  #isUnmet = true;
  #visit: { page: Page; accounts: number; since: number } | null = null;
  #budget = BURST_MS;
  #budgetAt = performance.now();
  #passCost = 0;
  #passTimer: ReturnType<typeof setTimeout> | undefined;
  #sendTimer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  readonly #changes: MutationObserver;
  readonly #visibility: Visibility;
  /** Of rows that were not read yet. */
  readonly #approach: Approach;

  constructor(private readonly parts: CollectorParts) {
    this.#settling = new Settling(parts.document, () => this.#record && this.pass());
    this.#changes = new MutationObserver((records) => {
      this.#note(records);
      if (!records.some((record) => isRelevant(record, this.#anchors))) return;
      this.#passSoon();
      if (this.#passTimer === undefined) return;
      const isDoubtful = doubtAfter(records, this.#anchors);
      this.parts.doubt(isDoubtful);
      this.#visibility.doubt(isDoubtful);
    });
    this.#approach = new Approach((rows) => {
      this.#memory.rows.takeUp(rows);
      this.#passSoon();
    });
    this.#visibility = new Visibility((ref, role) => {
      this.#record?.saw(ref, role);
      this.#expectMeasurement(ref);
      this.#sendSoon(SEND_AFTER_MS);
    });
  }

  get seenCount(): number {
    return this.#record?.seenCount ?? 0;
  }

  nameOf(ref: string): string | null {
    return this.#record?.nameOf(ref) ?? null;
  }

  /** The account whose page it is, by its ref. */
  get owner(): string | null {
    return this.#record?.owner ?? null;
  }

  /** The address of its picture as the page has it. */
  pictureOf(ref: string): string | null {
    return this.#record?.pictureOf(ref) ?? null;
  }

  /** The page's address as it is recorded, and whether it has a list. */
  get page(): { address: string; isList: boolean } | null {
    return this.#record && { address: this.#record.page.address, isList: this.#record.hasList };
  }

  get broken(): string | null {
    return this.#broken;
  }

  start(): void {
    const { document } = this.parts;
    this.#changes.observe(document.documentElement, WATCHED);
    document.defaultView?.addEventListener("popstate", this.#passSoon);
    document.addEventListener("visibilitychange", this.#leave);
    document.addEventListener("click", this.#press, true);
    this.pass();
  }

  stop(): void {
    const { document } = this.parts;
    this.#changes.disconnect();
    this.#memory = new Memory();
    document.defaultView?.removeEventListener("popstate", this.#passSoon);
    document.removeEventListener("visibilitychange", this.#leave);
    document.removeEventListener("click", this.#press, true);
    clearTimeout(this.#passTimer);
    clearTimeout(this.#sendTimer);
    this.#visibility.stop();
    this.#approach.stop();
    this.#record = null;
    this.#unsent = [];
    this.#visit = null;
  }

  /** Nothing of what this page has shown up to now is sent any more, unless it is seen again. */
  forget(): void {
    this.#record = this.#record && new PageRecord(this.#record.page);
    this.#unsent = [];
  }

  /** Reads the page as it is now. */
  pass(): void {
    clearTimeout(this.#passTimer);
    this.#passTimer = undefined;
    const began = performance.now();
    this.#note(this.#changes.takeRecords());
    const extraction = this.#extract();
    if (extraction) {
      this.#turnPage(extraction);
      this.#meet(extraction);
      this.#record?.take(extraction);
      const people = extraction.accounts.length + this.#memory.rows.left.size;
      if (this.#visit) this.#visit.accounts = Math.max(this.#visit.accounts, people);
      for (const { sighting } of extraction.accounts) this.#expectMeasurement(sighting.ref);
    }
    const accounts = extraction?.accounts ?? [];
    this.parts.show(accounts);
    this.#anchors = new Set(accounts.flatMap(({ anchor }) => anchor ?? []));
    this.#visibility.watch(accounts);
    this.#approach.await(extraction ? this.#memory.rows.left : new Set());
    this.#changes.takeRecords(); // our own badges
    if (extraction) this.#sendSoon(SEND_AFTER_MS);
    this.#spend(performance.now() - began);
  }

  #note(records: readonly MutationRecord[]): void {
    const changes = ofPage(records);
    this.#memory.forget(changes.map(({ target }) => target));
    this.#settling.note(changes);
  }

  #extract(): Extraction | null {
    const { document } = this.parts;
    const address = new URL(document.location.href);
    const adapter = this.parts.adapterFor(document, address);
    if (!adapter) return null;
    try {
      const patterns = this.parts.patterns();
      const memory = this.#memoryOf(address.href, patterns);
      const extraction = reading(() => adapter.extract(document, address, patterns), memory, true);
      this.#say(adapter.id, null);
      const ofPage = this.#before.leftOutOf(extraction);
      const settled = this.#rowsBefore.leftOutOf(ofPage, this.#settling.reading(ofPage.accounts));
      return this.parts.permitted(settled);
    } catch (error) {
      // An adapter that fails in any other way knows its page as little.
      const expected = error instanceof BrokenPage ? error.expected : String(error);
      this.#say(adapter.id, expected);
      return null;
    }
  }

  #memoryOf(...of: readonly unknown[]): Memory {
    if (of.some((value, place) => value !== this.#remembered[place])) this.#memory = new Memory();
    this.#remembered = of;
    return this.#memory;
  }

  #say(platform: string, expected: string | null): void {
    if (expected === this.#broken) return;
    this.#broken = expected;
    this.parts.broken(platform, expected);
  }

  /** At another address begins another page; what was seen on the one before is still sent. */
  #turnPage(extraction: Extraction): void {
    if (this.#record?.key === pageKey(extraction.page)) return;
    this.#collect();
    this.#endVisit();
    this.#visit = { page: extraction.page, accounts: 0, since: performance.now() };
    this.#record = new PageRecord(extraction.page);
    this.#visibility.watch([]);
    this.#isUnmet = true;
    this.parts.pageTurned();
  }

  #meet({ accounts }: Extraction): void {
    if (!this.#isUnmet || accounts.length === 0) return;
    this.#isUnmet = false;
    this.parts.met([...new Set(accounts.map(({ sighting }) => sighting.ref))]);
  }

  #expectMeasurement(ref: string): void {
    if (this.#record?.isPicturedInView(ref)) this.parts.cameIntoView(ref);
  }

  #passSoon = (): void => {
    if (this.#passTimer !== undefined) return;
    const wait = this.#waitFor(this.#passCost);
    if (wait <= 0) this.pass();
    else this.#passTimer = setTimeout(() => this.pass(), wait);
  };

  #waitFor(cost: number): number {
    const now = performance.now();
    this.#budget = Math.min(BURST_MS, this.#budget + (now - this.#budgetAt) * SHARE);
    this.#budgetAt = now;
    return (Math.min(cost, BURST_MS) - this.#budget) / SHARE;
  }

  #spend(cost: number): void {
    this.#passCost = cost;
    this.#budget = Math.max(this.#budget - cost, -MOST_OWED_MS);
  }

  #press = ({ target }: Event): void => notePress(target);

  #leave = (): void => {
    if (this.parts.document.visibilityState !== "hidden") return;
    void this.#send();
    this.#endVisit();
  };

  #endVisit(): void {
    const visit = this.#visit;
    this.#visit = null;
    if (visit && performance.now() - visit.since > VISIT_MS) this.parts.visited(visit.page, visit.accounts);
  }

  #sendSoon(wait: number): void {
    this.#sendTimer ??= setTimeout(() => void this.#send(), wait);
  }

  #collect(): void {
    const made = this.#record?.batches(
      () => new Date(),
      () => crypto.randomUUID(),
    );
    if (made) this.#unsent.push(...made);
  }

  /** In their order; the first that is not kept waits, and the others with it. */
  async #send(): Promise<void> {
    clearTimeout(this.#sendTimer);
    this.#sendTimer = undefined;
    this.#collect();
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let batch = this.#unsent[0]; batch; batch = this.#unsent[0]) {
        if (!(await this.parts.send(batch))) break;
        this.#unsent = this.#unsent.filter((other) => other !== batch);
      }
    } finally {
      this.#sending = false;
    }
    if (this.#unsent.length > 0) this.#sendSoon(SEND_AGAIN_AFTER_MS);
  }
}

// What was seen on one page: what of it came into view, and what of that was sent already. Rows come and go while
// the person scrolls; the record stays until the address changes.

import type { AccountSighting, Activity, CaptureKind, Page, Role } from "../../shared/wire/types.gen";
import type { Extraction, SeenActivity, SeenList } from "../adapters/adapter";
import type { ObservedBatch } from "../shared/messages";
import { countOrNull } from "../shared/wire-text";
import { wireAccount, wireActivity, wirePage } from "./sighting";

/** Well below what the wire takes, so that the first badges do not wait for a large batch. */
const ACCOUNTS_A_BATCH = 100;
const CAPTURES_A_BATCH = 20;
const ACTIVITIES_A_BATCH = 200;
/** A sighting of one account with one picture is sent again when the page says more, at most so often. */
const SENT_AGAIN = 5;

/** What stands where it was done; that a picture changed stands beside whatever its account did. */
const PLACED: ReadonlySet<Activity["kind"]> = new Set(["posts", "shares", "likes", "comments"]);

interface Capture {
  id: string;
  kind: CaptureKind;
  owner: string | null;
  displayedCount: number | null;
  ended: boolean;
  /** Rows that the page held at some time, seen or not. */
  rows: Set<string>;
  seen: Set<string>;
  unsent: Set<string>;
  /** What was last sent of it besides its members. */
  sentAs: string;
}

export function pageKey(page: Page): string {
  return `${page.platform} ${page.kind} ${page.address}`;
}

export class PageRecord {
  readonly key: string;
  #page: Page;
  #accounts = new Map<string, AccountSighting>();
  #inView = new Set<string>();
  #rowsInView = new Set<string>();
  #changed = new Set<string>();
  /** Account with picture → what was sent of it. */
  #sent = new Map<string, Set<string>>();
  #captures = new Map<string, Capture>();
  #activities = new Map<string, { activity: Activity; sent: boolean }>();
  /** What was made of the page's sightings and acts: a page that is read again gives the same again. */
  #wire = new WeakMap<AccountSighting, AccountSighting | null>();
  #taken = new WeakSet<SeenActivity>();
  /** This look at the page, where its acts stand newest first. */
  #look: string = crypto.randomUUID();
  #placed = 0;

  constructor(page: Page) {
    this.key = pageKey(page);
    this.#page = wirePage(page);
  }

  get seenCount(): number {
    return this.#inView.size;
  }

  get page(): Page {
    return this.#page;
  }

  /** The account whose page it is. */
  get owner(): string | null {
    for (const { ref, role } of this.#accounts.values()) if (role === "profile") return ref;
    return null;
  }

  get hasList(): boolean {
    return this.#captures.size > 0;
  }

  pictureOf(ref: string): string | null {
    return this.#accounts.get(ref)?.picture?.address ?? null;
  }

  nameOf(ref: string): string | null {
    const account = this.#accounts.get(ref);
    return account?.display_name ?? account?.handle ?? null;
  }

  /** Pictures often come after their row. */
  isPicturedInView(ref: string): boolean {
    return this.#inView.has(ref) && Boolean(this.#accounts.get(ref)?.picture);
  }

  /** What the page holds now. */
  take(extraction: Extraction, now = Date.now()): void {
    this.#page = wirePage(extraction.page);
    for (const { sighting } of extraction.accounts) {
      const account = this.#wireOf(sighting);
      if (!account) continue;
      const before = this.#accounts.get(account.ref);
      if (before === account) continue;
      this.#accounts.set(account.ref, merged(before, account));
      if (this.#inView.has(account.ref)) this.#changed.add(account.ref);
    }
    for (const list of extraction.lists) this.#takeList(list);
    for (const seen of extraction.activities) {
      if (this.#taken.has(seen)) continue;
      this.#taken.add(seen);
      const activity = wireActivity(seen, now);
      // What is said to be long ago is said so anew at each look.
      const key = JSON.stringify(seen.ago ? { ...activity, time: seen.ago } : activity);
      if (!activity || this.#activities.has(key)) continue;
      // What comes later is numbered later, wherever it stands: it is then never taken for new.
      const ordered = extraction.newestFirst;
      const isOrdered = ordered && (ordered.of === null || ordered.of === activity.account);
      const isPlaced = isOrdered && PLACED.has(activity.kind);
      const place = isPlaced ? { look: this.#look, place: this.#placed++ } : {};
      this.#activities.set(key, { activity: { ...activity, ...place }, sent: false });
    }
  }

  #wireOf(sighting: AccountSighting): AccountSighting | null {
    let wire = this.#wire.get(sighting);
    if (wire === undefined) {
      wire = wireAccount(sighting);
      this.#wire.set(sighting, wire);
    }
    return wire;
  }

  /** The account came into view, in this role. */
  saw(ref: string, role: Role): void {
    if (!this.#accounts.has(ref)) return;
    this.#inView.add(ref);
    this.#changed.add(ref);
    if (role !== "row" && role !== "liker") return;
    this.#rowsInView.add(ref);
    for (const capture of this.#captures.values()) {
      if (capture.rows.has(ref)) see(capture, ref);
    }
  }

  /** Everything that was seen and not sent yet, as batches that each stand alone; it counts as sent from now on. */
  *batches(now: () => Date, uuid: () => string): Generator<ObservedBatch> {
    const draft = () => new Draft(this.#page, this.#accounts);
    let batch = draft();
    const finished = () => {
      const full = batch;
      batch = draft();
      return full.finish(now, uuid);
    };
    for (const ref of this.#takeChanged()) {
      if (batch.isFullFor(ref)) yield finished();
      batch.addAccount(ref);
    }
    for (const capture of this.#captures.values()) {
      const portions = inPortions(takeUnsent(capture), ACCOUNTS_A_BATCH);
      for (const [place, members] of portions.entries()) {
        const owner = capture.owner === null ? [] : [capture.owner];
        if (batch.isFullFor(...owner, ...members)) yield finished();
        batch.addCapture(capture, members, place === portions.length - 1);
      }
    }
    for (const entry of this.#activities.values()) {
      if (entry.sent || !this.#inView.has(entry.activity.account)) continue;
      entry.sent = true;
      if (batch.isFullFor(entry.activity.account)) yield finished();
      batch.addActivity(entry.activity);
    }
    if (!batch.isEmpty) yield finished();
  }

  #takeList(list: SeenList): void {
    const owner = list.owner !== null && this.#accounts.has(list.owner) ? list.owner : null;
    const key = `${list.kind} ${owner}`;
    const capture = this.#captures.get(key) ?? blankCapture(list.kind, owner);
    this.#captures.set(key, capture);
    capture.displayedCount = countOrNull(list.displayedCount) ?? capture.displayedCount;
    capture.ended = list.ended;
    for (const ref of list.members) {
      if (!this.#accounts.has(ref)) continue;
      capture.rows.add(ref);
      if (this.#rowsInView.has(ref)) see(capture, ref);
    }
  }

  /** Accounts of which more, or another picture, is known than was sent. */
  #takeChanged(): string[] {
    const changed = [...this.#changed].filter((ref) => {
      const account = this.#accounts.get(ref);
      if (!account) return false;
      const key = `${ref} ${account.picture?.picture_id ?? account.picture?.address ?? ""}`;
      const sent = this.#sent.get(key) ?? new Set();
      const content = contentOf(account);
      if (sent.has(content) || sent.size > SENT_AGAIN) return false;
      this.#sent.set(key, sent.add(content));
      return true;
    });
    this.#changed.clear();
    return changed;
  }
}

/** A batch in the making. Whatever it names is among its accounts. */
class Draft {
  #refs = new Set<string>();
  #captures: ObservedBatch["captures"] & object = [];
  #activities: Activity[] = [];

  constructor(
    private readonly page: Page,
    private readonly known: ReadonlyMap<string, AccountSighting>,
  ) {}

  get isEmpty(): boolean {
    return this.#refs.size === 0;
  }

  isFullFor(...refs: string[]): boolean {
    const more = refs.filter((ref) => !this.#refs.has(ref)).length;
    return (
      !this.isEmpty &&
      (this.#refs.size + more > ACCOUNTS_A_BATCH ||
        this.#captures.length >= CAPTURES_A_BATCH ||
        this.#activities.length >= ACTIVITIES_A_BATCH)
    );
  }

  addAccount(ref: string): void {
    this.#refs.add(ref);
  }

  addCapture(capture: Capture, members: string[], isLast: boolean): void {
    for (const ref of members) this.#refs.add(ref);
    if (capture.owner !== null) this.#refs.add(capture.owner);
    this.#captures.push({
      capture: capture.id,
      kind: capture.kind,
      owner: capture.owner,
      displayed_count: capture.displayedCount,
      seen_count: capture.seen.size,
      complete: isLast && isComplete(capture),
      members,
    });
  }

  addActivity(activity: Activity): void {
    this.#refs.add(activity.account);
    this.#activities.push(activity);
  }

  finish(now: () => Date, uuid: () => string): ObservedBatch {
    return {
      key: uuid(),
      observed_at: now().toISOString(),
      page: this.page,
      accounts: [...this.#refs].flatMap((ref) => this.known.get(ref) ?? []),
      captures: this.#captures,
      activities: this.#activities,
    };
  }
}

function blankCapture(kind: CaptureKind, owner: string | null): Capture {
  const sets = { rows: new Set<string>(), seen: new Set<string>(), unsent: new Set<string>() };
  return { id: crypto.randomUUID(), kind, owner, displayedCount: null, ended: false, ...sets, sentAs: "" };
}

function see(capture: Capture, ref: string): void {
  if (capture.seen.has(ref)) return;
  capture.seen.add(ref);
  capture.unsent.add(ref);
}

function isComplete(capture: Capture): boolean {
  return capture.ended && capture.displayedCount === capture.seen.size;
}

/** The members to send; none at all, as null, where nothing about the capture has changed. */
function takeUnsent(capture: Capture): string[] | null {
  const state = JSON.stringify([capture.displayedCount, capture.seen.size, isComplete(capture)]);
  if (capture.seen.size === 0 || state === capture.sentAs) return null;
  capture.sentAs = state;
  const members = [...capture.unsent];
  capture.unsent.clear();
  return members;
}

function inPortions(members: string[] | null, size: number): string[][] {
  if (members === null) return [];
  const parts: string[][] = [];
  for (let start = 0; start < members.length; start += size) parts.push(members.slice(start, start + size));
  return parts.length > 0 ? parts : [[]];
}

/** The same account in two places of a page: the fuller word stands. */
function merged(before: AccountSighting | undefined, now: AccountSighting): AccountSighting {
  if (!before) return now;
  return {
    ...now,
    account_id: now.account_id ?? before.account_id ?? null,
    handle: now.handle ?? before.handle ?? null,
    display_name: now.display_name ?? before.display_name ?? null,
    address: now.address ?? before.address ?? null,
    bio: now.bio ?? before.bio ?? null,
    counts: now.counts ?? before.counts ?? null,
    picture: now.picture ?? before.picture ?? null,
    role: before.role === "profile" ? before.role : now.role,
  };
}

/** What a sighting says, without what changes at each loading: signed addresses, sizes of the same picture. */
function contentOf({ picture, ...account }: AccountSighting): string {
  return JSON.stringify(picture?.picture_id ? account : { ...account, picture: picture?.address });
}

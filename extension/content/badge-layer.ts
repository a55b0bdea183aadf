// The badges of a page. A badge belongs to its account: it comes back with its row, and a row that is given to
// another account gets the other's.

import type { Evidence, Badge as Known } from "../../shared/wire/types.gen";
import type { SeenAccount } from "../adapters/adapter";
import type { PageState } from "../shared/messages";
import { Badge, keepToBadges } from "./badge";
import { type Appearance, appearance, type Finding, isShown } from "./badge-appearance";
import { isPlaced, type Placing, placeAll } from "./badge-placement";

/** A badge that is still waiting is not shown at once: most are measured by then. */
const WAITING_SHOWN_AFTER_MS = 1000;
/** A page that takes an account's badge away so often within this time does not want it there. */
const TAKEN_AWAY = 5;
const TAKEN_AWAY_WITHIN_MS = 4000;
const REMEMBERED = 5000;
const HIDDEN: Appearance = { shape: "hidden", beside: [], label: "" };

interface Standing {
  ref: string;
  badge: Badge;
  /** What it was dressed from. */
  wears: Appearance;
}

interface LayerParts {
  document: Document;
  pressed: (ref: string, badge: Badge) => void;
}

export class BadgeLayer {
  /** Every place that an account has on the page now, with or without a badge. */
  #places = new Map<Element, string>();
  #standing = new Map<Element, Standing>();
  /** The standing ones by their hosts. */
  #hosts = new WeakMap<Element, Standing>();
  #known = new Map<string, Finding>();
  /** How each account's badge looks, as long as what is known of it and the page's state stay. */
  #looks = new WeakMap<Finding, Appearance>();
  /** Accounts that are being looked at → when their waiting is shown. */
  #awaited = new Map<string, number>();
  #dueTimer: ReturnType<typeof setTimeout> | undefined;
  #taken = new Map<string, number[]>();
  #givenUp = new Set<string>();
  #state: Pick<PageState, "connection" | "ordinary"> = {
    connection: { state: "connected" },
    ordinary: "nothing",
  };

  constructor(private readonly parts: LayerParts) {
    const isBadge = (host: Element) => this.#hosts.has(host);
    keepToBadges(parts.document, isBadge, (host) => {
      const standing = this.#hosts.get(host);
      if (standing) parts.pressed(standing.ref, standing.badge);
    });
  }

  /** Puts each account's badge beside it, and takes away those whose account is not there any more. */
  show(accounts: readonly SeenAccount[]): void {
    this.#places.clear();
    for (const { anchor, sighting } of accounts) if (anchor) this.#places.set(anchor, sighting.ref);
    for (const [anchor, { badge }] of this.#standing) {
      if (this.#places.has(anchor)) continue;
      badge.host.remove();
      this.#standing.delete(anchor);
    }
    this.#showAt(this.#places);
  }

  /** Nothing is shown at these places before the page was read anew: they may be another account's now. */
  doubt(isDoubtful: (anchor: Element) => boolean): void {
    for (const anchor of this.#places.keys()) {
      if (!isDoubtful(anchor)) continue;
      this.#places.delete(anchor);
      const standing = this.#standing.get(anchor);
      if (standing) dress(standing, HIDDEN);
    }
  }

  /** This account is being looked at; what is not known of it yet is on its way. False where it was already. */
  await(ref: string): boolean {
    if (this.#awaited.has(ref)) return false;
    this.#awaited.set(ref, performance.now() + WAITING_SHOWN_AFTER_MS);
    this.#dueTimer ??= setTimeout(() => {
      this.#dueTimer = undefined;
      this.#refresh((waiting) => this.#awaited.has(waiting) && !isMeasured(this.#known.get(waiting)));
    }, WAITING_SHOWN_AFTER_MS + 20);
    return true;
  }

  learn(badges: readonly Known[]): void {
    this.#learn(badges, new Set());
  }

  /** What was asked of these accounts is all that is known of them now. */
  learnAnew(refs: readonly string[], badges: readonly Known[]): void {
    const said = new Set(badges.map(({ ref }) => ref));
    const forgotten = refs.filter((ref) => !said.has(ref) && this.#known.delete(ref));
    const all = badges.map((badge) => ({ ...badge, group: badge.group ?? null }));
    this.#learn(all, new Set(forgotten));
  }

  /** Beside whom was learnt of, `changed` have changed. */
  #learn(badges: readonly Known[], changed: Set<string>): void {
    for (const { ref, evidence, reuse = null, group = this.#known.get(ref)?.group ?? null } of badges) {
      const before = this.#known.get(ref);
      const now = { evidence, reuse, group };
      const isNew = before === undefined || JSON.stringify(before) !== JSON.stringify(now);
      if (isNew) changed.add(ref);
      this.#known.delete(ref);
      this.#known.set(ref, isNew ? now : before);
    }
    const tooMany = this.#known.size - REMEMBERED;
    if (tooMany > 0) for (const ref of [...this.#known.keys()].slice(0, tooMany)) this.#known.delete(ref);
    if (changed.size === 0) return;
    this.#refresh((ref) => changed.has(ref));
  }

  /** What was known of any account is known no more. */
  forget(): void {
    this.#known.clear();
    this.#awaited.clear();
    this.#refresh(() => true);
  }

  setState(state: Pick<PageState, "connection" | "ordinary">): void {
    this.#state = state;
    this.#looks = new WeakMap();
    this.#refresh(() => true);
  }

  finding(ref: string): Finding | null {
    return this.#known.get(ref) ?? null;
  }

  /** Accounts that were seen and whose measurement has not come. */
  get waiting(): string[] {
    return [...this.#awaited.keys()].filter((ref) => !isMeasured(this.#known.get(ref)));
  }

  /** Every account that has a place here now. */
  get here(): string[] {
    return [...new Set(this.#places.values())];
  }

  /** How many of the accounts seen here were measured, and how. */
  counts(): { measured: number; strong: number; some: number; waiting: number } {
    const seen = [...this.#awaited.keys()].map((ref) => this.#known.get(ref));
    const measured = seen.filter(isMeasured);
    const at = (level: string) => measured.filter(({ evidence }) => evidence.level === level).length;
    return {
      measured: measured.length,
      strong: at("strong"),
      some: at("some"),
      waiting: this.waiting.length,
    };
  }

  /** Another page: what was looked at on the one before counts no more. What is known stays known. */
  turnPage(): void {
    this.#awaited.clear();
  }

  clear(): void {
    clearTimeout(this.#dueTimer);
    this.#dueTimer = undefined;
    this.show([]);
    this.#awaited.clear();
  }

  #refresh(concerns: (ref: string) => boolean): void {
    this.#showAt([...this.#places].filter(([, ref]) => concerns(ref)));
  }

  #showAt(places: Iterable<readonly [Element, string]>): void {
    const placings: Placing[] = [];
    for (const [anchor, ref] of places) {
      const host = this.#toPlace(anchor, ref);
      if (host) placings.push({ host, anchor });
    }
    placeAll(placings);
  }

  /** Dresses the account's badge; its host, where that has to be put into the page, or back into it. An account of
   * which nothing is to be said has none. */
  #toPlace(anchor: Element, ref: string): Element | null {
    const look = this.#look(ref);
    const standing = this.#standing.get(anchor);
    if (!standing) return isShown(look) && !this.#givenUp.has(ref) ? this.#make(anchor, ref, look) : null;
    const isRecycled = standing.ref !== ref;
    standing.ref = ref;
    dress(standing, look);
    const { host } = standing.badge;
    if (isPlaced(host, anchor)) return null;
    return isRecycled || !this.#isTakenAway(anchor, standing) ? host : null;
  }

  #make(anchor: Element, ref: string, look: Appearance): Element {
    const badge = new Badge(this.parts.document, look);
    const made: Standing = { ref, badge, wears: look };
    this.#standing.set(anchor, made);
    this.#hosts.set(badge.host, made);
    return badge.host;
  }

  #look(ref: string): Appearance {
    const finding = this.#known.get(ref);
    if (!this.#isDue(ref, finding)) return HIDDEN;
    const known = finding && this.#looks.get(finding);
    if (known) return known;
    const look = appearance(finding ?? null, this.#state.connection, this.#state.ordinary);
    if (finding) this.#looks.set(finding, look);
    return look;
  }

  /** The page took the badge of the account that is there: now and then it is put back, but not without end. */
  #isTakenAway(anchor: Element, { ref, badge }: Standing): boolean {
    const now = performance.now();
    const times = [...(this.#taken.get(ref) ?? []).filter((time) => now - time < TAKEN_AWAY_WITHIN_MS), now];
    this.#taken.set(ref, times);
    if (times.length <= TAKEN_AWAY) return false;
    this.#givenUp.add(ref);
    badge.host.remove();
    this.#standing.delete(anchor);
    return true;
  }

  /** There is something to say of the account: what is known, or that it has been waiting for a while. */
  #isDue(ref: string, known: Finding | undefined): boolean {
    if (isMeasured(known) || known?.group != null) return true;
    const due = this.#awaited.get(ref);
    return due !== undefined && performance.now() >= due;
  }
}

function dress(standing: Standing, look: Appearance): void {
  if (standing.wears === look) return;
  standing.wears = look;
  standing.badge.wear(look);
}

function isMeasured(finding: Finding | undefined): finding is Finding & { evidence: Evidence } {
  return finding?.evidence != null && finding.evidence.status !== "waiting";
}

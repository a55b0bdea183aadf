// A row that a page gives to somebody else may get the name in one frame and the picture in a later one. What of a row
// changed in place, and not all of it at once, is nobody's evidence until it has stayed so for a while.

import type { AccountSighting } from "../../shared/wire/types.gen";
import type { SeenAccount } from "../adapters/adapter";
import { picturesIn } from "../adapters/picture";
import { isOfPicture, textHolder } from "./changes";
import { rowsBy } from "./row-around";

/** As long, and over so many frames, something has to stay as it is. */
const STAYS_MS = 250;
const STAYS_FRAMES = 3;

type What = "link" | "name" | "picture";

/** What changed in the page. */
interface Change {
  element: Element;
  /** Null of what is new: whatever it holds. */
  what: What | null;
  /** The same of all that changed at one stroke. */
  time: number;
  at: number;
}

interface Waiting {
  said: string;
  isOver: boolean;
}

export class Settling {
  #changes: Change[] = [];
  #times = 0;
  readonly #waiting = new WeakMap<Element, Waiting>();

  /** `again`: what waited has stayed as it was. */
  constructor(
    private readonly document: Document,
    private readonly again: () => void,
  ) {}

  note(records: readonly MutationRecord[]): void {
    if (records.length === 0) return;
    const [at, time] = [performance.now(), ++this.#times];
    this.#changes = this.#changes.filter((change) => at - change.at < STAYS_MS);
    for (const record of records)
      for (const change of changesIn(record)) this.#changes.push({ ...change, time, at });
  }

  /** Whether what an account says now may still mix two; `stood`: what stood there before. To be asked of all the
   * accounts of one reading. */
  reading(accounts: readonly SeenAccount[]): (account: SeenAccount, stood?: AccountSighting) => boolean {
    let rows: ((anchor: Element) => Change[]) | undefined;
    const started: Waiting[] = [];
    return ({ anchor, sighting }, stood) => {
      const waiting = anchor && this.#waiting.get(anchor);
      // What is as it was is the same object, mostly.
      if (!anchor || (!waiting && (this.#changes.length === 0 || stood === sighting))) return false;
      if (stood && saidOf(stood) === saidOf(sighting)) this.#waiting.delete(anchor);
      else if (waiting?.said === saidOf(sighting)) return !waiting.isOver;
      else {
        rows ??= rowsIn(accounts, this.#changes);
        if (isTorn(rows(anchor), anchor, Boolean(sighting.picture))) {
          const begun = { said: saidOf(sighting), isOver: false };
          this.#waiting.set(anchor, begun);
          if (started.push(begun) === 1) this.#await(started);
          return true;
        }
        this.#waiting.delete(anchor);
      }
      return false;
    };
  }

  #await(started: readonly Waiting[]): void {
    setTimeout(() => {
      this.#inFrames(STAYS_FRAMES, () => {
        for (const waiting of started) waiting.isOver = true;
        this.again();
      });
    }, STAYS_MS);
  }

  #inFrames(count: number, then: () => void): void {
    const view = this.document.defaultView;
    if (count === 0 || !view?.requestAnimationFrame) then();
    else view.requestAnimationFrame(() => this.#inFrames(count - 1, then));
  }
}

function* changesIn(record: MutationRecord): Generator<Pick<Change, "element" | "what">> {
  const element = record.target as Element;
  if (record.type === "attributes") {
    if (isOfPicture(record)) yield { element, what: "picture" };
    else if (record.attributeName === "href") yield { element, what: "link" };
    return;
  }
  const holder = textHolder(record);
  if (holder) yield { element: holder, what: "name" };
  for (const node of record.addedNodes)
    if (node.nodeType === 1) yield { element: node as Element, what: null };
}

/** Gives the changes in the row around an account's anchor. */
function rowsIn(accounts: readonly SeenAccount[], changes: readonly Change[]): (anchor: Element) => Change[] {
  const rowOf = rowsBy(accounts.flatMap(({ anchor }) => anchor ?? []));
  const rows = new Map<Element, Change[]>();
  for (const change of changes) {
    const row = rowOf(change.element);
    const known = row && rows.get(row);
    if (known) known.push(change);
    else if (row) rows.set(row, [change]);
  }
  return (anchor) => {
    const found: Change[] = [];
    for (let around: Element | null = anchor; around; around = around.parentElement)
      found.push(...(rows.get(around) ?? []));
    return found;
  };
}

/** Something changed, and not all at one stroke. */
function isTorn(changes: readonly Change[], anchor: Element, isPictured: boolean): boolean {
  const last = new Map<What, number>();
  for (const { element, what, time } of changes)
    for (const one of what ? [what] : held(element, anchor))
      last.set(one, Math.max(last.get(one) ?? 0, time));
  const all: What[] = isPictured ? ["link", "name", "picture"] : ["link", "name"];
  return last.size > 0 && new Set(all.map((one) => last.get(one))).size > 1;
}

/** What is in `element`, of somebody whose name stands at `anchor`. */
function held(element: Element, anchor: Element): What[] {
  const found: What[] = [];
  if (element.matches("a[href]") || element.querySelector("a[href]")) found.push("link");
  if (element.contains(anchor) || element.textContent?.trim()) found.push("name");
  if (picturesIn(element).length > 0) found.push("picture");
  return found;
}

/** An account's words and picture, by what tells the picture from others. */
function saidOf({ ref, display_name, bio, picture }: AccountSighting): string {
  return JSON.stringify([ref, display_name, bio, picture && (picture.picture_id ?? picture.address)]);
}

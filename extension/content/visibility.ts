// Says when an account's place on the page comes into view. An element that is given to another account starts anew.

import type { Role } from "../../shared/wire/types.gen";
import type { SeenAccount } from "../adapters/adapter";

/** How far up to look for an element that has a box, where the anchor itself has none. */
const CLIMB = 3;
/** Chromium computes where all places are at every frame, unless it is told to wait; Firefox takes no delay. */
const OPTIONS: IntersectionObserverInit & { delay: number } = { delay: 100 };

interface Watched {
  ref: string;
  role: Role;
  /** What the observer looks at: the anchor, or what holds it. */
  target: Element;
  climbed: number;
  since: number;
  seen: boolean;
}

export class Visibility {
  #watched = new Map<Element, Watched>();
  #anchors = new Map<Element, Element>();
  readonly #observer: IntersectionObserver;

  constructor(private readonly cameIntoView: (ref: string, role: Role) => void) {
    const look = (entries: readonly IntersectionObserverEntry[]) => {
      for (const entry of entries) this.#look(entry);
    };
    this.#observer = new IntersectionObserver(look, OPTIONS);
  }

  /** From now on exactly these places are watched. */
  watch(accounts: readonly SeenAccount[]): void {
    const there = new Set<Element>();
    for (const { anchor, sighting } of accounts) {
      if (!anchor) continue;
      there.add(anchor);
      const before = this.#watched.get(anchor);
      if (before?.ref === sighting.ref && before.role === sighting.role) continue;
      if (before) this.#stop(anchor, before);
      const { ref, role } = sighting;
      this.#start(anchor, { ref, role, target: anchor, climbed: 0, since: performance.now(), seen: false });
    }
    for (const [anchor, watched] of this.#watched) if (!there.has(anchor)) this.#stop(anchor, watched);
  }

  /** These places are watched no more before the next `watch`: they may be another account's now. */
  doubt(isDoubtful: (anchor: Element) => boolean): void {
    for (const [anchor, watched] of this.#watched) if (isDoubtful(anchor)) this.#stop(anchor, watched);
  }

  stop(): void {
    this.#observer.disconnect();
    this.#watched.clear();
    this.#anchors.clear();
  }

  #start(anchor: Element, watched: Watched): void {
    this.#watched.set(anchor, watched);
    this.#anchors.set(watched.target, anchor);
    this.#observer.observe(watched.target);
  }

  #stop(anchor: Element, { target }: Watched): void {
    this.#observer.unobserve(target);
    this.#watched.delete(anchor);
    this.#anchors.delete(target);
  }

  #look(entry: IntersectionObserverEntry): void {
    const anchor = this.#anchors.get(entry.target);
    const watched = anchor && this.#watched.get(anchor);
    if (!watched || watched.seen) return;
    if (entry.time < watched.since) {
      // Measured when the element was perhaps another account's: it is asked again.
      this.#observer.unobserve(entry.target);
      this.#observer.observe(entry.target);
    } else if (entry.isIntersecting) {
      watched.seen = true;
      this.#observer.unobserve(entry.target);
      this.cameIntoView(watched.ref, watched.role);
    } else if (hasNoBox(entry) && watched.climbed < CLIMB && entry.target.parentElement) {
      const target = entry.target.parentElement;
      this.#stop(anchor, watched);
      this.#start(anchor, { ...watched, target, climbed: watched.climbed + 1 });
    }
  }
}

function hasNoBox({ boundingClientRect: box }: IntersectionObserverEntry): boolean {
  return box.width === 0 && box.height === 0;
}

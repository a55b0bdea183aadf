// Says when rows that were left unread come into the window.

/** As for visibility: Chromium computes where all rows are no oftener. */
const OPTIONS: IntersectionObserverInit & { delay: number } = { delay: 100 };

export class Approach {
  #awaited = new Set<Element>();
  readonly #observer: IntersectionObserver;

  constructor(came: (rows: readonly Element[]) => void) {
    this.#observer = new IntersectionObserver((entries) => {
      const near = entries.filter(isNear).map(({ target }) => target);
      for (const row of near) this.#leave(row);
      if (near.length > 0) came(near);
    }, OPTIONS);
  }

  /** From now on exactly these rows are awaited. */
  await(rows: ReadonlySet<Element>): void {
    for (const row of this.#awaited) if (!rows.has(row)) this.#leave(row);
    for (const row of rows) {
      if (this.#awaited.has(row)) continue;
      this.#awaited.add(row);
      this.#observer.observe(row);
    }
  }

  stop(): void {
    this.#observer.disconnect();
    this.#awaited.clear();
  }

  #leave(row: Element): void {
    this.#awaited.delete(row);
    this.#observer.unobserve(row);
  }
}

/** Of what has no box nobody knows where it is. */
function isNear({ isIntersecting, boundingClientRect: box }: IntersectionObserverEntry): boolean {
  return isIntersecting || (box.width === 0 && box.height === 0);
}

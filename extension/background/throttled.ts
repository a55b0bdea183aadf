// What comes within a moment is told together, and what comes alone at once: each message wakes every page of a site, and
// each change there is laid out and painted anew.

const MOMENT_MS = 100;

export class Throttled<Item> {
  #waiting: Item[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (items: Item[]) => void) {}

  add(items: readonly Item[]): void {
    this.#waiting.push(...items);
    if (this.#timer === undefined) this.#tellWaiting();
  }

  #tellWaiting(): void {
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    this.tell(this.#waiting);
    this.#waiting = [];
    this.#timer = setTimeout(() => this.#tellWaiting(), MOMENT_MS);
  }
}

// Asks again for what is still waiting, less and less often, once more for all of it when nothing waits any more, and
// looks now and then whether the companion is there while the page is in view.

const FIRST_MS = 1500;
const LONGEST_MS = 30_000;
/** Where else a picture was seen is looked for after it was measured. */
const ONCE_MORE_MS = 6000;
const CHECK_MS = 20_000;
const REFS_AT_ONCE = 200;

interface WaitingParts {
  refs(): readonly string[];
  /** Those, and what was measured. */
  all(): readonly string[];
  ask(refs: string[]): Promise<void>;
  check(): Promise<void>;
}

export class Waiting {
  #wait = FIRST_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #onceMore: ReturnType<typeof setTimeout> | undefined;
  #checks: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly parts: WaitingParts) {}

  /** Something new waits: its answer may be near. */
  startSoon(): void {
    this.#wait = FIRST_MS;
    this.#timer ??= setTimeout(this.#ask, this.#wait);
    clearTimeout(this.#onceMore);
    document.addEventListener("visibilitychange", this.#returned);
    this.#checks ??= setInterval(() => {
      if (document.visibilityState === "visible") this.parts.check().catch(() => {});
    }, CHECK_MS);
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#returned);
    clearTimeout(this.#timer);
    clearTimeout(this.#onceMore);
    clearInterval(this.#checks);
    this.#timer = undefined;
    this.#checks = undefined;
  }

  /** The person came back to the page: what it waits for may be there by now. */
  #returned = (): void => {
    if (document.visibilityState !== "visible") return;
    clearTimeout(this.#timer);
    this.#wait = FIRST_MS;
    this.#timer = setTimeout(this.#ask, 0);
  };

  #ask = async (): Promise<void> => {
    await this.#askFor(this.parts.refs());
    if (this.#timer === undefined) return;
    this.#timer = undefined;
    if (this.parts.refs().length === 0) {
      clearTimeout(this.#onceMore);
      this.#onceMore = setTimeout(() => void this.#askFor(this.parts.all()), ONCE_MORE_MS);
      return;
    }
    this.#wait = Math.min(LONGEST_MS, this.#wait * 1.5);
    this.#timer = setTimeout(this.#ask, this.#wait);
  };

  async #askFor(refs: readonly string[]): Promise<void> {
    const latest = refs.slice(-REFS_AT_ONCE);
    if (latest.length > 0 && document.visibilityState === "visible")
      await this.parts.ask(latest).catch(() => {});
  }
}

// Asks again for what is still waiting, less and less often, and after a while for everybody on the page: reuse and
// groups are found later, and go again. Looks now and then whether the companion is there while the page is in view.

const FIRST_MS = 1500;
const LONGEST_MS = 30_000;
/** Where else a picture was seen is looked for after it was measured, and groups are judged after all was stored. */
const ALL_AFTER_MS = 6000;
const CHECK_MS = 20_000;
const REFS_AT_ONCE = 200;

interface WaitingParts {
  refs(): readonly string[];
  /** Everybody on the page. */
  all(): readonly string[];
  ask(refs: string[]): Promise<void>;
  check(): Promise<void>;
}

export class Waiting {
  #wait = FIRST_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = 0;
  #checks: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly parts: WaitingParts) {}

  /** Something new waits: its answer may be near. */
  startSoon(): void {
    this.#wait = FIRST_MS;
    if (this.#timer === undefined || this.#due > performance.now() + this.#wait) this.#askIn(this.#wait);
    document.addEventListener("visibilitychange", this.#returned);
    this.#checks ??= setInterval(() => {
      if (document.visibilityState === "visible") this.parts.check().catch(() => {});
    }, CHECK_MS);
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#returned);
    clearTimeout(this.#timer);
    clearInterval(this.#checks);
    this.#timer = undefined;
    this.#checks = undefined;
  }

  /** The person came back to the page: what it waits for may be there by now. */
  #returned = (): void => {
    if (document.visibilityState !== "visible") return;
    this.#wait = FIRST_MS;
    this.#askIn(0);
  };

  #askIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#due = performance.now() + ms;
    this.#timer = setTimeout(this.#ask, ms);
  }

  #ask = async (): Promise<void> => {
    const waiting = this.parts.refs();
    const others = this.#wait < ALL_AFTER_MS ? [] : this.parts.all().filter((ref) => !waiting.includes(ref));
    const timer = this.#timer;
    await this.#askFor([...others, ...waiting]);
    if (this.#timer !== timer) return;
    const least = this.parts.refs().length === 0 ? ALL_AFTER_MS : 0;
    this.#wait = Math.min(LONGEST_MS, Math.max(least, this.#wait * 1.5));
    this.#askIn(this.#wait);
  };

  async #askFor(refs: readonly string[]): Promise<void> {
    const latest = refs.slice(-REFS_AT_ONCE);
    if (latest.length > 0 && document.visibilityState === "visible")
      await this.parts.ask(latest).catch(() => {});
  }
}

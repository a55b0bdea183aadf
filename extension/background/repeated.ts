/**
 * Work that is never done twice at once, and is done once more when it was asked for meanwhile. It answers false
 * where going on is no use for now.
 */
export class Repeated {
  #running: Promise<void> | null = null;
  #again = false;

  constructor(private readonly work: () => Promise<boolean>) {}

  run(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#untilDone();
    return this.#running;
  }

  async #untilDone(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        if (!(await this.work())) return;
      }
    } finally {
      this.#running = null;
    }
  }
}

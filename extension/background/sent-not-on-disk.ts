// What the companion has answered and a power cut could still take from it: sent, and kept here until an answer says that
// it is on the disk. It is remembered by this worker only: the next one sends it again, which changes nothing there.

/** How far a run of the companion has come, in its own count of what it stored. */
export interface Mark {
  run: string;
  committed: number;
  synced: number;
}

export type Kind = "batches" | "pictures";

export function markOf(header: string | null): Mark | null {
  const found = /^(\w+) (\d+) (\d+)$/u.exec(header ?? "");
  return found ? { run: found[1] ?? "", committed: Number(found[2]), synced: Number(found[3]) } : null;
}

export class Unsynced {
  #run: string | null = null;
  /** Each entry's number, with the count that has to be synced. */
  readonly #sent: Record<Kind, Map<number, number>> = { batches: new Map(), pictures: new Map() };

  get isEmpty(): boolean {
    return this.#sent.batches.size + this.#sent.pictures.size === 0;
  }

  has(kind: Kind, seq: number): boolean {
    return this.#sent[kind].has(seq);
  }

  /** These were answered when the companion had come to `mark`. */
  add(kind: Kind, seqs: readonly number[], { run, committed }: Mark): void {
    if (run !== this.#run) this.#begin(run);
    for (const seq of seqs) this.#sent[kind].set(seq, committed);
  }

  /** Takes out, and gives, what is on the disk by `mark`. Another run has to be sent everything anew. */
  settle({ run, synced }: Mark): Record<Kind, number[]> {
    if (run !== this.#run) this.#begin(run);
    const take = (sent: Map<number, number>) => {
      const done = [...sent].filter(([, committed]) => committed <= synced).map(([seq]) => seq);
      for (const seq of done) sent.delete(seq);
      return done;
    };
    return { batches: take(this.#sent.batches), pictures: take(this.#sent.pictures) };
  }

  #begin(run: string): void {
    this.#run = run;
    this.#sent.batches.clear();
    this.#sent.pictures.clear();
  }
}

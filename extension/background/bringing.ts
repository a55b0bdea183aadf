// Brings the companion where it is not heard, by its host: finds where it listens, starts it, and pairs this browser
// with nothing to type. That the host's companion is ours, it still has to prove itself.

import type { HostAnswer, HostRequest } from "../../shared/wire/types.gen";
import type { Connection, ConnectionState, Pairing } from "../shared/connection";
import { read, write } from "../shared/stored";
import { spoken } from "../shared/texts";
import { browserName } from "./browser";
import type { CompanionClient } from "./companion-client";
import { askHost } from "./host";
import { firstTime, toBeDoneAgain, wasDone } from "./once";
import { keepPairing } from "./pairing";

interface Parts {
  client: Pick<CompanionClient, "check" | "standingWith">;
  deliver(): void;
}

/** `start` it where it does not run, as far as the host is to; `pair` this browser although it is paired, or was, because the person says so. */
interface Asked {
  start: HostRequest["start"];
  pair?: boolean;
}

const HEARD = "heard";
const LOOKED = "looked for since it was heard";
const ASKED = "asked, and not answered yet";
/** Where another look may find the companion. */
const NOT_HEARD: ReadonlySet<ConnectionState> = new Set([
  "not_paired",
  "not_running",
  "other_program",
  "unproved",
]);

export class Bringing {
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: Parts) {}

  /** One after the other: two that ask at once would be given two pairings. */
  async bring(asked: Asked): Promise<Connection> {
    const done = this.#last.then(() => this.#bring(asked));
    this.#last = done.catch(() => {});
    return await done;
  }

  /** Of a worker that has just begun: one that was put to sleep while the host started the companion did not hear the
   * answer, so this one looks. */
  async resume(): Promise<void> {
    if (await wasDone(ASKED)) await this.bring({ start: "no" });
  }

  /** Where the companion is not heard, a look for it that starts only one that ended because nobody used it. */
  async look(connection: Connection): Promise<Connection> {
    if (!NOT_HEARD.has(connection.state)) return connection;
    const { consentedAt } = await read("consentedAt");
    return await this.bring({ start: consentedAt === null ? "no" : "if_unused" });
  }

  /** Of its own accord, once in a run of the browser; and where the companion was heard in it, once after each time
   * that it was, if it ended because nobody used it: what the person has ended stays so. Nothing is started before they
   * have agreed that something is read. */
  async unasked({ state }: Connection): Promise<void> {
    if (state === "connected") {
      await firstTime(HEARD);
      await toBeDoneAgain(LOOKED);
      return;
    }
    if (state !== "not_paired" && state !== "not_running") return;
    const { consentedAt, unpaired } = await read("consentedAt", "unpaired");
    if (unpaired) return;
    if (state === "not_running" && (await wasDone(HEARD))) {
      if (await firstTime(LOOKED)) await this.bring({ start: "if_unused" });
      return;
    }
    const start = consentedAt !== null ? "yes" : "no";
    if (await firstTime(`${state}, ${start === "yes" ? "started" : "looked for"}`))
      await this.bring({ start });
  }

  async #bring({ start, pair = false }: Asked): Promise<Connection> {
    const { pairing, unpaired } = await read("pairing", "unpaired");
    const isToPair = pair || (pairing === null && !unpaired);
    const forThisOne = { browser: browserName(), origin: chrome.runtime.getURL("").replace(/\/$/u, "") };
    await firstTime(ASKED);
    const heard = await askHost({ start, pair: isToPair ? forThisOne : null, language: spoken() });
    await toBeDoneAgain(ASKED);
    const answer = heard.host === "there" ? heard.answer : null;
    await write({ host: heard.host, hostProblem: answer?.problem ?? null });
    if (answer?.origin) await this.#take(answer, answer.origin, pairing);
    const connection = await this.parts.client.check();
    if (connection.state === "connected") this.parts.deliver();
    return connection;
  }

  async #take({ token, paired_at }: HostAnswer, origin: string, pairing: Pairing | null): Promise<void> {
    if (token !== null) {
      await keepPairing({ origin, token, pairedAt: paired_at ?? new Date().toISOString() });
    } else if (pairing && !pairing.refused && pairing.origin !== origin) {
      // The same companion at another port, unless it does not know the pairing: then it is another folder's.
      const moved = { ...pairing, origin };
      if (!NOT_HEARD.has(await this.parts.client.standingWith(moved))) await write({ pairing: moved });
    }
  }
}

// All that is asked of the companion. Before each request the program at the address has to prove that it knows
// this browser's pairing: the one that did a moment ago may have ended, and another may listen now. The token itself is
// never sent: a request shows what is derived from it for this run of the companion.

import type { Answer, Answered, Body, Method, Path } from "../../shared/wire/routes";
import type {
  Badge,
  Badges,
  Batch,
  BatchAnswer,
  CorrectionsAnswer,
  Evidence,
  FilePath,
  Forgotten,
  Handover,
  Keeping,
  PairAnswer,
  PictureItem,
  Span,
  StartCommand,
} from "../../shared/wire/types.gen";
import { base64Of } from "../shared/base64";
import type { Connection, ConnectionState, Pairing } from "../shared/connection";
import type { PairResult, Thumbnail } from "../shared/messages";
import { text } from "../shared/texts";
import {
  ANSWER_WITHIN_MS,
  type Content,
  call,
  IDENTITY,
  json,
  jsonText,
  NO_BODY,
  octets,
  send,
  sentenceOf,
  waitedFor,
} from "./companion-request";
import { framed } from "./framing";
import { greet, prove } from "./greeting";
import { type Mark, markOf } from "./sent-not-on-disk";

/** What a request came to: an answer; a refusal of what was sent, which no repetition heals; or no answer for now. */
type Outcome<Value> =
  | { kind: "answer"; value: Value }
  | { kind: "refused"; message: string }
  | { kind: "unavailable" };

export interface Bytes {
  address: string;
  platform: string;
  picture_id: string | null;
  refs: string[];
  bytes: Uint8Array;
}

interface ClientParts {
  pairing(): Promise<Pairing | null>;
  connected(connection: Connection): Promise<void>;
}

const STORED = "X-Eyeline-Stored";
const PICTURES_WITHIN_MS = 30_000;
/** The file is written anew without what was deleted: a large one takes its time. */
const FORGET_WITHIN_MS = 120_000;
const DISK_FULL = 507;
const BUSY = 429;
/** How often a companion that has too much to take in is asked again at once. */
const ASKED_AGAIN = 4;
const PICTURES_DEADLINE_MS = 5000;
/** Request lines are bounded by the companion's server. */
const PATH_LENGTH = 6000;
const REFUSALS = new Set([400, 413, 415, 422]);

export class CompanionClient {
  #last: Connection = { state: "not_paired" };
  /** How far the companion had come with its last answer; null where it does not say. */
  mark: Mark | null = null;

  constructor(private readonly parts: ClientParts) {}

  /** Looks whether the paired companion is there, and says so. */
  async check(): Promise<Connection> {
    const pairing = await this.parts.pairing();
    if (pairing) await this.#proved(pairing);
    else await this.#became("not_paired");
    return this.#last;
  }

  /** How it would stand with this pairing, of which nothing is said. */
  async standingWith(pairing: Pairing): Promise<ConnectionState> {
    const proved = await prove(pairing);
    return "pass" in proved ? "connected" : proved.state;
  }

  async pair(origin: string, code: string, browser: string): Promise<PairResult & { pairing?: Pairing }> {
    const found = await greet(origin, "hello");
    if ("state" in found) return { paired: false, problem: text(`pairing.problem.${found.state}`) };
    let answer: Answered<PairAnswer>;
    try {
      answer = await call(origin, "POST", "pair", ANSWER_WITHIN_MS, json({ code, browser }));
    } catch {
      return { paired: false, problem: text("pairing.problem.not_running") };
    }
    if (!answer.ok) return { paired: false, problem: await sentenceOf(answer) };
    const { token, paired_at } = await answer.json();
    return { paired: true, pairing: { origin, token, pairedAt: paired_at } };
  }

  /** `batch` is one as JSON text. */
  async sendBatch(batch: string): Promise<Outcome<BatchAnswer>> {
    return await this.#ask("POST", "observations", ANSWER_WITHIN_MS, jsonText<Batch>(batch));
  }

  async sendPictures(pictures: readonly Bytes[]): Promise<Outcome<Badge[]>> {
    const items: PictureItem[] = pictures.map(({ bytes, ...item }) => ({ ...item, size: bytes.length }));
    const body = octets(framed({ deadline_ms: PICTURES_DEADLINE_MS, pictures: items }, pictures));
    return badgesOf(await this.#ask("POST", "pictures", PICTURES_WITHIN_MS, body));
  }

  async badges(refs: readonly string[]): Promise<Outcome<Badge[]>> {
    const found: Badge[] = [];
    for (const path of badgePaths(refs)) {
      const outcome = badgesOf(await this.#ask("GET", path, ANSWER_WITHIN_MS, NO_BODY));
      if (outcome.kind !== "answer") return outcome;
      found.push(...outcome.value);
    }
    return { kind: "answer", value: found };
  }

  async thumbnail(picture: number): Promise<Outcome<Thumbnail>> {
    const path: FilePath = `pictures/${picture}/thumbnail`;
    return await this.#request("GET", path, ANSWER_WITHIN_MS, NO_BODY, async (answer) => ({
      base64: base64Of(new Uint8Array(await answer.arrayBuffer())),
      type: answer.headers.get("Content-Type") ?? "",
    }));
  }

  /** Measures one picture that is no account's. */
  async checkPicture(bytes: Uint8Array<ArrayBuffer>): Promise<Outcome<Evidence>> {
    return await this.#ask("POST", "check", PICTURES_WITHIN_MS, octets(bytes));
  }

  /** What the companion is to keep of pictures; answers with what holds. */
  async keep(asked: Keeping): Promise<Outcome<Keeping>> {
    return await this.#ask("POST", "keeping", ANSWER_WITHIN_MS, json(asked));
  }

  async forget(last: Span): Promise<Outcome<Forgotten>> {
    return await this.#ask("POST", "forget", FORGET_WITHIN_MS, json({ last }));
  }

  async corrections(): Promise<Outcome<CorrectionsAnswer>> {
    return await this.#ask("GET", "patterns", ANSWER_WITHIN_MS, NO_BODY);
  }

  /** How the person starts the companion again. */
  async start(): Promise<Outcome<StartCommand>> {
    return await this.#ask("GET", "start", ANSWER_WITHIN_MS, NO_BODY);
  }

  /** A code that opens the companion's window once. */
  async handover(): Promise<Outcome<Handover>> {
    return await this.#ask("POST", "handover", ANSWER_WITHIN_MS, NO_BODY);
  }

  async #ask<M extends Method, P extends Path<M>>(
    method: M,
    path: P,
    withinMs: number,
    content: Content<Body<M, P>>,
  ): Promise<Outcome<Answer<M, P>>> {
    const read = (answer: Answered<Answer<M, P>>) => answer.json();
    return await this.#request(method, path, withinMs, content, read);
  }

  async #request<Value>(
    method: Method,
    path: string,
    withinMs: number,
    content: Content<unknown>,
    read: (answer: Response) => Promise<Value>,
  ): Promise<Outcome<Value>> {
    const pairing = await this.parts.pairing();
    if (!pairing) {
      await this.#became("not_paired");
      return { kind: "unavailable" };
    }
    try {
      for (let again = 0; ; again++) {
        const pass = await this.#proved(pairing);
        if (pass === null) return { kind: "unavailable" };
        const headers = { ...content.headers, Authorization: `Bearer ${pass}` };
        const answer = await send(pairing.origin, method, path, withinMs, { ...content, headers });
        if (answer.ok) {
          this.mark = markOf(answer.headers.get(STORED));
          return { kind: "answer", value: await read(answer) };
        }
        if (answer.status !== BUSY || again === ASKED_AGAIN) return await this.#failed(answer);
        await waitedFor(answer);
      }
    } catch {
      await this.#became("not_running");
      return { kind: "unavailable" };
    }
  }

  async #failed(answer: Response): Promise<Outcome<never>> {
    if (!answer.headers.has(IDENTITY)) await this.#became("other_program");
    else if (REFUSALS.has(answer.status)) return { kind: "refused", message: await sentenceOf(answer) };
    else if (answer.status === DISK_FULL) await this.#became("disk_full");
    else await this.#became("trouble", await sentenceOf(answer));
    return { kind: "unavailable" };
  }

  /** The pass for the companion at the pairing's address, once it has proved itself; null where it has not. */
  async #proved(pairing: Pairing): Promise<string | null> {
    const proved = await prove(pairing);
    if ("state" in proved) return await this.#became(proved.state);
    await this.#became("connected");
    return proved.pass;
  }

  async #became(state: ConnectionState, message?: string): Promise<null> {
    this.#last = message === undefined ? { state } : { state, message };
    await this.parts.connected(this.#last);
    return null;
  }
}

function badgesOf(outcome: Outcome<Badges>): Outcome<Badge[]> {
  return outcome.kind === "answer" ? { kind: "answer", value: outcome.value.badges } : outcome;
}

type BadgesPath = Extract<Path<"GET">, `badges${string}`>;

/** Where the badges of these are asked for, as many an address as its length allows; one address where there are none. */
function* badgePaths(refs: readonly string[]): Generator<BadgesPath> {
  if (refs.length === 0) yield "badges";
  let path: BadgesPath | null = null;
  for (const ref of refs.map(encodeURIComponent)) {
    path = path === null ? `badges?ref=${ref}` : `${path}&ref=${ref}`;
    if (path.length < PATH_LENGTH) continue;
    yield path;
    path = null;
  }
  if (path !== null) yield path;
}

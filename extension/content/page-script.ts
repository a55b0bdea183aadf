// One supported page: its collector, its badges and the card, and what they have to say to the background.

import type { Badge as Known, Role, SiteCorrection } from "../../shared/wire/types.gen";
import { adapterFor } from "../adapters";
import type { Adapter, Extraction, SeenAccount } from "../adapters/adapter";
import { correctionFor, unnamedOn } from "../adapters/corrected";
import { demo } from "../adapters/demo";
import { ask, type ObservedBatch, type PageCounts, type PageState, type ToPage } from "../shared/messages";
import type { Place } from "../shared/settings";
import { toDo } from "../shared/starting";
import { speak, text } from "../shared/texts";
import type { Badge } from "./badge";
import { BadgeLayer } from "./badge-layer";
import { Card } from "./card";
import type { Shown } from "./card-content";
import { Collector } from "./collector";
import { Missing } from "./missing";
import { type NeverList, neverList, without } from "./never-read";
import { isSamePicture } from "./same-picture";
import { structureOf } from "./structure";
import { Waiting } from "./waiting";

const PLACES: Record<Role, Place> = {
  profile: "profiles",
  row: "lists",
  liker: "lists",
  author: "posts",
  commenter: "posts",
};

/** As many as one request of the companion takes. */
const MET_AT_ONCE = 100;

export class PageScript {
  #adapter: Adapter | null = null;
  #state: PageState | null = null;
  #never: NeverList = neverList([]);

  readonly #layer = new BadgeLayer({ document, pressed: (ref, badge) => this.#openCard(ref, badge) });

  readonly #card = new Card({
    document,
    thumbnail: async (picture) => (await ask("thumbnail", { picture })).thumbnail,
    open: (to) => void ask("enter", { to }),
  });

  readonly #missing = new Missing(document);

  readonly #waiting = new Waiting({
    refs: () => this.#layer.waiting,
    all: () => this.#layer.here,
    ask: async (refs) => {
      const { badges } = await ask("badges", { refs });
      if (badges) this.#layer.learnAnew(refs, badges);
    },
    check: async () => void (await ask("check", {})),
  });

  readonly #collector = new Collector({
    document,
    adapterFor: (page, address) => this.#adapterFor(page, address),
    patterns: () => this.#state?.patterns ?? undefined,
    permitted: (extraction: Extraction) => without(extraction, (account) => this.#never.account(account)),
    show: (accounts) => {
      if (isOrphan()) this.#rest();
      else this.#layer.show(accounts.filter((account) => this.#isShown(account)));
    },
    met: (refs) => {
      if (this.#state?.pictures) void this.#askAtOnce(refs.slice(0, MET_AT_ONCE));
    },
    cameIntoView: (ref) => {
      if (this.#state?.pictures && this.#layer.await(ref)) this.#waiting.startSoon();
    },
    doubt: (isDoubtful) => this.#layer.doubt(isDoubtful),
    pageTurned: () => {
      this.#layer.turnPage();
      this.#card.close();
    },
    send: (batch) => this.#send(batch),
    broken: (platform, expected) => void ask("broken", { platform, expected }).catch(() => {}),
    visited: ({ platform, kind }, accounts) =>
      void ask("visited", { platform, kind, accounts }).catch(() => {}),
  });

  start(): void {
    for (const left of document.querySelectorAll("[data-eyeline]")) left.remove();
    chrome.runtime.onMessage.addListener((message: ToPage, _sender, respond) => {
      if (message.type === "badges") this.#layer.learn(message.badges);
      else if (message.type === "state") void this.#learnState();
      else if (message.type === "forget") this.#forget();
      else if (message.type === "counts") respond(this.#counts());
      else if (message.type === "report") respond(structureOf(document));
      else if (message.type === "correction") respond(this.#correction());
    });
    void this.#learnState();
  }

  /** Nothing is read before the background has said that it may be. It is asked while the page still comes. */
  async #learnState(): Promise<void> {
    this.#adapter ??= adapterFor(document, new URL(location.href));
    if (!this.#adapter) {
      await parsed();
      this.#adapter = adapterFor(document, new URL(location.href));
    }
    if (!this.#adapter) return;
    const [state] = await Promise.all([ask("state", { platform: this.#adapter.id }), parsed()]);
    const wasIdle = this.#isIdle;
    this.#state = state;
    this.#never = neverList(this.#state.never);
    speak(this.#state.language);
    this.#layer.setState(this.#state);
    if (this.#adapter.id === demo.id) this.#missing.say(this.#state.idle);
    if (this.#isIdle !== wasIdle) {
      if (this.#isIdle) this.#rest();
      else this.#collector.start();
    } else if (!this.#isIdle) {
      this.#collector.pass();
    }
  }

  get #isIdle(): boolean {
    return this.#state === null || this.#state.idle !== null;
  }

  #adapterFor(page: Document, address: URL): Adapter | null {
    return this.#never.page(address) ? null : adapterFor(page, address);
  }

  #isShown({ sighting }: SeenAccount): boolean {
    return this.#state?.badgesOn.includes(PLACES[sighting.role]) ?? false;
  }

  /** The answer to what is sent of them, which is kept on the disk before, comes later, and says no less. What is known
   * of another picture than the account has here is not said. */
  async #askAtOnce(refs: string[]): Promise<void> {
    const answer = await ask("badges", { refs }).catch(() => null);
    const isOfThisPicture = ({ ref, picture_address: address }: Known) =>
      this.#layer.finding(ref) === null && isSamePicture(address, this.#collector.pictureOf(ref));
    this.#layer.learn((answer?.badges ?? []).filter(isOfThisPicture));
  }

  async #send(batch: ObservedBatch): Promise<boolean> {
    try {
      // No answer at all: the background failed to keep it.
      return (await ask("observe", { batch })) !== undefined;
    } catch {
      if (isOrphan()) this.#rest();
      return false;
    }
  }

  #rest(): void {
    this.#collector.stop();
    this.#waiting.stop();
    this.#card.close();
    this.#layer.clear();
  }

  #forget(): void {
    this.#collector.forget();
    this.#card.close();
    this.#layer.forget();
  }

  #openCard(ref: string, badge: Badge): void {
    const name = this.#collector.nameOf(ref) ?? ref;
    const found = this.#layer.finding(ref) ?? { evidence: null, reuse: null, group: null };
    const picture = this.#collector.pictureOf(ref);
    this.#card.open(badge.host, { ref, name, ...found, picture, ...this.#away(ref, badge) }, () =>
      badge.focus(),
    );
  }

  /** What is said in a card where the companion is not there, and what the person can do. */
  #away(ref: string, badge: Badge): Pick<Shown, "away" | "start" | "bring"> {
    const { connection, means } = this.#state ?? {};
    if (!connection || !means || connection.state === "connected") return { away: null };
    const { words, lines, byHost } = toDo(connection.state, means);
    const bring = async () => {
      await ask("bring", { pair: false }).catch(() => {});
      await this.#learnState();
      if (this.#card.isOpen) this.#openCard(ref, badge);
    };
    return {
      away: `${text(`connection.state.${connection.state}`)} ${words}`,
      start: lines,
      ...(byHost && { bring: () => void bring() }),
    };
  }

  /** Of what the site's patterns, as they are corrected already, do not name here. */
  #correction(): SiteCorrection | null {
    const patterns = this.#state?.patterns ?? this.#adapter?.patterns;
    return patterns ? correctionFor(unnamedOn(document, new URL(location.href), patterns)) : null;
  }

  #counts(): PageCounts {
    return {
      platform: this.#adapter?.id ?? null,
      idle: this.#state?.idle ?? (this.#never.page(new URL(location.href)) ? "never" : null),
      seen: this.#collector.seenCount,
      ...this.#layer.counts(),
      broken: this.#collector.broken,
      owner: this.#collector.owner,
      page: this.#collector.page,
    };
  }
}

async function parsed(): Promise<void> {
  if (document.readyState !== "loading") return;
  await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
}

/** The extension was reloaded or removed: its new script, if there is one, takes over. */
function isOrphan(): boolean {
  return chrome.runtime?.id === undefined;
}

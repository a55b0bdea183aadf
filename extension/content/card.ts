// The card behind a badge: what was measured, how rare that is, and what it does not mean.

import { searchesFor } from "../../shared/reverse-search";
import type { Alignment, Evidence, Reuse, StandingGroup } from "../../shared/wire/types.gen";
import { placeOfAccount, placeOfGroup } from "../shared/companion-places";
import type { Thumbnail } from "../shared/messages";
import { text, written } from "../shared/texts";
import { rarity, statusWords } from "./badge-appearance";
import css from "./card.css";
import { drawEyeLine, drawingSize } from "./eye-line";
import { groupEvidence } from "./group-evidence";
import { otherEvidence } from "./other-evidence";
import { styledRoot } from "./sheet";

/** About 3 in 10,000 accounts had such a picture (0.021–0.044 %, arXiv 2401.02627). */
const PREVALENCE = 0.0003;
const DRAWING_WIDTH = 296;
const MARGIN = 8;

interface CardParts {
  document: Document;
  thumbnail(picture: number): Promise<Thumbnail | null>;
  /** Opens the companion's window at this place. */
  open(to: string): void;
  /** It is what its page is there for: it stands in its anchor, and moves and closes by nothing but its own button. */
  stays?: true;
}

export interface Shown {
  /** The account; null for a picture that is no account's. */
  ref: string | null;
  name: string;
  /** Where there is no evidence, what is said in its place. */
  heading?: string;
  evidence: Evidence | null;
  /** Where else the picture was seen; null: nowhere, as far as is known. */
  reuse?: Reuse | null;
  /** The group that stands out to which the account belongs. */
  group?: StandingGroup | null;
  /** The picture's address on its page. */
  picture?: string | null;
  /** Said where the companion is not there. */
  away: string | null;
}

export class Card {
  #host: HTMLElement | null = null;
  #close: () => void = () => {};

  constructor(private readonly parts: CardParts) {}

  get isOpen(): boolean {
    return this.#host !== null;
  }

  close(): void {
    this.#close();
  }

  /** Opens beside `anchor`; `closed` is called when it is closed by any way. */
  open(anchor: HTMLElement, shown: Shown, closed: () => void): void {
    this.close();
    const { document, stays } = this.parts;
    const host = document.createElement("div");
    host.dataset.eyeline = "card";
    host.setAttribute(stays ? "data-stays" : "popover", "manual");
    const root = styledRoot(host, css);
    const card = this.#build(shown);
    root.append(card);
    // Within a dialog, so that the page's focus trap and the screen reader know it as part of it.
    const dialog = anchor.closest("dialog, [role=dialog], [aria-modal=true]");
    (stays ? anchor : (dialog ?? document.body)).append(host);
    if (!stays) host.showPopover?.();
    this.#host = host;
    const stop = stays ? () => {} : this.#listen(host, anchor, card);
    this.#close = () => {
      this.#close = () => {};
      this.#host = null;
      stop();
      host.remove();
      closed();
    };
    if (!stays) moveBeside(card, anchor);
    card.focus({ preventScroll: true });
  }

  #listen(host: HTMLElement, anchor: HTMLElement, card: HTMLElement): () => void {
    const { document } = this.parts;
    const window = document.defaultView;
    const ended = new AbortController();
    const { signal } = ended;
    const outside = (event: Event) => {
      if (!event.composedPath().includes(host) && !event.composedPath().includes(anchor)) this.close();
    };
    let asked = false;
    const move = () => {
      if (asked) return;
      asked = true;
      window?.requestAnimationFrame(() => {
        asked = false;
        if (anchor.isConnected) moveBeside(card, anchor);
      });
    };
    card.addEventListener("keydown", (event) => this.#key(event, card), { signal });
    window?.addEventListener("keydown", (event) => event.key === "Escape" && this.#escape(event), {
      capture: true,
      signal,
    });
    window?.addEventListener("pointerdown", outside, { capture: true, signal });
    window?.addEventListener("scroll", move, { capture: true, passive: true, signal });
    window?.addEventListener("resize", move, { signal });
    const grown = new ResizeObserver(move);
    grown.observe(card);
    signal.addEventListener("abort", () => grown.disconnect());
    for (const type of ["keydown", "keyup", "keypress", "click", "mousedown", "pointerdown"]) {
      card.addEventListener(type, (event) => event.stopPropagation(), { signal });
    }
    return () => ended.abort();
  }

  /** Esc closes the card and not also the page's dialog. */
  #escape(event: Event): void {
    event.stopImmediatePropagation();
    event.preventDefault();
    this.close();
  }

  /** Tab stays within the card. */
  #key(event: KeyboardEvent, card: HTMLElement): void {
    if (event.key !== "Tab") return;
    const root = card.getRootNode() as ShadowRoot;
    const stops = [...card.querySelectorAll<HTMLElement>("button, summary, details[open] a")];
    const at = stops.indexOf(root.activeElement as HTMLElement);
    const next = stops.at(event.shiftKey ? (at <= 0 ? -1 : at - 1) : (at + 1) % stops.length);
    event.preventDefault();
    next?.focus();
  }

  #build(shown: Shown): HTMLElement {
    const make = maker(this.parts.document);
    const { evidence, reuse = null, group = null } = shown;
    const close = make("button", { class: "close", "aria-label": text("card.close") }, "×");
    close.addEventListener("click", () => this.close());
    const card = make(
      "section",
      { role: "dialog", "aria-labelledby": "name heading", tabindex: "-1" },
      make("header", {}, make("p", { class: "name", id: "name", dir: "auto" }, shown.name), close),
      make("h2", { id: "heading" }, shown.heading ?? heading(evidence, group)),
      ...(shown.away ? [make("p", { class: "away" }, shown.away)] : []),
      ...(evidence ? this.#measured(evidence, make) : []),
      ...(evidence ? points(text("card.otherEvidence"), otherEvidence(evidence, reuse), make) : []),
      ...(group ? groupEvidence(group) : []).flatMap(([title, sentences]) => points(title, sentences, make)),
      ...points(text("card.doesNotMean"), notMeant(evidence, reuse, group), make),
      ...(evidence?.alignment ? [numbers(evidence, evidence.alignment, make)] : []),
      ...elsewhere(shown.picture, make),
      ...(shown.ref !== null ? [this.#footer(shown.ref, group !== null, make)] : []),
    );
    return card;
  }

  #measured(evidence: Evidence, make: Make): HTMLElement[] {
    const rare = rarity(evidence);
    const words = [
      ...(rare && evidence.level !== "none" ? [rare] : []),
      ...(evidence.cropped ? [croppedWords(evidence.cropped)] : []),
      ...(evidence.alignment?.turned ? [text("card.turnedBy", { degrees: evidence.alignment.turned })] : []),
      ...(evidence.status === "scored" && (evidence.faces ?? 1) > 1 ? [text("card.facesMain")] : []),
    ];
    const parts = words.length > 0 ? [make("p", { class: "rare" }, words.join(" "))] : [];
    if (!evidence.alignment || !evidence.picture) return parts;
    const figure = make("figure", {});
    void this.#draw(figure, evidence.picture, evidence.alignment, make);
    return [figure, ...parts];
  }

  async #draw(figure: HTMLElement, picture: number, alignment: Alignment, make: Make): Promise<void> {
    const thumbnail = await this.parts.thumbnail(picture).catch(() => null);
    const bitmap = thumbnail && (await decoded(thumbnail).catch(() => null));
    if (!bitmap) {
      figure.append(make("p", { class: "away" }, text("card.noThumbnail")));
      return;
    }
    const size = drawingSize(bitmap, DRAWING_WIDTH);
    const scale = this.parts.document.defaultView?.devicePixelRatio ?? 1;
    const canvas = make("canvas", { role: "img", "aria-label": text("card.drawing") }) as HTMLCanvasElement;
    canvas.width = size.width * scale;
    canvas.height = size.height * scale;
    const context = canvas.getContext("2d");
    if (!context) return;
    context.scale(scale, scale);
    const dark = this.parts.document.defaultView?.matchMedia("(prefers-color-scheme: dark)").matches ?? false;
    drawEyeLine(context, bitmap, alignment, size, dark);
    const captions = [make("span", {}, text("card.thisPicture")), make("span", {}, text("card.template"))];
    figure.append(canvas, make("figcaption", {}, ...captions));
  }

  #footer(ref: string, hasGroup: boolean, make: Make): HTMLElement {
    const opening = (words: string, place: string) => {
      const button = make("button", { class: "open" }, words);
      button.addEventListener("click", () => this.parts.open(place));
      return button;
    };
    const open = opening(text("card.open"), placeOfAccount(ref));
    return make("footer", {}, open, ...(hasGroup ? [opening(text("group.open"), placeOfGroup(ref))] : []));
  }
}

function heading(evidence: Evidence | null, group: StandingGroup | null): string {
  if (!evidence && group) return text("card.noPicture");
  if (!evidence || evidence.status === "waiting") return text("card.waiting");
  if (evidence.status === "scored") return text(`card.level.${evidence.level ?? "none"}`);
  return statusWords(evidence);
}

/** The share of its side that a picture kept when it was cropped, in words. */
function croppedWords(kept: number): string {
  return text("card.croppedTo", { kept });
}

function notMeant(evidence: Evidence | null, reuse: Reuse | null, group: StandingGroup | null): string[] {
  const others = [...(reuse ? [text("card.notTogether")] : []), ...(group ? [text("group.notMeant")] : [])];
  if (evidence?.status !== "scored") return others;
  const marked = evidence.level === "strong" || evidence.level === "some";
  return [
    text("card.notThePerson"),
    ...(marked ? [text("card.notByChance")] : []),
    ...(marked && evidence.rarity
      ? [text("card.notMost", { share: ordinaryShare(evidence.rarity.one_in) })]
      : []),
    text("card.notDiffusion"),
    ...others,
  ];
}

function points(heading: string, sentences: readonly string[], make: Make): HTMLElement[] {
  if (sentences.length === 0) return [];
  const items = sentences.map((sentence) => make("li", { dir: "auto" }, sentence));
  return [make("h3", {}, heading), make("ul", {}, ...items)];
}

/** Services that a person may ask for the same picture, each a link that only their click opens. */
function elsewhere(picture: string | null | undefined, make: Make): HTMLElement[] {
  const links = searchesFor(picture).map(({ name, address }) =>
    make(
      "li",
      {},
      make(
        "a",
        { href: address, target: "_blank", rel: "noopener noreferrer", referrerpolicy: "no-referrer" },
        name,
      ),
    ),
  );
  if (links.length === 0) return [];
  return [
    make(
      "details",
      { class: "elsewhere" },
      make("summary", {}, text("card.searchElsewhere")),
      make("p", { class: "away" }, text("card.searchTells")),
      make("ul", {}, ...links),
    ),
  ];
}

/** Of the accounts marked at this rarity, the most that are ordinary, in words, where PREVALENCE holds. */
export function ordinaryShare(oneIn: number): string {
  const byChance = 1 / oneIn;
  return written(byChance / (byChance + PREVALENCE), { style: "percent", maximumSignificantDigits: 2 });
}

function numbers(evidence: Evidence, alignment: Alignment, make: Make): HTMLElement {
  const twoPlaces = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const percent = { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" } as const;
  const rows: [string, string][] = [
    [text("card.numberAcross"), written(alignment.shift_x, percent)],
    [text("card.numberDown"), written(alignment.shift_y, percent)],
    [text("card.numberSize"), written(Math.exp(alignment.log_scale), twoPlaces)],
    [text("card.numberRoll"), `${written(alignment.roll, { maximumFractionDigits: 1 })}°`],
    [text("card.numberEyeDistance"), written(alignment.eye_distance, { maximumFractionDigits: 4 })],
  ];
  if (typeof evidence.score === "number") {
    rows.push([text("card.numberScore"), written(evidence.score, { maximumFractionDigits: 3 })]);
  }
  const cells = rows.map(([name, value]) =>
    make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, value)),
  );
  return make("details", {}, make("summary", {}, text("card.numbers")), make("table", {}, ...cells));
}

async function decoded({ base64, type }: Thumbnail): Promise<ImageBitmap> {
  const binary = atob(base64);
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return await createImageBitmap(new Blob([bytes], { type }));
}

/** Below the anchor or above it; beside it where neither has the room; always within the window. */
function moveBeside(card: HTMLElement, anchor: HTMLElement): void {
  const window = card.ownerDocument.defaultView;
  if (!window) return;
  const at = anchor.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const below = at.bottom + MARGIN;
  const above = at.top - MARGIN - height;
  const lowest = window.innerHeight - height - MARGIN;
  const rightmost = window.document.documentElement.clientWidth - width - MARGIN;
  let left = at.left - 2 * MARGIN;
  let top = below;
  if (below > lowest) {
    if (above >= MARGIN) top = above;
    else left = at.right + MARGIN <= rightmost ? at.right + MARGIN : at.left - MARGIN - width;
  }
  card.style.left = `${Math.max(MARGIN, Math.min(left, rightmost))}px`;
  card.style.top = `${Math.max(MARGIN, Math.min(top, lowest))}px`;
}

type Make = (name: string, attributes: Record<string, string>, ...content: (Node | string)[]) => HTMLElement;

function maker(document: Document): Make {
  return (name, attributes, ...content) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content);
    return element;
  };
}

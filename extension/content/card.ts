// The card behind a badge: how it opens beside it, holds the keyboard, and closes.

import css from "./card.css";
import { type ContentParts, cardContent, type Shown } from "./card-content";
import { styledRoot } from "./sheet";

const MARGIN = 8;

interface CardParts extends ContentParts {
  /** It is what its page is there for: it stands in its anchor, and moves and closes by nothing but its own button. */
  stays?: true;
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
    const card = cardContent(shown, this.parts, () => this.close());
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

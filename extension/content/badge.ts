// One badge: a button in a closed shadow root. A page can see that it is there, not what it says.

import { type DrawnShape, drawing, HEIGHT } from "../../shared/badge-shapes";
import type { Appearance } from "./badge-appearance";
import { styledRoot } from "./sheet";

/** Between signs that stand side by side. */
const GAP = 3;
/** Its height counts for nothing in its line: only its width does. */
const CSS = `
:host {
  all: initial !important;
  display: inline-block !important;
  position: relative !important;
  inline-size: max-content !important;
  block-size: ${HEIGHT}px !important;
  margin-block: -${HEIGHT}px 0 !important;
  margin-inline: 4px 0 !important;
  inset-block-start: 2px !important;
  vertical-align: baseline !important;
  line-height: 0 !important;
  unicode-bidi: isolate !important;
}
:host([hidden]) { display: none !important; }
button {
  all: unset;
  position: relative;
  display: flex;
  gap: ${GAP}px;
  block-size: 100%;
  cursor: pointer;
  border-radius: 4px;
  -webkit-tap-highlight-color: transparent;
}
button::before { content: ""; position: absolute; inset: -5px -2px; }
button:focus-visible { outline: 2px solid #1d1b16; box-shadow: 0 0 0 4px #f2b705; }
svg { display: block; flex: none; inline-size: auto; block-size: 100%; overflow: visible; }
`;

/** What a person does to a badge. It often stands within a link: none of it is done to the link. */
const DOINGS =
  "click auxclick dblclick mousedown mouseup pointerdown pointerup touchstart touchend keydown keyup keypress";

/** Who says of a badge in a page, by its host, that it was pressed. */
export type Pressed = (host: Element) => void;

/** Keeps what is done to badges of `document` to them, and says which was pressed: for all of them at once, before the
 * page hears of it. `isBadge` knows our hosts. */
export function keepToBadges(
  document: Document,
  isBadge: (host: Element) => boolean,
  pressed: Pressed,
): void {
  const kept = (event: Event) => {
    const { target, type, isTrusted } = event;
    if (!(target instanceof Element) || !isBadge(target)) return;
    event.stopPropagation();
    if (type !== "click") return;
    event.preventDefault();
    if (isTrusted) pressed(target);
  };
  for (const type of DOINGS.split(" "))
    document.defaultView?.addEventListener(type, kept, { capture: true, passive: type !== "click" });
}

export class Badge {
  readonly host: HTMLElement;
  readonly #button: HTMLButtonElement;
  #signs: string | null = null;

  constructor(private readonly document: Document) {
    this.host = document.createElement("span");
    this.host.dataset.eyeline = "badge";
    this.#button = button(document);
    styledRoot(this.host, CSS).append(this.#button);
  }

  wear({ shape, beside, label }: Appearance): void {
    const signs: DrawnShape[] = [...(shape === "hidden" ? [] : [shape]), ...beside];
    const now = signs.join(" ");
    if (this.#signs !== now) {
      this.#signs = now;
      if (this.host.hidden !== (now === "")) this.host.hidden = now === "";
      this.#button.dataset.shape = shape;
      this.#button.dataset.signs = beside.join(" ");
      this.#button.replaceChildren(...signs.map((sign) => drawing(this.document, sign)));
    }
    if (this.#button.title !== label) {
      this.#button.title = label;
      this.#button.setAttribute("aria-label", label);
    }
  }

  focus(): void {
    this.#button.focus();
  }
}

let blank: HTMLButtonElement | undefined;

/** A copy of the button, which is made once. */
function button(document: Document): HTMLButtonElement {
  if (!blank) {
    blank = document.createElement("button");
    blank.type = "button";
    blank.setAttribute("aria-haspopup", "dialog");
  }
  return document.importNode(blank, true);
}

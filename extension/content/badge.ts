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
svg { display: block; flex: none; block-size: 100%; overflow: visible; }
svg * { fill: none; stroke-linecap: round; }
.edge { stroke: #1d1b16; stroke-width: 3.6; }
.line { stroke: #f2b705; stroke-width: 2; }
circle.edge { stroke-width: 1.6; }
.edge:has(~ circle.line) { stroke-width: 3.6; }
.edge.join { stroke-width: 2.6; }
.line.join { stroke-width: 1.2; }
rect.edge { stroke: #ffffff; }
.again { stroke: #2462a6; stroke-width: 1.8; }
.filled { fill: #f2b705; }
.quiet { fill: #8a857a; }
.lids { stroke: #8a857a; stroke-width: 1.6; }
@media (prefers-contrast: more) {
  .quiet { fill: #1d1b16; stroke: #ffffff; stroke-width: 1.2; }
  .lids { stroke: #1d1b16; }
}
@media (forced-colors: active) {
  .edge { stroke: Canvas; }
  .line, .lids, .again { stroke: LinkText; }
  rect.edge { stroke: Canvas; }
  .filled, .quiet { fill: LinkText; }
}
`;

export class Badge {
  readonly host: HTMLElement;
  readonly #button: HTMLButtonElement;
  #signs: string | null = null;

  constructor(
    private readonly document: Document,
    pressed: () => void,
  ) {
    this.host = document.createElement("span");
    this.host.dataset.eyeline = "badge";
    this.#button = document.createElement("button");
    this.#button.type = "button";
    this.#button.setAttribute("aria-haspopup", "dialog");
    styledRoot(this.host, CSS).append(this.#button);
    this.#keepToItself(pressed);
  }

  wear({ shape, beside, label }: Appearance): void {
    const signs: DrawnShape[] = [...(shape === "hidden" ? [] : [shape]), ...beside];
    if (this.#signs !== signs.join()) {
      this.#signs = signs.join();
      this.host.hidden = signs.length === 0;
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

  /** A badge often stands within a link: what is done to it is not done to the link. */
  #keepToItself(pressed: () => void): void {
    const types = [
      "click",
      "auxclick",
      "dblclick",
      "mousedown",
      "mouseup",
      "pointerdown",
      "pointerup",
      "touchstart",
    ];
    for (const type of [...types, "touchend", "keydown", "keyup", "keypress"]) {
      this.#button.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
    }
    this.#button.addEventListener("click", (event) => {
      event.preventDefault();
      if (event.isTrusted) pressed();
    });
  }
}

// One badge: a button in a closed shadow root. A page can see that it is there, not what it says.

import { type DrawnShape, drawing, HEIGHT } from "../../shared/badge-shapes";
import { type Appearance, isShown } from "./badge-appearance";
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
  #signs: string;

  constructor(
    private readonly document: Document,
    look: Appearance,
  ) {
    this.host = document.createElement("span");
    this.host.dataset.eyeline = "badge";
    this.host.hidden = !isShown(look);
    this.#signs = signsOf(look).join(" ");
    this.#button = buttonOf(document, look);
    this.#say(look);
    styledRoot(this.host, CSS).append(this.#button);
  }

  wear(look: Appearance): void {
    const signs = signsOf(look);
    const now = signs.join(" ");
    if (this.#signs !== now) {
      this.#signs = now;
      if (this.host.hidden === isShown(look)) this.host.hidden = !isShown(look);
      tell(this.#button, look);
      this.#button.replaceChildren(...signs.map((sign) => drawing(this.document, sign)));
    }
    this.#say(look);
  }

  focus(): void {
    this.#button.focus();
  }

  #say({ label }: Appearance): void {
    if (this.#button.title === label) return;
    this.#button.title = label;
    this.#button.setAttribute("aria-label", label);
  }
}

/** What is drawn, in its order. */
function signsOf({ shape, beside }: Appearance): DrawnShape[] {
  return shape === "hidden" ? [...beside] : [shape, ...beside];
}

function tell(button: HTMLButtonElement, { shape, beside }: Appearance): void {
  button.dataset.shape = shape;
  button.dataset.signs = beside.join(" ");
}

/** Buttons as they look, by their signs. */
const made = new Map<string, HTMLButtonElement>();

/** A copy of the button that looks so, which is made once: copying is many times quicker than making. */
function buttonOf(document: Document, look: Appearance): HTMLButtonElement {
  const key = `${look.shape} ${look.beside.join(" ")}`;
  const known = made.get(key) ?? draw(document, look);
  made.set(key, known);
  return document.importNode(known, true);
}

function draw(document: Document, look: Appearance): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-haspopup", "dialog");
  tell(button, look);
  button.append(...signsOf(look).map((sign) => drawing(document, sign)));
  return button;
}

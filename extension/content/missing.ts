// What is said at the top of the demo while nothing is read there: what is missing, and a button that leads to it. It
// stands in a closed shadow root: any page of 127.0.0.1 can look like the demo, and learns nothing of it.

import { ask, type Idle } from "../shared/messages";
import { type TextName, text } from "../shared/texts";
import { maker } from "./make";
import { styledRoot } from "./sheet";

const CSS = `
:host { all: initial !important; display: block !important; }
div {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: center;
  gap: 8px 16px;
  padding: 12px 24px;
  background: #1d1b16;
  color: #f1ede3;
  border-block-end: 3px solid #f2b705;
  font: 15px / 22px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
p { margin: 0; }
button {
  padding: 6px 12px;
  border: 0;
  border-radius: 6px;
  background: #f2b705;
  color: #1d1b16;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button:focus-visible { outline: 2px solid #f1ede3; outline-offset: 2px; }
`;

/** Where a button leads to what is missing. */
const LEADS: Partial<Record<Idle, { words: TextName; open(): unknown }>> = {
  consent: { words: "open.welcome", open: () => ask("openWelcome", {}) },
  pairing: { words: "open.pairing", open: () => ask("openPairing", {}) },
};

export class Missing {
  #host: HTMLElement | null = null;

  constructor(private readonly document: Document) {}

  /** Why nothing is read here; null takes the note away. */
  say(idle: Idle | null): void {
    this.#host?.remove();
    this.#host = null;
    if (idle === null) return;
    const make = maker(this.document);
    const host = make("div", { "data-eyeline": "missing" });
    const lead = LEADS[idle];
    const button = lead ? [make("button", { type: "button" }, text(lead.words))] : [];
    if (lead) button[0]?.addEventListener("click", (event) => event.isTrusted && lead.open());
    const note = make(
      "div",
      { role: "status" },
      make("p", {}, `${text(`idle.${idle}`)} ${text("badge.noneHere")}`),
      ...button,
    );
    styledRoot(host, CSS).append(note);
    this.document.body.prepend(host);
    this.#host = host;
  }
}

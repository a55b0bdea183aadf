// Says a page's own texts in the person's language.

import { language } from "../../words";

/** Each element with `data-words` gets the text of that name; what stands inside it stays, where the text has its
 * number. */
export function speakHere(text: (name: string) => string): void {
  document.documentElement.lang = language();
  for (const element of document.querySelectorAll<HTMLElement>("[data-words]")) {
    const inside = [...element.children];
    const parts = text(element.dataset.words ?? "").split(/\{(\d)\}/u);
    element.replaceChildren(
      ...parts.map((part, index) => (index % 2 === 0 ? part : (inside[Number(part)] ?? ""))),
    );
  }
}

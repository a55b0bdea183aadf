// Says a page's own texts in the person's language.

import { language, say } from "../../texts";

/** Each element with `data-text` gets the text of that key; what stands inside it stays, where the text has its
 * number. */
export function speakHere(): void {
  document.documentElement.lang = language();
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    const inside = [...element.children];
    const parts = say.known(element.dataset.text ?? "", "").split(/\{(\d)\}/u);
    element.replaceChildren(
      ...parts.map((part, index) => (index % 2 === 0 ? part : (inside[Number(part)] ?? ""))),
    );
  }
}

// A page of Instagram: who stands where on it, and what is seen of them there.

import { once } from "./found";
import { POST } from "./instagram-posts";
import { mainPart, stands } from "./lists";
import type { Name, Reader } from "./patterns";
import { keyOf, nameElement, placesIn, type Row, rowsOf } from "./places";
import { Sightings } from "./sightings";
import { isStatus, textOf } from "./text";

export class InstagramPage {
  readonly seen: Sightings;
  readonly main: Element;

  constructor(
    readonly document: Document,
    readonly address: URL,
    readonly reader: Reader,
  ) {
    this.seen = new Sightings("instagram", reader);
    this.main = mainPart(document, "main, [role=main]");
  }

  readonly nameOf = once((link): Name | null => this.reader.nameOf(link, this.address));

  /** Whether an element stands in the head of the post in `area`: in what is marked so, else above the post's own link. */
  readonly isOfHead = (element: Element, area: Element): boolean => {
    if (area.querySelector("header")) return element.closest("header") !== null;
    const link = postLinkIn(area);
    return link !== undefined && stands(link, { after: element });
  };

  rows(area: Element, border: string | null): Row[] {
    const places = placesIn(area, this.nameOf, border);
    // A post's head shows the pictures of all its authors before their names.
    const heads = places.filter(({ element }) => this.isOfHead(element, area));
    const keys = heads.map(({ name }) => keyOf(name));
    heads.sort((one, other) => keys.indexOf(keyOf(one.name)) - keys.indexOf(keyOf(other.name)));
    return rowsOf([...heads, ...places.filter((place) => !heads.includes(place))], this.reader);
  }

  /** Links show the handle that they lead to; one that shows another is of neither. */
  see(row: Row, role: "row" | "author" | "commenter" | "liker"): void {
    const place = nameElement(row);
    if (!place || !saysHandle(place, row.name)) return;
    this.seen.see({
      name: row.name,
      role,
      anchor: place,
      displayName: role === "author" || role === "commenter" ? null : displayName(row, place),
      isSecondLine: true,
      avatar: row.avatar,
    });
  }
}

/** The link to a post around the time when it was made. */
const postLinkIn = once((area): Element | undefined =>
  [...area.querySelectorAll("a[href]:has(time)")].find((link) =>
    POST.test(link.getAttribute("href")?.replace(/^https:\/\/[^/]+/u, "") ?? ""),
  ),
);

/** Whether all that an element says is the handle. */
export function saysHandle(element: Element, { handle }: Name): boolean {
  return textOf(element)?.replace(/^@/u, "").toLowerCase() === handle?.toLowerCase();
}

/** The first text after the handle, outside of links and buttons, unless it is a sentence that names somebody. */
function displayName(row: Row, place: Element): string | null {
  const inner = "a, button, [role=button], time";
  const part = row.parts[0]?.element;
  for (const text of part?.querySelectorAll("span, div") ?? []) {
    if (!stands(text, { after: place }) || text.closest(inner) || text.querySelector(inner)) continue;
    if (part && isStatus(text, part)) continue;
    const name = textOf(text);
    if (name && /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(name)) return isSentence(text) ? null : name;
  }
  return null;
}

/** Whether words stand beside an element with words. */
function isSentence(text: Element): boolean {
  const all = [text, ...text.querySelectorAll("*")];
  return all.some(
    ({ childNodes, children }) =>
      [...childNodes].some((node) => node.nodeType === 3 && /\p{L}/u.test(node.nodeValue ?? "")) &&
      [...children].some((child) => /\p{L}/u.test(textOf(child) ?? "")),
  );
}

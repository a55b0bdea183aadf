// A page of Facebook, which marks hardly anything for itself: who stands where on it, and what is seen of them there.

import { aroundLists, once } from "./found";
import { mainPart } from "./lists";
import type { Name, Reader } from "./patterns";
import { nameElement, type Place, placesIn, type Row } from "./places";
import { Sightings } from "./sightings";
import { textOf } from "./text";

export const POSTS = "[role=article], [aria-posinset], [role=feed] > div";
/** No place of one account reaches over these. */
export const BORDER = `${POSTS}, [role=listitem]`;
export const AROUND = "[role=banner], [role=navigation], [role=complementary]";

export class FacebookPage {
  readonly seen: Sightings;
  readonly main: Element;

  constructor(
    readonly document: Document,
    readonly address: URL,
    readonly reader: Reader,
  ) {
    this.seen = new Sightings("facebook", reader);
    this.main = aroundLists("main", () => mainPart(document, "[role=main], main, #root"));
  }

  /** Older pages spell the number beside the vanity name. */
  readonly nameOf = once((link): Name | null => {
    const name = this.reader.nameOf(link, this.address);
    const id = /\/user\.php\?id=(\d+)/u.exec(link.getAttribute("data-hovercard") ?? "")?.[1];
    return name && id ? { ...name, id } : name;
  });

  /** Places of one account each; what stands around the page's main part is left out. Of known `lists`, rows may be
   * left for later. */
  places(area: Element, lists: readonly Element[] = []): Place[] {
    const places = placesIn(area, this.nameOf, BORDER, lists);
    if (area.closest(AROUND)) return places;
    const isAround: (element: Element) => boolean = once(
      (element): boolean =>
        element.matches(AROUND) || (element.parentElement !== null && isAround(element.parentElement)),
    );
    return places.filter(({ element, links: [first] }) => {
      const isOfList = element.parentElement !== null && lists.includes(element.parentElement);
      return !first || !isAround(isOfList ? element : first);
    });
  }

  see(row: Row, role: "row" | "author" | "commenter" | "liker"): void {
    const { name, avatar } = row;
    const read = () => {
      const place = nameElement(row);
      if (place) this.seen.see({ name, role, anchor: place, displayName: textOf(place), avatar });
    };
    const [first, second] = row.parts;
    if (first && !second) this.seen.part(first.element, `${role} ${avatar.sighting?.address}`, read);
    else read();
  }
}

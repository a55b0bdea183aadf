// A page as its site's layout marks it: whose a part is, and what is seen of an account there.

import type { Role } from "../../shared/wire/types.gen";
import { agoIn, type When } from "./ago";
import { headedBy, isMention, linksIn, ownAvatar, type Whose } from "./agreement";
import { aroundLists, lasting, once } from "./found";
import type { Layout, Place, PostLayout } from "./layout";
import { elementsIn, looksInside, mainPart } from "./lists";
import { ownName } from "./naming";
import { elementsOf, firstsOf, pick } from "./parts";
import type { Avatar, Name, Reader } from "./patterns";
import { Sightings } from "./sightings";
import { textOf } from "./text";
import { momentIn } from "./times";

export class LaidOut {
  readonly seen: Sightings;
  readonly main: Element;
  readonly linked: (link: Element) => Name | null;

  constructor(
    readonly platform: string,
    readonly layout: Layout,
    readonly document: Document,
    readonly address: URL,
    readonly reader: Reader,
    linked: (link: Element) => Name | null,
  ) {
    this.seen = new Sightings(platform, reader);
    this.linked = once(linked);
    this.main = aroundLists("main", () => mainPart(document, layout.main));
  }

  get postPlaces(): string {
    return this.layout.posts.map(({ place }) => place).join(", ");
  }

  /** What `read` gives and sees in `part` as `role`; it looks at nothing around it but the page's address. */
  part<Result>(part: Element, role: string, read: () => Result): Result {
    return this.seen.part(part, role, read);
  }

  /** Whatever fits within `root`, itself included, in the page's order. */
  parts(selector: string, root: Element = this.main): Element[] {
    const inner = looksInside(selector) ? elementsIn(root, selector) : root.querySelectorAll(selector);
    const parts = [...(root.matches(selector) ? [root] : []), ...inner];
    return parts.filter((part) => !this.isAside(part));
  }

  /** Whether `element` stands in a part that does not count. */
  readonly isAside: (element: Element) => boolean = once((element): boolean => {
    const { aside } = this.layout;
    const { parentElement } = element;
    return aside ? element.matches(aside) || (parentElement !== null && this.isAside(parentElement)) : false;
  });

  /** The head of a profile, or what holds it. */
  get head(): Element {
    const places = this.layout.profile.place.split("||");
    return places.flatMap((choice) => this.parts(choice).slice(0, 1))[0] ?? this.main;
  }

  /** Whose a part is: its head's, else of the name that its layout marks, else of its first link outside of sentences. */
  nameOf(place: Element, layout?: Place): Name | null {
    const { head, nameOf, rows } = this.layout;
    const link =
      head && layout
        ? head(place, layout === rows)
        : (this.markedLink(place, layout?.name) ?? this.firstLink(place));
    const linked = link && this.linked(link);
    return nameOf ? nameOf(place, linked) : linked;
  }

  private markedLink(place: Element, marked: string | undefined): Element | null {
    for (const choice of marked?.split("||") ?? [])
      for (const element of firstsOf(place, choice)) {
        const around = element.closest("a[href]");
        const link = around && place.contains(around) ? around : element.querySelector("a[href]");
        if (link && this.linked(link)) return link;
      }
    return null;
  }

  private firstLink(place: Element): Element | null {
    return headedBy(place, this.linked).find((link) => !isMention(link, place)) ?? null;
  }

  /** When what `place` shows was done; of comments, `path` is their post's. */
  momentOf(place: Element, path: RegExpExecArray | null, layout?: PostLayout): When | null {
    const { timeIn, timeOf } = this.layout;
    const ofPost = layout?.role === "commenter" ? null : path && timeOf?.(path);
    return timeIn?.(place) ?? momentIn(place) ?? ofPost ?? this.agoOf(place, layout);
  }

  private agoOf(place: Element, layout?: PostLayout): When | null {
    const text = layout?.ago ? pick(place, layout.ago)?.textContent : null;
    const ago = agoIn(text, this.document.documentElement.lang);
    return ago && { ago };
  }

  /** The path of the post that `place` shows, by the first of its links that leads to one. */
  pathOf(place: Element): RegExpExecArray | null {
    return lasting(place, "path", () => this.pathIn(place));
  }

  private pathIn(place: Element): RegExpExecArray | null {
    const { post, postOf, postOfPage } = this.layout;
    if (postOfPage && place.matches(postOfPage))
      return post.exec(this.address.pathname + this.address.search);
    const known = postOf?.(place);
    if (known) return post.exec(known);
    for (const link of linksIn(place)) {
      const target = this.reader.target(link.getAttribute("href"), this.address);
      const path =
        target && this.reader.isHere(target, this.address)
          ? post.exec(target.pathname + target.search)
          : null;
      if (path) return path;
    }
    return null;
  }

  /** Where name and picture are not the account's own there is nothing to see. */
  see(place: Element, name: Name, role: Role, layout: Place): void {
    const whose: Whose = { name, part: place, linked: this.linked, reader: this.reader };
    const element = ownName(whose, elementsOf(place, layout.name));
    if (!element) return;
    const scope = layout.picture ? pick(place, layout.picture) : place;
    const avatar = scope && ownAvatar(whose, scope, element);
    const displayed = textOf(layout.displayed ? pick(place, layout.displayed) : element);
    const { nameEnds } = layout;
    this.seen.see({
      name,
      role,
      anchor: element,
      displayName: nameEnds && displayed ? displayed.replace(nameEnds, "") : displayed,
      isSecondLine: layout.displayed !== undefined,
      avatar,
    });
    this.actPicture(name, avatar);
  }

  /** Some addresses of pictures spell when they were put there. */
  actPicture(account: Name, avatar: Avatar | null): void {
    const picture = avatar?.sighting;
    const moment = picture && this.layout.pictureTime?.(picture);
    if (!picture || !moment) return;
    this.seen.act({
      account,
      kind: "avatar_changed",
      object: picture.picture_id ?? picture.address,
      ...moment,
    });
  }
}

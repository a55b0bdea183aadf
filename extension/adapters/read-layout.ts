// Reads a page by its site's layout.

import type { ActivityKind, CaptureKind, DisplayedCounts, PageKind, Role } from "../../shared/wire/types.gen";
import type { Extraction } from "./adapter";
import { headedBy, isMention, linksIn, nameAmong, ownAvatar, ownName, type Whose } from "./agreement";
import type { Layout, Place, PostLayout } from "./layout";
import { expectSomething, isLoading, mainPart } from "./lists";
import { around, countIn, elementsOf, isSame, nameIn, pick } from "./parts";
import type { Avatar, ListAddress, Name, Reader } from "./patterns";
import { avatarsIn, firstAvatar } from "./picture";
import { listRowsOf, placesIn, wholeRow } from "./places";
import { ofOwner, Sightings } from "./sightings";
import { expectPeople } from "./silence";
import { firstTextElement, saying, sayingTitle, TEXT_LENGTH, textOf } from "./text";
import { type Moment, momentIn, momentOfMonth } from "./times";

/** What the page shows now, by `layout`; `linked` says whom a link leads to, where that is more than its address. */
export function readLayout(
  platform: string,
  layout: Layout,
  document: Document,
  address: URL,
  reader: Reader,
  linked: (link: Element) => Name | null = (link) => reader.nameOf(link, address),
): Extraction {
  return new LaidOut(platform, layout, document, address, reader, linked).extract();
}

/** What everyone in a list of a post's did with it. */
const DEEDS: Partial<Record<CaptureKind, ActivityKind>> = { likers: "likes", sharers: "shares" };

class LaidOut {
  private readonly seen: Sightings;
  private readonly main: Element;

  constructor(
    private readonly platform: string,
    private readonly layout: Layout,
    private readonly document: Document,
    private readonly address: URL,
    private readonly reader: Reader,
    private readonly linked: (link: Element) => Name | null,
  ) {
    this.seen = new Sightings(platform, reader);
    this.main = mainPart(document, layout.main);
  }

  extract(): Extraction {
    const { layout, address, reader } = this;
    for (const viewer of layout.viewer ? this.document.querySelectorAll(layout.viewer) : []) {
      this.seen.leaveOut(this.nameOf(viewer));
    }
    const list = reader.list(address);
    const post = layout.post.exec(address.pathname + address.search);
    const owner = list ? list.owner : post ? null : reader.account(address);
    const counts = owner && this.profile(owner, list !== null);
    const dialog = this.dialog();
    const shown = list ?? (dialog ? (layout.dialog?.(dialog, owner) ?? null) : null);
    const isApart = dialog !== null && !(list && this.main.contains(dialog));
    if (shown) this.list(shown, counts, isApart ? dialog : this.main);
    if (!list || list.isMixed) this.posts(post, list);
    if (this.seen.isEmpty) expectPeople(this.main, this.platform, this.linked, reader, layout.aside);
    const kind: PageKind = list ? "list" : post ? "post" : owner ? "profile" : "feed";
    const extraction = this.seen.finish(kind, address, this.document.title);
    const ordered = layout.newestFirst?.exec(address.pathname + address.search);
    const of = ordered?.groups?.handle ?? (kind === "profile" ? owner : null);
    return ordered && !of ? { ...extraction, newestFirst: { of: null } } : ofOwner(extraction, of);
  }

  private get postPlaces(): string {
    return this.layout.posts.map(({ place }) => place).join(", ");
  }

  private parts(selector: string, root: Element = this.main): Element[] {
    const { aside } = this.layout;
    const parts = [...(root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)];
    return aside ? parts.filter((part) => !part.closest(aside)) : parts;
  }

  /** Whose a part is: its head's, else of the name that its layout marks, else of its first link outside of sentences. */
  private nameOf(place: Element, layout?: Place): Name | null {
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
      for (const element of place.querySelectorAll(choice)) {
        const around = element.closest("a[href]");
        const link = around && place.contains(around) ? around : element.querySelector("a[href]");
        if (link && this.linked(link)) return link;
      }
    return null;
  }

  private firstLink(place: Element): Element | null {
    return headedBy(place, this.linked).find((link) => !isMention(link, place)) ?? null;
  }

  private profile(owner: Name, behindList: boolean): DisplayedCounts | null {
    const layout = this.layout.profile;
    if (layout.closed && this.document.querySelector(layout.closed)) return null;
    const place =
      layout.place.split("||").flatMap((choice) => this.parts(choice).slice(0, 1))[0] ?? this.main;
    // A list's title may be the list's, as its headings are.
    const name = pick(place, layout.name) ?? (behindList ? null : this.profileName(place, owner));
    if (!name) {
      if (!behindList) expectSomething(this.main, this.platform, "a profile");
      return null;
    }
    const counts = this.linkedCounts(place, owner);
    for (const [kind, selector] of Object.entries(layout.counts) as [keyof DisplayedCounts, string][]) {
      counts[kind] ??= countIn(pick(place, selector));
    }
    const bio = typeof layout.bio === "string" ? pick(place, layout.bio) : null;
    const account = { ...owner, id: owner.id ?? layout.idOf?.(place, owner) ?? null };
    const avatar = this.profileAvatar(place, account);
    this.seen.see({
      name: account,
      role: "profile",
      anchor: firstTextElement(name) ?? name,
      displayName: textOf(name),
      bio: textOf(typeof layout.bio === "function" ? layout.bio(place) : bio, TEXT_LENGTH),
      counts,
      avatar,
    });
    this.actPicture(account, avatar);
    const created = layout.created ? pick(place, layout.created)?.textContent : null;
    const moment = momentOfMonth(created, this.document.documentElement.lang);
    if (moment) this.seen.act({ account, kind: "account_created", ...moment });
    return counts;
  }

  /** The first avatar where the layout says, unless it leads to somebody else, or to a list of people. */
  private profileAvatar(place: Element, owner: Name): Avatar | null {
    const { picture } = this.layout.profile;
    for (const scope of picture ? elementsOf(place, picture) : [place])
      for (const { element, avatar } of avatarsIn(scope, this.reader)) {
        if (element.closest(this.postPlaces)) continue;
        const link = element.closest("a[href]");
        const leadsTo = link && this.linked(link);
        const target = link && this.reader.target(link.getAttribute("href"), this.address);
        if (leadsTo ? isSame(leadsTo, owner) : !target || !this.reader.list(target)) return avatar;
      }
    return null;
  }

  /** Where the profile says whose it is, in pages that do not mark it. */
  private profileName(place: Element, owner: Name): Element | null {
    const title = sayingTitle(place) ?? this.ownHeading(place, owner);
    return title ?? (owner.handle ? saying(place, [owner.handle, `@${owner.handle.split("@")[0]}`]) : null);
  }

  /** The first heading within a link to the owner's own page, or a part of it. */
  private ownHeading(place: Element, owner: Name): Element | null {
    for (const link of place.querySelectorAll("a[href]:has(h2, h3, p, [role=heading])")) {
      const path = this.reader.target(link.getAttribute("href"), this.address)?.pathname;
      const start = this.reader.target(this.reader.home(owner), this.address)?.pathname.replace(/\/?$/u, "/");
      if (path && start && `${path}/`.startsWith(start) && !firstAvatar(link, this.reader))
        return firstTextElement(link);
    }
    return null;
  }

  /** What the links to the owner's own lists say; whom the viewer knows among them is a part, with its own number. */
  private linkedCounts(place: Element, owner: Name): DisplayedCounts {
    const counts: DisplayedCounts = {};
    for (const link of linksIn(place)) {
      const target = this.reader.target(link.getAttribute("href"), this.address);
      const list = target && this.reader.list(target);
      if (!target || !list?.owner || !isSame(list.owner, owner)) continue;
      if (/known|mutual|you_follow/u.test(target.pathname)) continue;
      if (list.kind === "followers" || list.kind === "following" || list.kind === "friends")
        counts[list.kind] ??= countIn(link);
    }
    return counts;
  }

  private list(list: ListAddress, counts: DisplayedCounts | null, area: Element): void {
    const members: Name[] = [];
    const did = DEEDS[list.kind];
    const post = did && this.layout.post.exec(this.address.pathname + this.address.search)?.[0];
    for (const { row, layout } of this.listed(list, area)) {
      const name = this.nameOf(row, layout);
      if (!name || (list.owner && isSame(name, list.owner))) continue;
      members.push(name);
      this.see(row, name, list.kind === "likers" ? "liker" : "row", layout);
      const quote = layout === this.layout.rows ? null : this.pathOf(row);
      const by = quote && { content: this.address.origin + quote[0], ...this.momentOf(row, quote) };
      if (did && post) this.seen.act({ account: name, kind: did, object: this.address.origin + post, ...by });
    }
    if (members.length === 0) {
      if (!list.isMixed) expectSomething(area, this.platform, list.kind);
      return;
    }
    const { kind } = list;
    const displayedCount =
      kind === "followers" || kind === "following" || kind === "friends" ? (counts?.[kind] ?? null) : null;
    this.seen.list({ kind, owner: list.owner, displayedCount, ended: !isLoading(area), members });
  }

  /** Who quotes a post is listed by the posts in which it is quoted. */
  private listed(list: ListAddress, area: Element): { row: Element; layout: Place }[] {
    const rows = this.rows(area).map((row) => ({ row, layout: this.layout.rows }));
    if (rows.length > 0 || list.kind !== "sharers") return rows;
    return this.layout.posts.slice(0, 1).flatMap((layout) => {
      const parts = this.parts(layout.place, area);
      return parts
        .filter((part) => !part.parentElement?.closest(layout.place))
        .map((row) => ({ row, layout }));
    });
  }

  /** The outermost marked rows, or else the parts of one account each. */
  private rows(area: Element): Element[] {
    const { place } = this.layout.rows;
    const marked = this.parts(place, area).filter((row) => !row.parentElement?.closest(place));
    if (marked.length > 0) return marked;
    if (this.parts(this.postPlaces, area).length > 0) return [];
    const { aside } = this.layout;
    const places = placesIn(area, this.linked, null).filter(
      ({ element }) => !aside || !element.closest(aside),
    );
    const rows = listRowsOf(places, this.reader);
    return rows.flatMap((row) => wholeRow(row, rows) ?? []);
  }

  /** The topmost dialog that shows rows. */
  private dialog(): Element | null {
    const dialogs = [...this.document.querySelectorAll("[role=dialog], dialog[open]")].reverse();
    return dialogs.find((dialog) => this.rows(dialog).length > 0) ?? null;
  }

  /** On a post's page the posts below it are comments, but for its author's own. */
  private posts(here: RegExpExecArray | null, list: ListAddress | null): void {
    const author = here && nameIn(here);
    const isHere = (place: Element) => here !== null && this.pathOf(place)?.[0] === here[0];
    for (const layout of this.layout.posts) {
      const parts = this.parts(layout.place).filter((part) => !list || !part.matches(this.layout.rows.place));
      const places = parts.map((part) => around(part, layout));
      const from = here ? places.findIndex(isHere) : places.length;
      places.forEach((place, index) => {
        const name = this.nameOf(place, layout);
        this.deed(place, layout);
        if (!name) return;
        const isOwn = author !== null && isSame(name, author);
        const role = layout.role ?? (index > from && !isOwn ? "commenter" : "author");
        this.see(place, name, role, layout);
        this.act(place, name, role, layout, here);
        if (layout.quoted) this.share(place.parentElement, this.pathOf(place));
        else if (role === "author" && this.layout.sharedBy) this.share(place, this.layout.sharedBy(place));
      });
    }
  }

  private act(
    place: Element,
    account: Name,
    role: Role,
    layout: PostLayout,
    here: RegExpExecArray | null,
  ): void {
    const path = this.pathOf(place);
    const object = this.address.origin + (role === "commenter" ? (here ?? path)?.[0] : path?.[0]);
    if (!path && !(role === "commenter" && here)) return;
    const moment = this.momentOf(place, path);
    const text = layout.text ? textOf(pick(place, layout.text), TEXT_LENGTH) : null;
    this.seen.act({ account, kind: role === "commenter" ? "comments" : "posts", object, text, ...moment });
    const { sharer: by } = layout;
    const links = typeof by === "function" ? [by(place)] : elementsOf(place, by);
    for (const link of links) {
      if (!link) continue;
      const sharer = this.linked(link);
      const anchor = sharer && nameAmong([link], sharer);
      if (!sharer || !anchor) continue;
      this.seen.see({ name: sharer, role: "author", anchor });
      this.seen.act({ account: sharer, kind: "shares", object });
      return;
    }
  }

  /** That the post which shows `place`, or holds it, shares a post, by its path, or what stands at an address. */
  private share(place: Element | null, shared: RegExpExecArray | string | null): void {
    if (!shared) return;
    const layout = this.layout.posts.find((each) => !each.quoted && place?.closest(each.place));
    const post = layout && place?.closest(layout.place);
    const account = post && this.nameOf(post, layout);
    const path = post && this.pathOf(post);
    const target = typeof shared === "string" ? this.reader.target(shared, this.address) : null;
    const isOwn = target !== null && this.reader.isOwn(target);
    const there =
      typeof shared === "string" ? isOwn && this.layout.post.exec(target.pathname + target.search) : shared;
    if (!account || !path || (there ? there[0] === path[0] : !target || isOwn)) return;
    this.seen.act({
      account,
      kind: "shares",
      object: there ? this.address.origin + there[0] : (target?.href ?? null),
      ...(there ? {} : { object_kind: "link" as const }),
      content: this.address.origin + path[0],
      ...this.momentOf(post, path),
    });
  }

  private momentOf(place: Element, path: RegExpExecArray | null): Moment | null {
    const { timeIn, timeOf } = this.layout;
    return timeIn?.(place) ?? momentIn(place) ?? (path && timeOf?.(path)) ?? null;
  }

  /** The path of the post that `place` shows, by the first of its links that leads to one. */
  private pathOf(place: Element): RegExpExecArray | null {
    const known = this.layout.postOf?.(place);
    if (known) return this.layout.post.exec(known);
    for (const link of linksIn(place)) {
      const target = this.reader.target(link.getAttribute("href"), this.address);
      const isOwn = target?.host === this.address.host || (target && this.reader.isOwn(target));
      const path = target && isOwn ? this.layout.post.exec(target.pathname + target.search) : null;
      if (path) return path;
    }
    return null;
  }

  /** Where name and picture are not the account's own there is nothing to see. */
  private see(place: Element, name: Name, role: Role, layout: Place): void {
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
      avatar,
    });
    this.actPicture(name, avatar);
  }

  /** What the sentence above a post says that somebody did with it. */
  private deed(place: Element, layout: PostLayout): void {
    const deed = layout.deed?.(place);
    const name = deed && this.linked(deed.link);
    const path = this.pathOf(place);
    if (!deed || !name) return;
    this.see(
      place,
      name,
      deed.kind === "comments" ? "commenter" : deed.kind === "likes" ? "liker" : "author",
      {
        place: layout.place,
      },
    );
    if (path) this.seen.act({ account: name, kind: deed.kind, object: this.address.origin + path[0] });
  }

  /** Some addresses of pictures spell when they were put there. */
  private actPicture(account: Name, avatar: Avatar | null): void {
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

import type { DisplayedCounts } from "../../shared/wire/types.gen";
import type { Adapter, Extraction } from "./adapter";
import { readCount } from "./counts";
import { patterns } from "./facebook-addresses";
import { commentIn, postAt, Story } from "./facebook-posts";
import { aroundLists, once } from "./found";
import { bareListsIn, knowRows } from "./left-rows";
import { elementsIn, expectSomething, headingAfter, isLoading, mainPart, stands } from "./lists";
import { reading } from "./memory";
import { isSame } from "./parts";
import { type Avatar, type ListAddress, type Name, type Reader, readerOf } from "./patterns";
import { avatarsIn, firstAvatar } from "./picture";
import {
  keepPlaces,
  keyOf,
  listRowsOf,
  nameElement,
  ownRows,
  type Place,
  placesIn,
  type Row,
  rowsOf,
} from "./places";
import { ofOwner, Sightings } from "./sightings";
import { expectPeople } from "./silence";
import { firstTextElement, sayingTitle, TEXT_LENGTH, textOf } from "./text";

const POST = /\/(?:posts|permalink|permalink\.php|story\.php|photo|photo\.php|videos|reel|watch)\b/u;
const EVENT = /^\/events\/\d+/u;
const POSTS = "[role=article], [aria-posinset], [role=feed] > div";
/** No place of one account reaches over these. */
const BORDER = `${POSTS}, [role=listitem]`;
const COMMENTS = "[role=article] [role=article], [aria-posinset] [role=article]";
const AROUND = "[role=banner], [role=navigation], [role=complementary]";
const HEADS = "h1, h2, h3, h4, h5, h6, [role=heading], [data-ad-rendering-role=profile_name]";

export const facebook: Adapter = {
  id: "facebook",
  pages: ["https://*.facebook.com/*"],
  pictureHosts: ["https://*.fbcdn.net/*"],
  patterns,
  dialogs: ["likers", "members"],
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    reading(() => new Facebook(document, address, readerOf(corrected)).extract()),
};

/** Who a post's head names, and where. */
interface Author {
  name: Name;
  head: Element | null;
}

class Facebook {
  private readonly seen: Sightings;
  private readonly main: Element;

  constructor(
    private readonly document: Document,
    private readonly address: URL,
    private readonly reader: Reader,
  ) {
    this.seen = new Sightings("facebook", reader);
    this.main = aroundLists("main", () => mainPart(document, "[role=main], main, #root"));
  }

  extract(): Extraction {
    const { address, reader, document } = this;
    this.seen.leaveOut(aroundLists("viewer", () => this.viewer()));
    const list = reader.list(address);
    const owner = list ? list.owner : reader.account(address);
    const counts = owner && this.seen.around("profile", () => this.profile(owner, list !== null));
    if (list) this.list(list, counts, this.main);
    else this.posts(this.main);
    for (const dialog of elementsIn(document.documentElement, "[role=dialog]")) this.dialog(dialog);
    if (this.seen.isEmpty) expectPeople(this.main, "facebook", this.nameOf, reader, AROUND);
    const kind = list ? "list" : owner ? "profile" : POST.test(address.pathname) ? "post" : "feed";
    const extraction = this.seen.finish(kind, address, document.title);
    return kind === "profile" ? ofOwner(extraction, owner) : extraction;
  }

  /** Older pages spell the number beside the vanity name. */
  private nameOf = once((link): Name | null => {
    const name = this.reader.nameOf(link, this.address);
    const id = /\/user\.php\?id=(\d+)/u.exec(link.getAttribute("data-hovercard") ?? "")?.[1];
    return name && id ? { ...name, id } : name;
  });

  /** Places of one account each; what stands around the page's main part is left out. Of known `lists`, rows may be
   * left for later. */
  private places(area: Element, lists: readonly Element[] = []): Place[] {
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

  /** The first account with an avatar beside the page's main part is the viewer's own. */
  private viewer(): Name | null {
    for (const place of this.document.querySelectorAll("[role=banner] a[href], [role=navigation] a[href]")) {
      const name = this.main.contains(place) ? null : this.nameOf(place);
      if (name && firstAvatar(place, this.reader)) return name;
    }
    return null;
  }

  private profile(owner: Name, behindList: boolean): DisplayedCounts | null {
    const place = this.profileName();
    if (!place) {
      if (!behindList) expectSomething(this.main, "facebook", "a profile");
      return null;
    }
    const counts = {
      friends: this.count("friends", owner),
      followers: this.count("followers", owner),
      following: this.count("following", owner),
    };
    this.seen.see({
      name: { ...owner, id: owner.id ?? this.ownerId() },
      role: "profile",
      anchor: place,
      displayName: textOf(place),
      bio: textOf(this.bio(), TEXT_LENGTH),
      counts,
      avatar: this.profilePicture(),
    });
    return counts;
  }

  /** The first avatar that is not of the page's menus. */
  private profilePicture(): Avatar | null {
    for (const { element, avatar } of avatarsIn(this.main, this.reader))
      if (!element.closest(AROUND) || this.main.closest(AROUND)) return avatar;
    return null;
  }

  /** The page's first heading; where there is none, the text that is the page's title. */
  private profileName(): Element | null {
    const heading = this.main.querySelector("h1");
    if (heading) return firstTextElement(heading);
    return sayingTitle(this.main);
  }

  /** The number in the header's link to one of the owner's lists; links to parts of a list say other numbers. */
  private count(kind: string, owner: Name | null): number | null {
    for (const link of this.main.querySelectorAll(`a[href*="${kind}"]`)) {
      const href = link.getAttribute("href") ?? "";
      const list = /\bfriends_/u.test(href) ? null : this.reader.listAt(href, this.address);
      const isOwn =
        list?.kind === kind && (owner ? list.owner && keyOf(list.owner) === keyOf(owner) : !list.owner);
      const count = isOwn ? readCount(link.textContent) : null;
      if (count !== null) return count;
    }
    return null;
  }

  /** Older pages spell the owner's number in the links to the profile's and the cover's picture. */
  private ownerId(): string | null {
    for (const link of this.main.querySelectorAll('a[href*="photo.php?"], a[href*="profile_id="]')) {
      const id = /[?&](?:profile_)?id=(\d+)/u.exec(link.getAttribute("href") ?? "")?.[1];
      if (id) return id;
    }
    return null;
  }

  /** The first text of the introduction that is no detail with an icon. */
  private bio(): Element | null {
    const intro = this.main.querySelector('[data-pagelet^="ProfileTilesFeed"]');
    for (const text of intro?.querySelectorAll("span[dir=auto]") ?? []) {
      const hasIcon = text.parentElement?.parentElement?.querySelector("img, i, svg");
      if (!hasIcon && !text.closest("a, h2, ul, [role=button]") && textOf(text)) return text;
    }
    const about = [...this.main.querySelectorAll("#bio div")];
    return (
      about.find((text) => text.childElementCount === 0 && textOf(text) && !text.closest("header, a")) ?? null
    );
  }

  private list(list: ListAddress, counts: DisplayedCounts | null, area: Element): void {
    const owner = list.owner && keyOf(list.owner);
    const all = listRowsOf(this.places(area, bareListsIn(area)), this.reader).filter(
      (row) => keyOf(row.name) !== owner && !row.parts[0]?.element.closest(POSTS),
    );
    const places = all.flatMap((row) => row.parts.map((part) => part.element));
    const first = places[0];
    if (!first) {
      expectSomething(area, "facebook", list.kind);
      return;
    }
    // Below a person's list stand other parts of the profile; a group's members stand below several headings.
    const heading = list.owner && aroundLists("heading", () => this.headingOf(list, area));
    const end = list.owner ? headingAfter(heading ?? first, area, places) : null;
    const { rows, isWhole } = ownRows(all, end, list.kind !== "members");
    knowRows(places, true);
    for (const { parts } of rows) keepPlaces(parts, BORDER);
    for (const row of rows) {
      this.see(row, list.kind === "likers" ? "liker" : "row");
      const post = list.kind === "likers" ? this.post() : null;
      if (post) this.seen.act({ account: row.name, kind: "likes", object: post });
      const page = list.kind === "liked" ? this.reader.home(row.name) : null;
      if (page && list.owner)
        this.seen.act({ account: list.owner, kind: "likes", object: page, object_kind: "page" });
    }
    const { kind } = list;
    const shown =
      kind === "friends" || kind === "followers" || kind === "following" ? (counts?.[kind] ?? null) : null;
    const isPart = /\bfriends_/u.test(this.address.pathname + this.address.search);
    const displayedCount = kind === "members" ? this.count("members", null) : isPart ? null : shown;
    this.seen.list({
      ...list,
      displayedCount,
      ended: isWhole && !isLoading(area),
      members: rows.map((row) => row.name),
    });
  }

  /** The heading that leads to the list itself. */
  private headingOf({ kind, owner }: ListAddress, area: Element): Element | null {
    for (const link of area.querySelectorAll("h2 a[href], h3 a[href], [role=heading] a[href]")) {
      const list = this.reader.listAt(link.getAttribute("href"), this.address);
      if (list?.kind === kind && list.owner && owner && isSame(list.owner, owner))
        return link.closest("h2, h3, [role=heading]");
    }
    return null;
  }

  /** A dialog shows a post, or (behind tabs of reactions) who liked one, or (behind tabs of answers) an event's guests. */
  private dialog(dialog: Element): void {
    if (dialog.querySelector(POSTS)) this.posts(dialog);
    else if (dialog.querySelector("[role=tablist]"))
      this.list(
        { kind: EVENT.test(this.address.pathname) ? "members" : "likers", owner: null },
        null,
        dialog,
      );
  }

  /** A commenter's links spell the comment; an author's name stands in the post's head. */
  private posts(area: Element): void {
    const headed = new Set<Element>();
    const authors = new Map<Element, Author[]>();
    const comments: { name: Name; link: Element }[] = [];
    for (const row of rowsOf(this.places(area), this.reader)) {
      const links = row.parts.flatMap((part) => part.links);
      const post = row.parts[0]?.element.closest(POSTS);
      const comment = links.find((link) => /[?&]comment_id=/u.test(link.getAttribute("href") ?? ""));
      const head = links
        .map((link) => link.closest(HEADS))
        .find((one) => one?.closest(`${POSTS}, [role=dialog]`));
      if (comment) {
        this.see(row, "commenter");
        comments.push({ name: row.name, link: comment });
      } else if (head || (post && !headed.has(post) && this.isBelowGroup(row, post))) {
        this.see(row, "author");
        const whole = post ?? head?.closest("[role=dialog]");
        const author = { name: row.name, head: head ?? links[0] ?? null };
        if (whole) authors.set(whole, [...(authors.get(whole) ?? []), author]);
      }
      if (post) headed.add(post);
    }
    const objects = new Map(
      [...authors].map(([post, [author, ...others]]) => [post, this.told(post, author, others)]),
    );
    for (const { name, link } of comments) this.comment(name, link, objects);
  }

  /** What a post says that its author did; another head within it is that of a post which it shares. */
  private told(post: Element, author: Author | undefined, others: readonly Author[]): string | null {
    if (!author) return null;
    const inner = others.find(
      ({ name, head }) =>
        head && author.head && stands(head, { after: author.head }) && !isSame(name, author.name),
    );
    const story = new Story(post, COMMENTS, inner?.head ?? null, this.reader, this.address);
    const object = story.own.object ?? postAt(this.address);
    const own = { ...story.own, object };
    if (own.object || own.text) this.seen.act({ account: author.name, kind: "posts", ...own });
    const shared = story.shared;
    if (inner && shared.object) {
      const { text: _words, ...when } = own;
      this.seen.act({
        account: author.name,
        kind: "shares",
        ...when,
        object: shared.object,
        content: object,
      });
      this.seen.act({ account: inner.name, kind: "posts", ...shared });
    }
    return object;
  }

  /** A comment's own links spell the post, where they lead to it; else it is that of the post around. */
  private comment(name: Name, link: Element, objects: ReadonlyMap<Element, string | null>): void {
    const comment = link.closest("[role=article], [data-commentid]") ?? link.parentElement;
    const target = this.reader.target(link.getAttribute("href"), this.address);
    const around = [...objects].find(([post]) => post.contains(link))?.[1];
    const object = (target && postAt(target)) ?? around ?? postAt(this.address);
    if (!comment || !object) return;
    const id = target?.searchParams.get("comment_id");
    const content = id ? `${object}${object.includes("?") ? "&" : "?"}comment_id=${id}` : null;
    this.seen.act({ account: name, kind: "comments", object, content, ...commentIn(comment, link) });
  }

  /** Where a group's name heads a post, its author is named below it, as one of the group's members. */
  private isBelowGroup({ parts }: Row, post: Element): boolean {
    const head = post.querySelector(HEADS)?.querySelector('a[href*="/groups/"]');
    if (!head || this.nameOf(head)) return false;
    return parts.some(({ links }) =>
      links.some(
        (link) =>
          /\/groups\/[^/]+\/user\//u.test(link.getAttribute("href") ?? "") && stands(link, { after: head }),
      ),
    );
  }

  private post(): string | null {
    const post = this.address.searchParams.get("ft_ent_identifier");
    if (post) return `https://www.facebook.com/${post}`;
    if (!POST.test(this.address.pathname)) return null;
    return postAt(this.address) ?? this.address.origin + this.address.pathname;
  }

  private see(row: Row, role: "row" | "author" | "commenter" | "liker"): void {
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

import type { DisplayedCounts } from "../../shared/wire/types.gen";
import type { Adapter, Extraction, Patterns } from "./adapter";
import { headAvatar, linksIn } from "./agreement";
import { readCount } from "./counts";
import { once } from "./found";
import { counters, isOfLikers, listIn } from "./instagram-header";
import { ownPosts, POST, postOf } from "./instagram-posts";
import { expectSomething, headingAfter, isLoading, mainPart, partingText, stands } from "./lists";
import { reading } from "./memory";
import { META_PLACEHOLDERS } from "./meta";
import { namingText, textAfter } from "./naming";
import { countIn, isSame } from "./parts";
import { type ListAddress, type Name, type Reader, readerOf } from "./patterns";
import { firstAvatar } from "./picture";
import { isSpokenOf, keyOf, listRowsOf, nameElement, ownRows, placesIn, type Row, rowsOf } from "./places";
import { Sightings } from "./sightings";
import { expectPeople } from "./silence";
import { firstTextElement, isStatus, TEXT_LENGTH, textElementsIn, textOf } from "./text";
import { momentIn } from "./times";

const HANDLE = "[A-Za-z0-9._]{1,30}";
const END = "/?(?:\\?.*)?";

const patterns: Patterns = {
  hosts: ["(?:(?:www|m)\\.)?instagram\\.com"],
  accounts: [
    `/@?(?<handle>${HANDLE})(?:/(?:reels|tagged|saved|reposts|followers|following))?${END}`,
    `/_u/(?<handle>${HANDLE})${END}`,
  ],
  reserved: [
    ..."about accounts ads api archive ar br business challenge creators data developer developers direct download".split(
      " ",
    ),
    ..."emails explore fragment graphql guides help igtv invites legal lite live locations login logout nametag".split(
      " ",
    ),
    ..."p press privacy push qr reel reels session sessions settings share shop stories support terms tv web".split(
      " ",
    ),
    ..."your_activity notifications".split(" "),
  ],
  redirects: [{ host: "l.instagram.com", parameter: "u" }],
  lists: [
    { kind: "followers", path: `/(?<handle>${HANDLE})/followers(?:/mutual\\w*)?${END}` },
    { kind: "following", path: `/(?<handle>${HANDLE})/following(?:/\\w*)?${END}` },
    { kind: "likers", path: `/(?:${HANDLE}/)?(?:p|reel|reels|tv)/[\\w-]+/liked_by${END}` },
    { kind: "suggestions", path: `/explore/people${END}` },
  ],
  avatars: [
    "[^/]+\\.(?:fbcdn\\.net|cdninstagram\\.com)/(?:[^?]*/)?t\\d+\\.\\d+-19/(?:[^?]*/)?(?<id>\\d+_\\d+_\\d+_[a-z]+\\.\\w+)",
  ],
  placeholders: [...META_PLACEHOLDERS, "[^?]*/anonymousUser\\.jpg"],
  larger: [],
  home: { id: null, handle: "https://www.instagram.com/{handle}/" },
};

export const instagram: Adapter = {
  id: "instagram",
  pages: ["https://*.instagram.com/*"],
  pictureHosts: ["https://*.cdninstagram.com/*", "https://*.fbcdn.net/*"],
  patterns,
  dialogs: ["followers", "following", "likers"],
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    reading(() => new Instagram(document, address, readerOf(corrected)).extract()),
};

/** The page's title says the name before the handle. */
function isTitled(text: Element, { handle }: Name): boolean {
  const said = textOf(text);
  return said !== null && text.ownerDocument.title.includes(`${said} (@${handle})`);
}

class Instagram {
  private readonly seen: Sightings;
  private readonly main: Element;

  constructor(
    private readonly document: Document,
    private readonly address: URL,
    private readonly reader: Reader,
  ) {
    this.seen = new Sightings("instagram", reader);
    this.main = mainPart(document, "main, [role=main]");
  }

  extract(): Extraction {
    const { address, reader } = this;
    this.leaveOutViewer();
    const list = reader.list(address);
    const owner = list?.owner ?? (list ? null : reader.account(address));
    const counts = owner && this.profile(owner, list !== null);
    const dialog = this.dialog();
    if (list) this.list(list, counts, dialog ?? this.main);
    else if (dialog && owner) this.ownersDialog(dialog, owner, counts);
    else if (dialog && isOfLikers(dialog, POST.test(address.pathname)))
      this.list({ kind: "likers", owner: null }, null, dialog);
    else if (dialog) this.strangers(dialog);
    if (!owner) this.posts();
    else if (!list) this.ownPosts(owner);
    if (this.seen.isEmpty) expectPeople(this.main, "instagram", this.nameOf, reader);
    const kind = list ? "list" : owner ? "profile" : POST.test(address.pathname) ? "post" : "feed";
    return this.seen.finish(kind, address, this.document.title);
  }

  /** A profile's lists open without an address of their own. */
  private ownersDialog(dialog: Element, owner: Name, counts: DisplayedCounts | null): void {
    const kind = listIn(dialog, this.main.querySelector("header"));
    if (kind) this.list({ kind, owner }, counts, dialog);
    else this.strangers(dialog);
  }

  /** Who is in a dialog that is no list: whom a post is by, whom one may write to. */
  private strangers(dialog: Element): void {
    for (const row of this.rows(dialog, null)) this.see(row, "row");
  }

  private nameOf = once((link): Name | null => this.reader.nameOf(link, this.address));

  private rows(area: Element, border: string | null): Row[] {
    const places = placesIn(area, this.nameOf, border);
    // A post's head shows the pictures of all its authors before their names.
    const heads = places.filter(({ element }) => element.closest("header"));
    const keys = heads.map(({ name }) => keyOf(name));
    heads.sort((one, other) => keys.indexOf(keyOf(one.name)) - keys.indexOf(keyOf(other.name)));
    return rowsOf([...heads, ...places.filter((place) => !heads.includes(place))], this.reader);
  }

  /** The dialog that shows accounts and no post. */
  private dialog(): Element | null {
    const dialogs = [...this.document.querySelectorAll("[role=dialog]")].reverse();
    const shows = (dialog: Element) => firstAvatar(dialog, this.reader) !== null || isLoading(dialog);
    return dialogs.find((dialog) => !dialog.querySelector("article, time") && shows(dialog)) ?? null;
  }

  /** Beside the page's main part stands the navigation, whose only account is the viewer's. */
  private leaveOutViewer(): void {
    if (this.main === this.document.body) return;
    for (const link of this.document.querySelectorAll("a[href]")) {
      if (this.main.contains(link) || link.closest("[role=dialog]") || !firstAvatar(link, this.reader))
        continue;
      this.seen.leaveOut(this.nameOf(link));
    }
  }

  private profile(owner: Name, behindList: boolean): DisplayedCounts | null {
    const header = this.main.querySelector("header");
    const place = header && firstTextElement(header.querySelector("h1, h2") ?? header);
    if (!header || !place) {
      if (!behindList) expectSomething(this.main, "instagram", "a profile");
      return null;
    }
    const { followers, following } = counters(header);
    const links = [followers, following].flatMap((link) => link ?? []);
    const texts = [...header.querySelectorAll("span[dir=auto], h1[dir=auto], div[dir=auto]")].filter(
      (text) => stands(text, { after: place }) && !text.closest("a, button, [role=menu]"),
    );
    const [first, last] = [links[0], links.at(-1)];
    let counted: Element | null | undefined = first?.parentElement;
    while (counted && last && last !== first && !counted.contains(last)) counted = counted.parentElement;
    const isCount = (text: Element) => counted?.contains(text) ?? false;
    const below = texts.filter((text) => last && stands(text, { after: last }) && !isCount(text));
    const above = texts.find((text) => first && !stands(text, { after: first }) && !isCount(text));
    // The name stands above the counters, or below, before what the account says of itself.
    const name = above ?? below.find((text) => isTitled(text, owner));
    const isTold = name || this.document.title.includes(`(@${owner.handle})`);
    const bio = isTold ? below.find((text) => text !== name && !name?.contains(text)) : null;
    const posts = texts.find((text) => isCount(text));
    const counts = {
      followers: countIn(followers),
      following: countIn(following),
      posts: readCount(textOf(posts)),
    };
    this.seen.see({
      name: owner,
      role: "profile",
      anchor: place,
      displayName: textOf(name),
      bio: textOf(bio, TEXT_LENGTH),
      counts,
      avatar: headAvatar(
        { name: owner, part: header, linked: this.nameOf, reader: this.reader },
        header,
        // Whom the viewer knows among the followers.
        (picture) => picture.closest('a[href*="/followers"], a[href*="/following"]') !== null,
      ),
    });
    return counts;
  }

  private ownPosts(account: Name): void {
    for (const { moment, ...post } of ownPosts(this.main, account, this.reader, this.address))
      this.seen.act({ account, kind: "posts", ...post, ...moment });
  }

  private list(list: ListAddress, counts: DisplayedCounts | null, area: Element): void {
    const owner = list.owner && keyOf(list.owner);
    const all = listRowsOf(placesIn(area, this.nameOf, "header"), this.reader).filter(
      (row) => keyOf(row.name) !== owner,
    );
    const places = all.flatMap((row) => row.parts.map((part) => part.element));
    const first = places[0];
    if (!first) {
      expectSomething(area, "instagram", list.kind);
      return;
    }
    const end =
      headingAfter(first, area, places) ??
      this.suggestionsLink(area, first) ??
      partingText(
        area,
        all.map((row) => row.parts.map((part) => part.element)),
      );
    const { rows, isWhole } = ownRows(all, end, true);
    for (const row of rows) {
      this.see(row, list.kind === "likers" ? "liker" : "row");
      const post = list.kind === "likers" ? this.post() : null;
      if (post) this.seen.act({ account: row.name, kind: "likes", object: post });
    }
    const count =
      list.kind === "followers" || list.kind === "following" ? (counts?.[list.kind] ?? null) : null;
    // Suggestions follow a list that is cut short, too.
    const ended = end === null && isWhole && !isLoading(area);
    this.seen.list({ ...list, displayedCount: count, ended, members: rows.map((row) => row.name) });
  }

  private suggestionsLink(area: Element, first: Element): Element | null {
    const link = area.querySelector('a[href^="/explore/people"]');
    return link && stands(link, { after: first }) ? link : null;
  }

  /** Each post shows its author first; who comes after it has commented. */
  private posts(): void {
    const post = POST.test(this.address.pathname);
    const articles = [...this.document.querySelectorAll("article")];
    for (const area of articles.length ? articles : [this.main]) {
      const isHead = ({ parts: [first] }: Row) => first?.element.closest("header") !== null;
      const rows = this.rows(area, "li").filter((row) => isHead(row) || !isSpokenOf(row));
      const author = rows[0];
      if (!author) continue;
      if (!articles.length && !post) {
        for (const row of rows) if (this.isReel(row)) this.see(row, "author");
        continue;
      }
      this.see(author, "author");
      this.act(author.name, area, "posts", this.caption(author, rows, area));
      for (const row of rows.slice(1)) {
        if (this.isFacepile(row)) continue;
        // A post may have two authors.
        const own = keyOf(row.name) === keyOf(author.name) || (isHead(author) && isHead(row));
        if (own && isHead(row)) this.act(row.name, area, "posts", null);
        this.see(row, own ? "author" : "commenter");
        const place = row.parts[0]?.element;
        if (!own && place) this.act(row.name, place, "comments", this.said(row, rows));
      }
    }
  }

  private isReel(row: Row): boolean {
    return row.parts.some((part) =>
      part.links.some((link) => /\/reels\/?(?:[?#]|$)/u.test(link.getAttribute("href") ?? "")),
    );
  }

  /** "Liked by one and others": its picture stands beside the link to who liked, and away from any time. */
  private isFacepile(row: Row): boolean {
    let around: Element | null | undefined = row.parts[0]?.element;
    for (let level = 0; around && level < 4; level++) {
      if (around.querySelector("time")) return false;
      if (around.querySelector('a[href*="/liked_by"]')) return true;
      around = around.parentElement;
    }
    return false;
  }

  /** What the author wrote below the post: the page's heading, or what stands beside the name as comments do, or what
   * follows the name outside of the post's head. */
  private caption(author: Row, rows: readonly Row[], area: Element): string | null {
    const heading = area.querySelector("h1[dir=auto]");
    if (heading) return textOf(heading, TEXT_LENGTH);
    const beside = rows.slice(1).find(({ name }) => isSame(name, author.name));
    if (beside) return this.said(beside, rows);
    const below = linksIn(area).find((link) => {
      const name = link.closest("header") ? null : this.nameOf(link);
      return name !== null && isSame(name, author.name) && namingText(link);
    });
    return below ? textOf(textAfter(below, area), TEXT_LENGTH) : null;
  }

  /** The first text after a commenter's name that is in no link, as far as no other of the rows reaches. */
  private said(row: Row, rows: readonly Row[]): string | null {
    const name = nameElement(row);
    const others = rows.flatMap((other) => (other === row ? [] : other.parts.map(({ element }) => element)));
    let whole = row.parts[0]?.element;
    while (whole?.parentElement && !others.some((other) => whole?.parentElement?.contains(other)))
      whole = whole.parentElement;
    const marked = [...(whole?.querySelectorAll("span[dir=auto], h3 ~ div span") ?? [])];
    const texts = [...marked, ...(whole ? textElementsIn(whole) : [])];
    const isText = (text: Element) =>
      name !== null &&
      stands(text, { after: name }) &&
      !text.closest("a, button, [role=button], time") &&
      !text.querySelector("time") &&
      /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text.textContent ?? "");
    return textOf(texts.find(isText), TEXT_LENGTH);
  }

  private act(account: Name, area: Element, kind: "posts" | "comments", text: string | null): void {
    for (const time of area.querySelectorAll("time[datetime]")) {
      const link = this.reader.target(time.closest("a")?.getAttribute("href") ?? null, this.address);
      const isComment = /\/c\/\d+/u.test(link?.pathname ?? "");
      const moment = momentIn(time);
      if (!moment || isComment !== (kind === "comments")) continue;
      this.seen.act({ account, kind, object: postOf(link) ?? this.post(), text, ...moment });
      return;
    }
  }

  private post(): string | null {
    return postOf(this.address);
  }

  /** Links show the handle that they lead to; one that shows another is of neither. */
  private see(row: Row, role: "row" | "author" | "commenter" | "liker"): void {
    const place = nameElement(row);
    const shown = textOf(place)?.replace(/^@/u, "").toLowerCase();
    if (!place || shown !== row.name.handle?.toLowerCase()) return;
    this.seen.see({
      name: row.name,
      role,
      anchor: place,
      displayName: role === "author" || role === "commenter" ? null : this.displayName(row, place),
      isSecondLine: true,
      avatar: row.avatar,
    });
  }

  /** The first text after the handle, outside of links and buttons, unless it is a sentence that names somebody. */
  private displayName(row: Row, place: Element): string | null {
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

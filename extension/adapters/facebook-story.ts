// What a post on Facebook says was done, by the addresses of its links: it was written, it shares another post within
// it, others comment on it.

import type { SeenActivity } from "./adapter";
import { agoIn, type When } from "./ago";
import { stands } from "./lists";
import type { Reader } from "./patterns";
import { TEXT_LENGTH, textOf } from "./text";
import { type Moment, momentIn, momentOfMs } from "./times";

const ID = "(?<id>pfbid\\w+|\\d{4,})";
/** Addresses of posts, over path and query. What the groups `place` and `id` say makes the one form of it. */
const FORMS: readonly { path: RegExp; form: string }[] = [
  {
    path: new RegExp(`^/groups/(?<place>[^/?]+)/(?:posts|permalink)/${ID}`, "u"),
    form: "groups/{place}/posts/{id}",
  },
  {
    path: new RegExp(`^/groups/(?<place>[^/?]+)/?\\?(?:.*&)?multi_permalinks=${ID}`, "u"),
    form: "groups/{place}/posts/{id}",
  },
  { path: new RegExp(`^/(?<place>[^/?]+)/posts/(?:[^/?]+/)?${ID}`, "u"), form: "{place}/posts/{id}" },
  {
    path: new RegExp(
      `^/(?:permalink|story)\\.php\\?(?=(?:.*&)?story_fbid=${ID}(?:&|$))(?:.*&)?id=(?<place>\\d+)(?:&|$)`,
      "u",
    ),
    form: "permalink.php?story_fbid={id}&id={place}",
  },
  { path: new RegExp(`^/photo(?:\\.php|/)?\\?(?:.*&)?fbid=${ID}`, "u"), form: "photo/?fbid={id}" },
  { path: new RegExp(`^/[^/?]+/photos/(?:[^/?]+/)?${ID}`, "u"), form: "photo/?fbid={id}" },
  { path: new RegExp(`^/(?:reel|(?:[^/?]+/)?videos(?:/[^/?]+)?)/${ID}`, "u"), form: "watch/?v={id}" },
  { path: new RegExp(`^/watch/?\\?(?:.*&)?v=${ID}`, "u"), form: "watch/?v={id}" },
];
/** What is in each of them, so that other links are not looked at further. */
const SIGN = /\b(?:posts|permalink|multi_permalinks|story\.php|photos?|reel|videos|watch)\b/u;
const NAMING = "[data-ad-rendering-role=profile_name]";
/** Links to the post itself; some have but a query. */
const PLAIN_LINKS = 'a[href^="?"]';
export const MESSAGE =
  "[data-ad-rendering-role=story_message], [data-ad-comet-preview=message], [data-ad-preview=message], [data-testid=post_message]";

/** The one address of the post, photo or video that `address` leads to, whatever host and form; null for others. */
export function postAt(address: URL): string | null {
  for (const { path, form } of FORMS) {
    const groups = path.exec(address.pathname + address.search)?.groups;
    if (!groups?.id) continue;
    return `https://www.facebook.com/${form.replace("{id}", groups.id).replace("{place}", groups.place ?? "")}`;
  }
  return null;
}

interface Where {
  reader: Reader;
  address: URL;
}

/** Whether a part of the page says or links to what was posted; of a person there are only name and picture. */
export function isPost(part: Element, page: Where): boolean {
  return part.querySelector(`${MESSAGE}, ${NAMING}`) !== null || postLinksIn(part, page).length > 0;
}

/** The links in a part that lead to a post. */
export function postLinksIn(part: Element, { reader, address }: Where): Element[] {
  const links = [...part.querySelectorAll("a[href]")];
  return links.filter((link) => link.matches(PLAIN_LINKS) || linkedPost(link, reader, address) !== null);
}

function linkedPost(link: Element, reader: Reader, address: URL): { post: string; target: URL } | null {
  const href = link.getAttribute("href");
  const target = href && SIGN.test(href) ? reader.target(href, address) : null;
  const post = target && reader.isOwn(target) ? postAt(target) : null;
  return target && post ? { post, target } : null;
}

type Told = Pick<SeenActivity, "object" | "text" | "time" | "precision" | "ago">;

/** One post on the page, with the post that it shares within it, from where `inner` heads that. */
export class Story {
  private readonly links: { link: Element; post: string; isComment: boolean }[];

  constructor(
    private readonly post: Element,
    private readonly comments: string,
    private readonly inner: Element | null,
    reader: Reader,
    address: URL,
  ) {
    this.links = [...post.querySelectorAll("a[href]")].flatMap((link) => {
      const found = linkedPost(link, reader, address);
      return found
        ? [{ link, post: found.post, isComment: found.target.searchParams.has("comment_id") }]
        : [];
    });
  }

  /** What its author did. Links to its comments spell its address even where its own link does not; its head may link
   * to the shared one. */
  get own(): Told {
    const inner = this.innerPost;
    const spelled =
      this.links.find(({ isComment }) => isComment) ??
      this.links.find(({ link, post }) => !this.isInner(link) && post !== inner);
    return { object: spelled?.post ?? null, ...this.said(false) };
  }

  /** What the author of the shared post did. */
  get shared(): Told {
    return { object: this.innerPost, ...this.said(true) };
  }

  private get innerPost(): string | null {
    return this.links.find(({ link, isComment }) => !isComment && this.isInner(link))?.post ?? null;
  }

  private isInner(part: Element): boolean {
    return this.inner !== null && !part.closest(this.comments) && stands(part, { after: this.inner });
  }

  private said(inner: boolean): Omit<Told, "object"> {
    const messages = [...this.post.querySelectorAll(MESSAGE)];
    const message = messages.find(
      (part) => !part.parentElement?.closest(MESSAGE) && this.isInner(part) === inner,
    );
    const stamps = [...this.post.querySelectorAll("abbr[data-utime], time[datetime]")];
    const stamp = stamps.find((part) => !part.closest(this.comments) && this.isInner(part) === inner);
    const plain = [...this.post.querySelectorAll(PLAIN_LINKS)];
    const own = [...this.links.flatMap(({ link, isComment }) => (isComment ? [] : link)), ...plain].filter(
      (link) => !link.closest(this.comments) && this.isInner(link) === inner,
    );
    return { text: textOf(message, TEXT_LENGTH), ...(stated(stamp) ?? agoAmong(own)) };
  }
}

/** What a comment says. `head`: the commenter's name. */
export function commentIn(comment: Element, head: Element): Omit<Told, "object"> {
  const texts = [...comment.querySelectorAll("div[dir=auto], [data-commentid] [dir=auto]")];
  const own = [...comment.querySelectorAll("a[href*='comment_id=']")].filter(
    (link) => (link.closest("[role=article], [data-commentid]") ?? comment) === comment,
  );
  const text = texts.find(
    (part) => stands(part, { after: head }) && !part.closest("a, button, [role=button]"),
  );
  return {
    text: textOf(text, TEXT_LENGTH),
    ...(stated(comment.querySelector("abbr[data-utime], time[datetime]")) ?? agoAmong(own)),
  };
}

/** Older pages state the second. */
function stated(stamp: Element | null | undefined): Moment | null {
  const seconds = Number(stamp?.getAttribute("data-utime"));
  return seconds > 0 ? momentOfMs(seconds * 1000) : momentIn(stamp);
}

/** How long ago the first of these links says that it was: in its text, in its label, or, where its letters stand in
 * disorder, in the hidden text that labels them. */
function agoAmong(links: readonly Element[]): When | null {
  for (const link of links) {
    const { documentElement } = link.ownerDocument;
    const label = link.querySelector("[aria-labelledby]")?.getAttribute("aria-labelledby");
    const hidden = label && link.ownerDocument.getElementById(label)?.textContent;
    for (const text of [link.textContent, link.getAttribute("aria-label"), hidden]) {
      const ago = agoIn(text, documentElement.lang);
      if (ago) return { ago };
    }
  }
  return null;
}

// Reads posts, comments and what is shared on Facebook.

import { isMention } from "./agreement";
import { type FacebookPage, POSTS } from "./facebook-page";
import { commentIn, MESSAGE, postAt, postLinksIn, Story } from "./facebook-story";
import { stands } from "./lists";
import { namingText } from "./naming";
import { isSame } from "./parts";
import type { Name } from "./patterns";
import { type Place, type Row, rowsOf } from "./places";

const HEADS = "h1, h2, h3, h4, h5, h6, [role=heading], [data-ad-rendering-role=profile_name]";
/** A post may stand within what counts it. */
const COMMENTS = `:is([role=article], [aria-posinset]) [role=article]:not(:has(${HEADS}))`;

/** What holds a single post, and does not mark it: a dialog, or what stands beside a photo. */
const HOLDER = "[role=dialog], [role=complementary]";
const COMMENT = "[role=article], [data-commentid]";

/** Whether an element stands in a comment, and not beside it in its post. */
export function isInComment(element: Element): boolean {
  return element.closest(`[role=article]:not(:has(${HEADS})), [data-commentid]`) !== null;
}

/** Who a post's head names, and where. */
interface Author {
  name: Name;
  head: Element | null;
}

/** A commenter's links spell the comment; an author's name stands in the post's head. */
export function readPosts(page: FacebookPage, area: Element): void {
  const headed = new Set<Element>();
  const authors = new Map<Element, Author[]>();
  const comments: { name: Name; link: Element }[] = [];
  for (const row of rowsOf(page.places(area), page.reader, (place) => isBare(page, place))) {
    const links = row.parts.flatMap((part) => part.links);
    const post = row.parts[0]?.element.closest(POSTS);
    const comment = links.find(isOfComment);
    const head = links.map((link) => link.closest(HEADS)).find((one) => one?.closest(`${POSTS}, ${HOLDER}`));
    if (comment) {
      page.see(row, "commenter");
      comments.push({ name: row.name, link: comment });
    } else if (head || (post && !headed.has(post) && isBelowGroup(page, row, post))) {
      page.see(row, "author");
      const whole = post ?? head?.closest(HOLDER);
      const author = { name: row.name, head: head ?? links[0] ?? null };
      if (whole) authors.set(whole, [...(authors.get(whole) ?? []), author]);
    }
    if (post) headed.add(post);
  }
  const objects = new Map(
    [...authors].map(([post, [author, ...others]]) => [post, told(page, post, author, others)]),
  );
  for (const { name, link } of comments) readComment(page, name, link, objects);
}

/** What a post says that its author did; another head within it is that of a post which it shares. */
function told(
  page: FacebookPage,
  post: Element,
  author: Author | undefined,
  others: readonly Author[],
): string | null {
  if (!author) return null;
  const inner = others.find(
    ({ name, head }) =>
      head && author.head && stands(head, { after: author.head }) && !isSame(name, author.name),
  );
  if (!inner && isBelowAnother(page, post, author)) {
    const { shared } = new Story(post, COMMENTS, author.head, page.reader, page.address);
    if (shared.object) page.seen.act({ account: author.name, kind: "posts", ...shared });
    return shared.object ?? null;
  }
  const story = new Story(post, COMMENTS, inner?.head ?? null, page.reader, page.address);
  const object = story.own.object ?? postAt(page.address);
  const own = { ...story.own, object };
  if (own.object || own.text) page.seen.act({ account: author.name, kind: "posts", ...own });
  const shared = story.shared;
  if (inner && shared.object) {
    const { text: _words, ...when } = own;
    page.seen.act({
      account: author.name,
      kind: "shares",
      ...when,
      object: shared.object,
      content: object,
    });
    page.seen.act({ account: inner.name, kind: "posts", ...shared });
  }
  return object;
}

/** Whether somebody else, who is not known as the author, heads the post above this one. */
function isBelowAnother({ nameOf }: FacebookPage, post: Element, { name, head }: Author): boolean {
  const first = post.querySelector(HEADS);
  if (!first || !head || !stands(head, { after: first }) || head.closest(HEADS) === first) return false;
  const [other] = [...first.querySelectorAll("a[href]")].flatMap((link) => nameOf(link) ?? []);
  return other !== undefined && !isSame(other, name);
}

/** A comment's own links spell the post, where they lead to it; else it is that of the post around. */
function readComment(
  page: FacebookPage,
  name: Name,
  link: Element,
  objects: ReadonlyMap<Element, string | null>,
): void {
  const comment = link.closest(COMMENT) ?? link.parentElement;
  const target = page.reader.target(link.getAttribute("href"), page.address);
  const around = [...objects].find(([post]) => post.contains(link))?.[1];
  const object = (target && postAt(target)) ?? around ?? postAt(page.address);
  if (!comment || !object) return;
  const id = target?.searchParams.get("comment_id");
  const content = id ? `${object}${object.includes("?") ? "&" : "?"}comment_id=${id}` : null;
  page.seen.act({ account: name, kind: "comments", object, content, ...commentIn(comment, link) });
}

/** Somebody without a picture who stands where an author or a commenter does: whom a post's head names first, who
 * stands below the group's name there and above what the post says, who is named first in a comment. */
function isBare(page: FacebookPage, place: Place): boolean {
  const [link] = place.links;
  const post = link?.closest(`${POSTS}, ${HOLDER}`);
  if (!link || !post) return false;
  const isOwn = (other: Element | undefined) => {
    const name = other && page.nameOf(other);
    return !!name && isSame(name, place.name);
  };
  const linked = (part: Element) => [...part.querySelectorAll("a[href]")].filter((one) => page.nameOf(one));
  if (isOfComment(link)) return isOwn(linked(link.closest(COMMENT) ?? post)[0]);
  const [head, ...others] = post.querySelectorAll(HEADS);
  if (!head) return false;
  const [named] = linked(head);
  if (named) {
    const isPictured = linked(post).some((one) => isOwn(one) && !namingText(one));
    const isSpokenOf =
      !isPictured &&
      isMention(named, head) &&
      others.some((other) => linked(other).some((one) => !isOwn(one)));
    // Before it stands no link but a group's: whoever follows on something else is only named with it.
    const isFirst =
      [...head.querySelectorAll("a[href]")].find((one) => one === named || !isGroups(one)) === named;
    return isOwn(named) && isFirst && !isSpokenOf && place.links.some((one) => head.contains(one));
  }
  const below = linked(post).find((one) => stands(one, { after: head }));
  return (
    isOwn(below) &&
    !place.links.some((one) => one.closest(MESSAGE) || isMention(one, post)) &&
    !linksToPost(head, link, post, page) &&
    isBelowGroup(page, { parts: [place] }, post)
  );
}

function isGroups(link: Element): boolean {
  return /\/groups\/[^/?]+\/?(?:\?|$)/u.test(link.getAttribute("href") ?? "");
}

function isOfComment(link: Element): boolean {
  return /[?&]comment_id=/u.test(link.getAttribute("href") ?? "");
}

/** Whether a link to the post stands between its head and `link`. */
function linksToPost(head: Element, link: Element, post: Element, page: FacebookPage): boolean {
  return postLinksIn(post, page).some((one) => stands(one, { after: head }) && stands(link, { after: one }));
}

/** Where a group's name heads a post, its author is named below it, as one of the group's members. */
function isBelowGroup({ nameOf }: FacebookPage, { parts }: Pick<Row, "parts">, post: Element): boolean {
  const head = post.querySelector(HEADS)?.querySelector('a[href*="/groups/"]');
  if (!head || nameOf(head)) return false;
  return parts.some(({ links }) =>
    links.some(
      (link) =>
        /\/groups\/[^/]+\/user\//u.test(link.getAttribute("href") ?? "") && stands(link, { after: head }),
    ),
  );
}

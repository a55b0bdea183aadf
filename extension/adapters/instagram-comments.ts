// Reads posts on Instagram with the comments below them.

import { linksIn } from "./agreement";
import type { InstagramPage } from "./instagram-page";
import { POST, postOf } from "./instagram-posts";
import { stands } from "./lists";
import { namingText, textAfter } from "./naming";
import { isSame } from "./parts";
import type { Name } from "./patterns";
import { isSpokenOf, nameElement, type Row, wholeRow } from "./places";
import { TEXT_LENGTH, textElementsIn, textOf } from "./text";
import { momentIn } from "./times";

const COMMENT_LINK = 'a[href*="/c/"]';

/** Each post shows its author first; who comes after it has commented. */
export function readPosts(page: InstagramPage): void {
  const post = POST.test(page.address.pathname);
  const articles = [...page.document.querySelectorAll("article")];
  for (const area of articles.length ? articles : [page.main]) {
    const isHead = ({ parts: [first] }: Row) => first !== undefined && page.isOfHead(first.element, area);
    const rows = page.rows(area, "li").filter((row) => isHead(row) || !isSpokenOf(row));
    const author = rows[0];
    if (!author) continue;
    if (!articles.length && !post) {
      for (const row of rows) if (isReel(row)) page.see(row, "author");
      continue;
    }
    page.see(author, "author");
    act(page, author.name, area, "posts", caption(page, author, rows, area));
    for (const row of rows.slice(1)) {
      if (isFacepile(row)) continue;
      const isSecond = isHead(author) && isHead(row) && !isSame(row.name, author.name);
      if (isSecond) act(page, row.name, area, "posts", null);
      page.see(row, isSecond || isSame(row.name, author.name) ? "author" : "commenter");
      const whole = wholeRow(row, rows);
      if (whole && !isHead(row)) act(page, row.name, whole, "comments", said(row, rows));
    }
  }
}

function isReel(row: Row): boolean {
  return row.parts.some((part) =>
    part.links.some((link) => /\/reels\/?(?:[?#]|$)/u.test(link.getAttribute("href") ?? "")),
  );
}

/** "Liked by one and others": its picture stands beside the link to who liked, and away from any time. */
function isFacepile(row: Row): boolean {
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
function caption(
  { nameOf, isOfHead }: InstagramPage,
  author: Row,
  rows: readonly Row[],
  area: Element,
): string | null {
  const heading = area.querySelector("h1[dir=auto]");
  if (heading) return textOf(heading, TEXT_LENGTH);
  const comments = rows.slice(1).flatMap((row) => {
    const whole = wholeRow(row, rows);
    return whole?.querySelector(COMMENT_LINK) ? [whole] : [];
  });
  const isOfComment = (element: Element) => comments.some((comment) => comment.contains(element));
  const beside = rows
    .slice(1)
    .find(({ name, parts: [part] }) => isSame(name, author.name) && part && !isOfComment(part.element));
  if (beside) return said(beside, rows);
  const below = linksIn(area).find((link) => {
    const name = isOfHead(link, area) || isOfComment(link) ? null : nameOf(link);
    return name !== null && isSame(name, author.name) && namingText(link);
  });
  return below ? textOf(textAfter(below, area), TEXT_LENGTH) : null;
}

/** The first text after a commenter's name that is in no link, as far as no other of the rows reaches. */
function said(row: Row, rows: readonly Row[]): string | null {
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

function act(
  { reader, address, seen }: InstagramPage,
  account: Name,
  area: Element,
  kind: "posts" | "comments",
  text: string | null,
): void {
  for (const time of area.querySelectorAll("time[datetime]")) {
    const link = reader.target(time.closest("a")?.getAttribute("href") ?? null, address);
    const isComment = time.closest(COMMENT_LINK) !== null;
    const moment = momentIn(time);
    if (!moment || isComment !== (kind === "comments")) continue;
    seen.act({ account, kind, object: postOf(link) ?? postOf(address), text, ...moment });
    return;
  }
}

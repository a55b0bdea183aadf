// Reads a list of accounts on Facebook.

import type { DisplayedCounts } from "../../shared/wire/types.gen";
import { linksIn } from "./agreement";
import { POST } from "./facebook-addresses";
import { BORDER, type FacebookPage, POSTS } from "./facebook-page";
import { isInComment } from "./facebook-posts";
import { countOf } from "./facebook-profile";
import { isPost, postAt } from "./facebook-story";
import { aroundLists } from "./found";
import { bareListsIn, knowRows } from "./left-rows";
import { expectSomething, headingAfter, isLoading, stands } from "./lists";
import { isSame } from "./parts";
import type { ListAddress } from "./patterns";
import { keepPlaces, keyOf, listRowsOf, ownRows, type Place, type Row } from "./places";
import { pressedOn } from "./pressed";
import { common, LEAST_COMMON, words } from "./wording";

const HEADINGS = "h2, h3, [role=heading]";

/** Sees the members of `list` in `area`; `counts` are what its owner's profile shows. */
export function readList(
  page: FacebookPage,
  list: ListAddress,
  counts: DisplayedCounts | null,
  area: Element,
): void {
  const { reader, address, seen } = page;
  const owner = list.owner && keyOf(list.owner);
  const places = page.places(area, bareListsIn(area));
  const isCard = (place: Place) => list.kind === "search" && headsCard(page, place);
  const all = ofGroup(listRowsOf(places, reader, isCard)).filter(
    (row) => keyOf(row.name) !== owner && !isOfPost(page, row, list),
  );
  const parts = all.flatMap((row) => row.parts.map((part) => part.element));
  const first = parts[0];
  if (!first) {
    if (!list.isMixed) expectSomething(area, "facebook", list.kind);
    return;
  }
  // Below a person's list stand other parts of the profile; a group's members stand below several headings.
  const heading = list.owner && aroundLists("heading", () => headingOf(page, list, area));
  const start = heading && stands(first, { after: heading }) ? heading : first;
  const end = list.owner ? headingAfter(start, area, parts) : null;
  const { rows, isWhole } = ownRows(all, end, list.kind !== "members" && !list.isMixed);
  knowRows(parts, true);
  for (const row of rows) keepPlaces(row.parts, BORDER);
  for (const row of rows) {
    page.see(row, list.kind === "likers" ? "liker" : "row");
    const post = list.kind === "likers" ? likedAt(page) : null;
    if (post) seen.act({ account: row.name, kind: "likes", object: post });
    const liked = list.kind === "liked" ? reader.home(row.name) : null;
    if (liked && list.owner)
      seen.act({ account: list.owner, kind: "likes", object: liked, object_kind: "page" });
  }
  const { kind } = list;
  const shown =
    kind === "friends" || kind === "followers" || kind === "following" ? (counts?.[kind] ?? null) : null;
  const isPart = /\bfriends_/u.test(address.pathname + address.search);
  const displayedCount = kind === "members" ? countOf(page, "members", null) : isPart ? null : shown;
  seen.list({
    kind,
    owner: list.owner,
    displayedCount,
    ended: isWhole && !isLoading(area),
    members: rows.map((row) => row.name),
  });
}

/** Where links to a group's members say so, whoever has another link is only suggested. */
function ofGroup(rows: Row[]): Row[] {
  const isOfGroup = ({ parts }: Row) =>
    parts.some(({ links }) =>
      links.some((link) => /\/groups\/[^/?]+\/user\//u.test(link.getAttribute("href") ?? "")),
    );
  return rows.some(isOfGroup) ? rows.filter(isOfGroup) : rows;
}

/** What is found by a search stands in a part of its own, and its first link leads to it. */
function headsCard(page: FacebookPage, { links: [link] }: Place): boolean {
  const card = link?.closest(POSTS);
  return !!card && card.querySelector("a[href]") === link && !isPost(card, page);
}

/** What is found by a search stands in parts as posts do. */
function isOfPost(page: FacebookPage, { parts }: Row, { kind }: ListAddress): boolean {
  const part = parts[0]?.element.closest(POSTS);
  return part !== null && part !== undefined && (kind !== "search" || isPost(part, page));
}

/** The heading that leads to the list itself, or else says what other links to it say. */
function headingOf(
  { reader, address }: FacebookPage,
  { kind, owner }: ListAddress,
  area: Element,
): Element | null {
  const links = linksIn(area).filter((link) => {
    const list = reader.listAt(link.getAttribute("href"), address);
    return list?.kind === kind && list.owner && owner && isSame(list.owner, owner);
  });
  const leading = links.find((link) => link.closest(HEADINGS));
  const sayings = links.map((link) => words(link)).filter(Boolean);
  const says = (heading: Element) => sayings.some((said) => common(words(heading), said) >= LEAST_COMMON);
  return leading?.closest(HEADINGS) ?? [...area.querySelectorAll(HEADINGS)].find(says) ?? null;
}

/** The post whose likers are shown, where the page's address says it; those of a comment like no post. */
function likedAt({ address, document }: FacebookPage): string | null {
  const post = address.searchParams.get("ft_ent_identifier");
  if (post) return `https://www.facebook.com/${post}`;
  const pressed = pressedOn(document);
  if (!POST.test(address.pathname) || (pressed && isInComment(pressed))) return null;
  return postAt(address) ?? address.origin + address.pathname;
}

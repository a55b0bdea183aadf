// Reads a list of accounts on Facebook.

import type { DisplayedCounts } from "../../shared/wire/types.gen";
import { POST } from "./facebook-addresses";
import { BORDER, type FacebookPage, POSTS } from "./facebook-page";
import { countOf } from "./facebook-profile";
import { isPost, postAt } from "./facebook-story";
import { aroundLists } from "./found";
import { bareListsIn, knowRows } from "./left-rows";
import { expectSomething, headingAfter, isLoading } from "./lists";
import { isSame } from "./parts";
import type { ListAddress } from "./patterns";
import { keepPlaces, keyOf, listRowsOf, ownRows, type Place, type Row } from "./places";

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
  const all = listRowsOf(places, reader, isCard).filter(
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
  const end = list.owner ? headingAfter(heading ?? first, area, parts) : null;
  const { rows, isWhole } = ownRows(all, end, list.kind !== "members" && !list.isMixed);
  knowRows(parts, true);
  for (const row of rows) keepPlaces(row.parts, BORDER);
  for (const row of rows) {
    page.see(row, list.kind === "likers" ? "liker" : "row");
    const post = list.kind === "likers" ? postOf(address) : null;
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

/** The heading that leads to the list itself. */
function headingOf(
  { reader, address }: FacebookPage,
  { kind, owner }: ListAddress,
  area: Element,
): Element | null {
  for (const link of area.querySelectorAll("h2 a[href], h3 a[href], [role=heading] a[href]")) {
    const list = reader.listAt(link.getAttribute("href"), address);
    if (list?.kind === kind && list.owner && owner && isSame(list.owner, owner))
      return link.closest("h2, h3, [role=heading]");
  }
  return null;
}

/** The post whose likers stand at `address`. */
function postOf(address: URL): string | null {
  const post = address.searchParams.get("ft_ent_identifier");
  if (post) return `https://www.facebook.com/${post}`;
  if (!POST.test(address.pathname)) return null;
  return postAt(address) ?? address.origin + address.pathname;
}

// Reads a list of accounts on Facebook.

import type { DisplayedCounts } from "../../shared/wire/types.gen";
import { POST } from "./facebook-addresses";
import { BORDER, type FacebookPage, POSTS } from "./facebook-page";
import { countOf } from "./facebook-profile";
import { postAt } from "./facebook-story";
import { aroundLists } from "./found";
import { bareListsIn, knowRows } from "./left-rows";
import { expectSomething, headingAfter, isLoading } from "./lists";
import { isSame } from "./parts";
import type { ListAddress } from "./patterns";
import { keepPlaces, keyOf, listRowsOf, ownRows } from "./places";

/** Sees the members of `list` in `area`; `counts` are what its owner's profile shows. */
export function readList(
  page: FacebookPage,
  list: ListAddress,
  counts: DisplayedCounts | null,
  area: Element,
): void {
  const { reader, address, seen } = page;
  const owner = list.owner && keyOf(list.owner);
  const all = listRowsOf(page.places(area, bareListsIn(area)), reader).filter(
    (row) => keyOf(row.name) !== owner && !row.parts[0]?.element.closest(POSTS),
  );
  const places = all.flatMap((row) => row.parts.map((part) => part.element));
  const first = places[0];
  if (!first) {
    expectSomething(area, "facebook", list.kind);
    return;
  }
  // Below a person's list stand other parts of the profile; a group's members stand below several headings.
  const heading = list.owner && aroundLists("heading", () => headingOf(page, list, area));
  const end = list.owner ? headingAfter(heading ?? first, area, places) : null;
  const { rows, isWhole } = ownRows(all, end, list.kind !== "members");
  knowRows(places, true);
  for (const { parts } of rows) keepPlaces(parts, BORDER);
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
    ...list,
    displayedCount,
    ended: isWhole && !isLoading(area),
    members: rows.map((row) => row.name),
  });
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

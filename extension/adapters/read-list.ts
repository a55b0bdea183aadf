// Reads a list of accounts by a site's layout.

import type { ActivityKind, CaptureKind, DisplayedCounts } from "../../shared/wire/types.gen";
import type { LaidOut } from "./laid-out";
import type { Place } from "./layout";
import { isLeft, knowRows } from "./left-rows";
import { areSuggested } from "./list-head";
import { beforeParting, expectSomething, isLoading, stands } from "./lists";
import { isSame } from "./parts";
import type { ListAddress, Name } from "./patterns";
import { listRowsOf, placesIn, wholeRow } from "./places";

/** What everyone in a list of a post's did with it. */
const ACTIONS: Partial<Record<CaptureKind, ActivityKind>> = { likers: "likes", sharers: "shares" };

/** Lists that hold their members in one piece; groups and searches have theirs below several headings. */
const IN_ONE: ReadonlySet<CaptureKind> = new Set(["followers", "following", "friends", "likers", "sharers"]);

/** Sees the members of `list` in `area`; `counts` are what its owner's profile shows. Whether rows are there. */
export function readList(
  page: LaidOut,
  list: ListAddress,
  counts: DisplayedCounts | null,
  area: Element,
): boolean {
  const members: Name[] = [];
  const did = ACTIONS[list.kind];
  const post = did && page.layout.post.exec(page.address.pathname + page.address.search)?.[0];
  const seeMember = (row: Element, layout: Place): Name | null => {
    const name = page.nameOf(row, layout);
    if (!name || (list.owner && isSame(name, list.owner))) return null;
    page.see(row, name, list.kind === "likers" ? "liker" : "row", layout);
    const quote = layout === page.layout.rows ? null : page.pathOf(row);
    const by = quote && { content: page.address.origin + quote[0], ...page.momentOf(row, quote) };
    if (did && post) page.seen.act({ account: name, kind: did, object: page.address.origin + post, ...by });
    return name;
  };
  const all = listed(page, list, area);
  const [first] = all;
  if (first && area.matches("[role=dialog], dialog") && areSuggested(first.row, area)) return true;
  knowRows(
    all.map(({ row }) => row),
    false,
  );
  const own = IN_ONE.has(list.kind) ? ownOf(page, all, area) : all.length;
  for (const { row, layout } of all.slice(0, own)) {
    if (isLeft(row)) continue;
    const name = page.part(row, list.kind, () => seeMember(row, layout));
    if (name) members.push(name);
  }
  if (members.length === 0) {
    const isOut = (picture: Element) =>
      page.isAside(picture) || (counts !== null && page.head.contains(picture));
    if (!list.isMixed && all.length === 0) expectSomething(area, page.platform, list.kind, isOut);
    return all.length > 0;
  }
  const { kind } = list;
  const displayedCount =
    kind === "followers" || kind === "following" || kind === "friends" ? (counts?.[kind] ?? null) : null;
  // Suggestions follow a list that is cut short, too.
  const ended = own === all.length && !isLoading(area);
  page.seen.list({ kind, owner: list.owner, displayedCount, ended, members });
  return true;
}

/** So many of the rows are members: below a text of its own, and below what the layout says, stand suggestions. */
function ownOf({ layout }: LaidOut, all: readonly { row: Element }[], area: Element): number {
  const rows = all.map(({ row }) => row);
  const end = layout.suggested ? area.querySelector(layout.suggested) : null;
  const below = end ? rows.findIndex((row) => stands(row, { after: end })) : -1;
  return Math.min(beforeParting(rows), below === -1 ? rows.length : below);
}

/** Who quotes a post is listed by the posts in which it is quoted. */
function listed(page: LaidOut, list: ListAddress, area: Element): { row: Element; layout: Place }[] {
  const rows = rowsIn(page, area).map((row) => ({ row, layout: page.layout.rows }));
  if (rows.length > 0 || list.kind !== "sharers") return rows;
  return page.layout.posts.slice(0, 1).flatMap((layout) => {
    const parts = page.parts(layout.place, area);
    return parts.filter((part) => !part.parentElement?.closest(layout.place)).map((row) => ({ row, layout }));
  });
}

/** The outermost marked rows, or else the parts of one account each. */
function rowsIn(page: LaidOut, area: Element): Element[] {
  const { place } = page.layout.rows;
  const marked = area.parentElement?.closest(place) ? [] : outermost(page.parts(place, area));
  if (marked.length > 0) return marked;
  if (page.parts(page.postPlaces, area).length > 0) return [];
  const places = placesIn(area, page.linked, null).filter(({ element }) => !page.isAside(element));
  const rows = listRowsOf(places, page.reader);
  return rows.flatMap((row) => wholeRow(row, rows) ?? []);
}

/** Those of `parts`, in the page's order, that are within no other. */
function outermost(parts: readonly Element[]): Element[] {
  let last: Element | undefined;
  return parts.filter((part) => {
    if (last?.contains(part)) return false;
    last = part;
    return true;
  });
}

/** The topmost dialog that shows rows. */
export function shownDialog(page: LaidOut): Element | null {
  const dialogs = [...page.document.querySelectorAll("[role=dialog], dialog[open]")].reverse();
  return dialogs.find((dialog) => rowsIn(page, dialog).length > 0) ?? null;
}

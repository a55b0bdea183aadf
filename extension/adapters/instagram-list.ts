// Reads a list of accounts on Instagram.

import type { DisplayedCounts } from "../../shared/wire/types.gen";
import { counters } from "./instagram-header";
import type { InstagramPage } from "./instagram-page";
import { postOf } from "./instagram-posts";
import { areSuggested } from "./list-head";
import { expectSomething, headingAfter, isLoading, partingText, stands } from "./lists";
import type { ListAddress } from "./patterns";
import { firstAvatar } from "./picture";
import { keyOf, listRowsOf, ownRows, placesIn } from "./places";
import { words } from "./wording";

/** The dialog that shows accounts and no post. */
export function shownDialog({ document, reader }: InstagramPage): Element | null {
  const dialogs = [...document.querySelectorAll("[role=dialog]")].reverse();
  const shows = (dialog: Element) => firstAvatar(dialog, reader) !== null || isLoading(dialog);
  return dialogs.find((dialog) => !dialog.querySelector("article, time") && shows(dialog)) ?? null;
}

/** Sees the members of `list` in `area`; `counts` are what its owner's profile shows. */
export function readList(
  page: InstagramPage,
  list: ListAddress,
  counts: DisplayedCounts | null,
  area: Element,
): void {
  const owner = list.owner && keyOf(list.owner);
  const all = listRowsOf(placesIn(area, page.nameOf, "header"), page.reader).filter(
    (row) => keyOf(row.name) !== owner,
  );
  const places = all.flatMap((row) => row.parts.map((part) => part.element));
  const first = places[0];
  if (!first) {
    expectSomething(area, "instagram", list.kind);
    return;
  }
  if (area !== page.main && areSuggested(first, area, counterOf(page, list))) return;
  const end =
    headingAfter(first, area, places) ??
    suggestionsLink(area, first) ??
    partingText(
      area,
      all.map((row) => row.parts.map((part) => part.element)),
    );
  const { rows, isWhole } = ownRows(all, end, true);
  for (const row of rows) {
    page.see(row, list.kind === "likers" ? "liker" : "row");
    const post = list.kind === "likers" ? postOf(page.address) : null;
    if (post) page.seen.act({ account: row.name, kind: "likes", object: post });
  }
  const count = list.kind === "followers" || list.kind === "following" ? (counts?.[list.kind] ?? null) : null;
  // Suggestions follow a list that is cut short, too.
  const ended = end === null && isWhole && !isLoading(area);
  page.seen.list({ ...list, displayedCount: count, ended, members: rows.map((row) => row.name) });
}

/** The words of the counter that opens a list. */
function counterOf({ main }: InstagramPage, { kind }: ListAddress): string {
  const header = main.querySelector("header");
  return header && (kind === "followers" || kind === "following") ? words(counters(header)[kind]) : "";
}

function suggestionsLink(area: Element, first: Element): Element | null {
  const link = area.querySelector('a[href^="/explore/people"]');
  return link && stands(link, { after: first }) ? link : null;
}

// Reads a page by its site's layout.

import type { PageKind } from "../../shared/wire/types.gen";
import type { Extraction } from "./adapter";
import { aroundLists } from "./found";
import { LaidOut } from "./laid-out";
import type { Layout } from "./layout";
import { reading } from "./memory";
import type { Name, Reader } from "./patterns";
import { readList, shownDialog } from "./read-list";
import { readOwnPosts, readPosts } from "./read-posts";
import { readProfile } from "./read-profile";
import { ofOwner } from "./sightings";
import { expectPeople } from "./silence";

/** What the page shows now, by `layout`; `linked` says whom a link leads to, where that is more than its address. */
export function readLayout(
  platform: string,
  layout: Layout,
  document: Document,
  address: URL,
  reader: Reader,
  linked: (link: Element) => Name | null = (link) => reader.nameOf(link, address),
): Extraction {
  return reading(() => read(new LaidOut(platform, layout, document, address, reader, linked)));
}

function read(page: LaidOut): Extraction {
  const { layout, document, address, reader } = page;
  for (const viewer of aroundLists("viewers", () => viewers(page))) page.seen.leaveOut(viewer);
  const list = reader.list(address);
  const post = layout.post.exec(address.pathname + address.search);
  const owner = list ? list.owner : post ? null : reader.account(address);
  const counts = owner && page.seen.around("profile", () => readProfile(page, owner, list !== null));
  const dialog = aroundLists("dialog", () => shownDialog(page));
  const shown = list ?? (dialog ? (layout.dialog?.(dialog, owner) ?? null) : null);
  const isApart = dialog !== null && !(list && page.main.contains(dialog));
  const hasRows = shown !== null && readList(page, shown, counts, isApart ? dialog : page.main);
  if (!list || list.isMixed) readPosts(page, post, list);
  if (owner && !list) readOwnPosts(page, owner);
  if (page.seen.isEmpty && !hasRows)
    expectPeople(page.main, page.platform, page.linked, reader, layout.aside);
  const kind: PageKind = list ? "list" : post ? "post" : owner ? "profile" : "feed";
  const extraction = page.seen.finish(kind, address, document.title);
  const ordered = layout.newestFirst?.exec(address.pathname + address.search);
  const of = ordered?.groups?.handle ?? (kind === "profile" ? owner : null);
  return ordered && !of ? { ...extraction, newestFirst: { of: null } } : ofOwner(extraction, of);
}

/** Whom the page is shown to, wherever it says so. */
function viewers(page: LaidOut): (Name | null)[] {
  const { viewer } = page.layout;
  return viewer ? [...page.document.querySelectorAll(viewer)].map((place) => page.nameOf(place)) : [];
}

import type { Adapter, Extraction } from "./adapter";
import { isOnlyCount } from "./counts";
import { POST, patterns } from "./facebook-addresses";
import { readList } from "./facebook-list";
import { AROUND, FacebookPage, POSTS } from "./facebook-page";
import { readPosts } from "./facebook-posts";
import { readProfile } from "./facebook-profile";
import { aroundLists } from "./found";
import { elementsIn } from "./lists";
import { reading } from "./memory";
import { type Name, readerOf } from "./patterns";
import { firstAvatar, picturesIn } from "./picture";
import { ofOwner } from "./sightings";
import { expectPeople } from "./silence";
import { cleanText } from "./text";

const EVENT = /^\/events\/\d+/u;

export const facebook: Adapter = {
  id: "facebook",
  pages: ["https://*.facebook.com/*"],
  pictureHosts: ["https://*.fbcdn.net/*"],
  patterns,
  dialogs: ["likers", "members"],
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    reading(() => read(new FacebookPage(document, address, readerOf(corrected)))),
};

function read(page: FacebookPage): Extraction {
  const { address, reader, document, seen, main, nameOf } = page;
  seen.leaveOut(aroundLists("viewer", () => viewerOf(page)));
  const list = reader.list(address);
  const owner = list ? list.owner : reader.account(address);
  const counts = owner && seen.around("profile", () => readProfile(page, owner, list !== null));
  if (list) readList(page, list, counts, main);
  if (!list || list.isMixed) for (const area of postAreas(page)) readPosts(page, area);
  for (const dialog of elementsIn(document.documentElement, "[role=dialog]")) readDialog(page, dialog);
  if (seen.isEmpty) expectPeople(main, "facebook", nameOf, reader, AROUND);
  const kind = list ? "list" : owner ? "profile" : POST.test(address.pathname) ? "post" : "feed";
  const extraction = seen.finish(kind, address, document.title);
  return kind === "profile" ? ofOwner(extraction, owner) : extraction;
}

/** A photo's author and comments stand beside the page's main part. */
function postAreas({ main, document, address }: FacebookPage): Element[] {
  const isBare = POST.test(address.pathname) && !main.querySelector(POSTS);
  return [main, ...(isBare ? document.querySelectorAll("[role=complementary]") : [])];
}

/** The first account with an avatar beside the page's main part is the viewer's own. */
function viewerOf({ document, main, reader, nameOf }: FacebookPage): Name | null {
  for (const place of document.querySelectorAll("[role=banner] a[href], [role=navigation] a[href]")) {
    const name = main.contains(place) ? null : nameOf(place);
    if (name && firstAvatar(place, reader)) return name;
  }
  return null;
}

/** A dialog shows a post, or (behind tabs of reactions) who liked one, or (behind tabs of answers) an event's guests. */
function readDialog(page: FacebookPage, dialog: Element): void {
  if (dialog.querySelector(POSTS)) {
    readPosts(page, dialog);
    return;
  }
  const tabs = [...dialog.querySelectorAll("[role=tab]")];
  const isOfGuests = tabs.length > 0 && EVENT.test(page.address.pathname);
  const kind = tabs.some(isReaction) ? "likers" : isOfGuests ? "members" : null;
  if (kind) readList(page, { kind, owner: null }, null, dialog);
}

/** A sign and how many: words say something else. */
function isReaction(tab: Element): boolean {
  return isOnlyCount(tab.textContent) || (!cleanText(tab.textContent) && picturesIn(tab).length > 0);
}

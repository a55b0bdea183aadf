import type { Adapter, Extraction } from "./adapter";
import { POST, patterns } from "./facebook-addresses";
import { readList } from "./facebook-list";
import { AROUND, FacebookPage, POSTS } from "./facebook-page";
import { readPosts } from "./facebook-posts";
import { readProfile } from "./facebook-profile";
import { aroundLists } from "./found";
import { elementsIn } from "./lists";
import { reading } from "./memory";
import { type Name, readerOf } from "./patterns";
import { firstAvatar } from "./picture";
import { ofOwner } from "./sightings";
import { expectPeople } from "./silence";

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
  if (!list || list.isMixed) readPosts(page, main);
  for (const dialog of elementsIn(document.documentElement, "[role=dialog]")) readDialog(page, dialog);
  if (seen.isEmpty) expectPeople(main, "facebook", nameOf, reader, AROUND);
  const kind = list ? "list" : owner ? "profile" : POST.test(address.pathname) ? "post" : "feed";
  const extraction = seen.finish(kind, address, document.title);
  return kind === "profile" ? ofOwner(extraction, owner) : extraction;
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
  if (dialog.querySelector(POSTS)) readPosts(page, dialog);
  else if (dialog.querySelector("[role=tablist]"))
    readList(
      page,
      { kind: EVENT.test(page.address.pathname) ? "members" : "likers", owner: null },
      null,
      dialog,
    );
}

import type { Adapter, Extraction, Patterns } from "./adapter";
import { readPosts } from "./instagram-comments";
import { isOfLikers, listIn } from "./instagram-header";
import { readList, shownDialog } from "./instagram-list";
import { InstagramPage } from "./instagram-page";
import { ownPosts, POST } from "./instagram-posts";
import { readProfile } from "./instagram-profile";
import { reading } from "./memory";
import { META_PLACEHOLDERS } from "./meta";
import { readerOf } from "./patterns";
import { firstAvatar } from "./picture";
import { expectPeople } from "./silence";

const HANDLE = "[A-Za-z0-9._]{1,30}";
const END = "/?(?:\\?.*)?";

const patterns: Patterns = {
  hosts: ["(?:(?:www|m)\\.)?instagram\\.com"],
  accounts: [
    `/@?(?<handle>${HANDLE})(?:/(?:reels|tagged|saved|reposts|followers|following))?${END}`,
    `/_u/(?<handle>${HANDLE})${END}`,
  ],
  reserved: [
    ..."about accounts ads api archive ar br business challenge creators data developer developers direct download".split(
      " ",
    ),
    ..."emails explore fragment graphql guides help igtv invites legal lite live locations login logout nametag".split(
      " ",
    ),
    ..."p press privacy push qr reel reels session sessions settings share shop stories support terms tv web".split(
      " ",
    ),
    ..."your_activity notifications".split(" "),
  ],
  redirects: [{ host: "l.instagram.com", parameter: "u" }],
  lists: [
    { kind: "followers", path: `/(?<handle>${HANDLE})/followers(?:/mutual\\w*)?${END}` },
    { kind: "following", path: `/(?<handle>${HANDLE})/following(?:/\\w*)?${END}` },
    { kind: "likers", path: `/(?:${HANDLE}/)?(?:p|reel|reels|tv)/[\\w-]+/liked_by${END}` },
    { kind: "suggestions", path: `/explore/people(?:/\\w+)?${END}` },
  ],
  avatars: [
    "[^/]+\\.(?:fbcdn\\.net|cdninstagram\\.com)/(?:[^?]*/)?t\\d+\\.\\d+-19/(?:[^?]*/)?(?<id>\\d+_\\d+_\\d+_[a-z]+\\.\\w+)",
  ],
  placeholders: [...META_PLACEHOLDERS, "[^?]*/anonymousUser\\.jpg"],
  larger: [],
  home: { id: null, handle: "https://www.instagram.com/{handle}/" },
};

export const instagram: Adapter = {
  id: "instagram",
  pages: ["https://*.instagram.com/*"],
  pictureHosts: ["https://*.cdninstagram.com/*", "https://*.fbcdn.net/*"],
  patterns,
  dialogs: ["followers", "following", "likers"],
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    reading(() => read(new InstagramPage(document, address, readerOf(corrected)))),
};

function read(page: InstagramPage): Extraction {
  const { address, reader, seen } = page;
  leaveOutViewer(page);
  const list = reader.list(address);
  const owner = list?.owner ?? (list ? null : reader.account(address));
  const counts = owner && readProfile(page, owner, list !== null);
  const dialog = shownDialog(page);
  // A profile's lists open without an address of their own.
  const kind = dialog && owner && listIn(dialog, page.main.querySelector("header"));
  if (list) {
    // At the list's own address a profile may be there before its dialog is.
    if (dialog || !isProfileShown(page)) readList(page, list, counts, dialog ?? page.main);
  } else if (dialog && kind) readList(page, { kind, owner }, counts, dialog);
  else if (dialog && !owner && isOfLikers(dialog))
    readList(page, { kind: "likers", owner: null }, null, dialog);
  // Who is in a dialog that is no list: whom a post is by, whom one may write to.
  else if (dialog) for (const row of page.rows(dialog, null)) page.see(row, "row");
  if (!owner) readPosts(page);
  else if (!list)
    for (const { moment, ...post } of ownPosts(page.main, owner, reader, address))
      seen.act({ account: owner, kind: "posts", ...post, ...moment });
  if (seen.isEmpty) expectPeople(page.main, "instagram", page.nameOf, reader);
  return seen.finish(
    list ? "list" : owner ? "profile" : POST.test(address.pathname) ? "post" : "feed",
    address,
    page.document.title,
  );
}

/** Whether a picture heads the page. */
function isProfileShown({ main, reader }: InstagramPage): boolean {
  const header = main.querySelector("header");
  return header !== null && firstAvatar(header, reader) !== null;
}

/** Beside the page's main part stands the navigation, whose only account is the viewer's. */
function leaveOutViewer({ document, main, nameOf, reader, seen }: InstagramPage): void {
  if (main === document.body) return;
  for (const link of document.querySelectorAll("a[href]")) {
    if (main.contains(link) || link.closest("[role=dialog]") || !firstAvatar(link, reader)) continue;
    seen.leaveOut(nameOf(link));
  }
}

import type { Adapter, Patterns } from "./adapter";
import { isOnlyCount } from "./counts";
import type { Layout } from "./layout";
import { selectedTab } from "./parts";
import { type ListAddress, type Name, readerOf } from "./patterns";
import { pressedIn, wasPressed } from "./pressed";
import { readLayout } from "./read-layout";
import { cleanText } from "./text";
import { momentOfId } from "./times";

const HANDLE = "[\\w.]{1,32}";

const patterns: Patterns = {
  hosts: ["(?:(?:www|m)\\.)?tiktok\\.com"],
  accounts: [`/@(?<handle>${HANDLE})/?(?:\\?.*)?`],
  reserved: [],
  redirects: [{ host: "www.tiktok.com", parameter: "target" }],
  lists: [
    { kind: "search", path: "/search/user/?(?:\\?.*)?" },
    { kind: "search", path: "/search(?:/video)?/?(?:\\?.*)?", isMixed: true },
  ],
  avatars: [
    "[^/]+\\.(?:tiktokcdn(?:-\\w+)?|ibyteimg|byteoversea|muscdn)\\.com/(?:[^?]*/)?(?<id>[^/?~]+)(?:~[^/?]*|\\.(?:jpe?g|webp|png|heic))(?:\\?|$)",
  ],
  placeholders: [],
  larger: [],
  home: { id: null, handle: "https://www.tiktok.com/@{handle}" },
};

const COLUMN = "[data-e2e=recommend-list-item-container]";
/** A time that stands beside a name. */
const TIME = /\s·\s+\p{Nd}.*$/u;
const AUTHOR = "[data-e2e=video-author-avatar]";

const layout: Layout = {
  main: "main, #main-content-others_homepage, #app",
  aside: "nav, aside, [data-e2e^=suggest-], [data-e2e=following-user-avatar], [data-e2e=nav-profile]",
  viewer: '[data-e2e="nav-profile"], [data-e2e="profile-icon"] a',
  profile: {
    place: "[data-e2e=user-page], main, body",
    name: "[data-e2e=user-subtitle] || [data-e2e=user-title]",
    bio: "[data-e2e=user-bio]",
    picture: "[data-e2e=user-avatar] || [data-e2e=user-page]",
    counts: { followers: "[data-e2e=followers-count]", following: "[data-e2e=following-count]" },
    idOf: (place) => {
      const link = place.querySelector('a[href*="/messages"][href*="u="]');
      return /[?&]u=(\d{5,})/u.exec(link?.getAttribute("href") ?? "")?.[1] ?? null;
    },
  },
  rows: { place: "[data-e2e=search-user-container]" },
  posts: [
    {
      place: COLUMN,
      picture: AUTHOR,
      name: "[data-e2e=video-author-nickname] || [data-e2e=video-author-uniqueid]",
      text: "[data-e2e=video-desc]",
      role: "author",
    },
    {
      place: "[data-e2e=search-card-desc]",
      around: ":has([data-e2e^=search_top-item], [data-e2e^=search_video-item])",
      name: "[data-e2e=search-card-user-unique-id]",
      role: "author",
    },
    {
      place: "[data-e2e=browse-user-avatar]",
      around: ":has([data-e2e=browser-nickname], [data-e2e=browse-username])",
      name: "[data-e2e=browser-nickname] || [data-e2e=browse-username]",
      nameEnds: TIME,
      text: "[data-e2e=browse-video-desc] || [data-e2e=video-desc]",
      role: "author",
    },
    {
      place: "[data-e2e^=comment-username]",
      around: ":has(img)",
      name: "[data-e2e^=comment-username]",
      text: "[data-e2e^=comment-level]",
      ago: "[data-e2e^=comment-time]",
      role: "commenter",
    },
  ],
  ownPosts: "[data-e2e=user-post-item]",
  post: /^\/@(?<handle>[\w.]{1,32})\/(?:video|photo)\/(?<post>\d+)/u,
  dialog,
  postOfPage: ":has([data-e2e=browse-user-avatar]):not(:has([data-e2e^=comment-username]))",
  postOf,
  // Whoever else is named in a video's words is not its author.
  nameOf: (place, linked) =>
    place.querySelector(AUTHOR) && place.matches(COLUMN) ? authorOf(place) : linked,
  timeOf: (post) => momentOfId(post.groups?.post, 32n, 1000),
};

/** A column's video has no link to itself: its player spells the number. */
function postOf(place: Element): string | null {
  const number = /-(\d{15,})$/u.exec(place.querySelector("[id^=xgwrapper-]")?.id ?? "")?.[1];
  const author = authorOf(place);
  return number && author ? `/@${author.handle}/video/${number}` : null;
}

/** A column's video is whose picture stands beside it. */
function authorOf(place: Element): Name | null {
  const href = place.querySelector(AUTHOR)?.getAttribute("href");
  const handle = /\/@(?<handle>[\w.]{1,32})\/?(?:[?#]|$)/u.exec(href ?? "")?.groups?.handle;
  return handle ? { id: null, handle } : null;
}

/** The dialog's tabs: following, followers, and others that are no list. Where none is marked as selected, the one that
 * was pressed is, or what the counter opened that was. */
function dialog(element: Element, owner: Name | null): ListAddress | null {
  if (!owner || !element.matches("[data-e2e=follow-info-popup], :has([data-e2e=follow-info-popup])"))
    return null;
  const kinds = ["following", "followers"] as const;
  const place = selectedTab(element);
  const kind = place < 0 ? kinds.find((one) => wasChosen(one, element)) : kinds[place];
  return kind ? { kind, owner } : null;
}

function wasChosen(kind: "following" | "followers", popup: Element): boolean {
  const count = popup.ownerDocument.querySelector(`[data-e2e=${kind}-count]`);
  const counter = count?.parentElement;
  const label = counter?.textContent?.replace(count?.textContent ?? "", "").trim();
  const pressed = pressedIn(popup);
  if (!label || !pressed) return label !== undefined && wasPressed(counter);
  for (let tab: Element | null = pressed; tab && tab !== popup; tab = tab.parentElement) {
    const [before = "", after, another] = (tab.textContent ?? "").split(label);
    const number = cleanText(before + after);
    if (after !== undefined && another === undefined && (!number || isOnlyCount(number))) return true;
  }
  return false;
}

export const tiktok: Adapter = {
  id: "tiktok",
  pages: ["https://*.tiktok.com/*"],
  pictureHosts: [
    "https://*.tiktokcdn.com/*",
    "https://*.tiktokcdn-us.com/*",
    "https://*.tiktokcdn-eu.com/*",
    "https://*.ibyteimg.com/*",
  ],
  patterns,
  dialogs: ["followers", "following"],
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    readLayout("tiktok", layout, document, address, readerOf(corrected)),
};

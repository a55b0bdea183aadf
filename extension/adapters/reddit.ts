import type { Adapter, Patterns } from "./adapter";
import type { Layout } from "./layout";
import { type Name, readerOf } from "./patterns";
import { readLayout } from "./read-layout";
import { momentOf } from "./times";

const HANDLE = "[\\w-]{2,24}";
const REST = "/?(?:\\?.*)?";

const patterns: Patterns = {
  hosts: ["(?:(?:www|old|new|sh|np|m|i|[a-z]{2}(?:-[a-z]{2})?)\\.)?reddit\\.com"],
  accounts: [
    `/(?:user|u)/(?<handle>${HANDLE})(?:/(?:overview|submitted|posts|comments|about|gilded|upvoted|saved))?${REST}`,
  ],
  reserved: ["me", "automoderator", "deleted"],
  redirects: [{ host: "out.reddit.com", parameter: "url" }],
  lists: [
    { kind: "members", path: `/(?:r|mod)/[^/]+/(?:about/)?(?:moderators|contributors)${REST}` },
    { kind: "search", path: "/search/?\\?(?:.*&)?type=(?:people|user)(?:&.*)?" },
    { kind: "search", path: `(?:/r/[^/]+)?/search${REST}`, isMixed: true },
  ],
  avatars: [
    "styles\\.redditmedia\\.com/(?:[^?]*/)?(?<id>profileIcon_[\\w-]+\\.\\w+)",
    "(?:i|preview)\\.redd\\.it/snoovatar/avatars/(?:[^?]*/)?(?<id>[\\w-]+\\.\\w+)",
  ],
  placeholders: ["(?:www\\.)?redditstatic\\.com/(?:[^?]*/)?avatars/"],
  larger: [],
  home: { id: null, handle: "https://www.reddit.com/user/{handle}/" },
};

const LINK = 'a[href*="/user/"], a[href*="/u/"], a.author';

const layout: Layout = {
  main: "#subgrid-container:has([data-testid=search-author]), main, #main-content, [role=main]",
  aside:
    "aside:not(:has([data-testid=search-author])), #right-sidebar-container:not(:has([data-testid=search-author])), [slot=sidebar], .side, header, reddit-header-large, faceplate-hovercard",
  viewer: "#expand-user-drawer-button, .user a[href*='/user/']",
  profile: {
    place: "main, #main-content, [role=main], body",
    name: "[data-testid=profile-header] h1 || h1 || h2",
    bio: "[data-testid=profile-description]",
    picture: "[data-testid=profile-icon] || [data-testid=profile-header]",
    counts: { followers: "[data-testid=profile-follower-count] || [id*=follower] faceplate-number" },
  },
  rows: {
    place: "[data-testid=search-author], [data-testid=people-search-result], .user-row, #moderator-list > *",
    name: "h3 span",
  },
  posts: [
    {
      place: "shreddit-post[author], .thing.link[data-author]",
      name: LINK,
      picture: "[slot=credit-bar] || .author-avatar || :scope > :has(img)",
      text: "[slot=title], [slot=text-body] || a.title",
      role: "author",
    },
    {
      place: "shreddit-comment[author], .thing.comment[data-author]",
      name: `[slot=commentMeta] ${LINK.replaceAll(", ", ", [slot=commentMeta] ")} || ${LINK}`,
      picture: "[slot=commentAvatar] || .author-avatar",
      text: "[slot=comment] || .usertext-body",
      role: "commenter",
    },
    {
      place: '[data-testid=search-sdui-post]:has(a[href*="/user/"])',
      name: 'a[href*="/user/"]:not([href*="/comments/"]) span',
      text: "[data-testid=post-title-text]",
      role: "author",
    },
  ],
  post: /^\/(?:r|user|u)\/[^/]+\/comments\/(?<post>\w+)/u,
  postOf: (place) => place.getAttribute("permalink") ?? place.getAttribute("data-permalink"),
  sharedBy: (place) =>
    /^(?:link|crosspost)$/u.test(place.getAttribute("post-type") ?? "")
      ? place.getAttribute("content-href")
      : null,
  nameOf,
  timeIn: (place) => momentOf(place.getAttribute("created-timestamp") ?? place.getAttribute("created")),
};

/** Posts and comments spell their author, and posts the author's number. */
function nameOf(place: Element, linked: Name | null): Name | null {
  const author = place.getAttribute("author") ?? place.getAttribute("data-author");
  if (!author) return linked;
  if (!new RegExp(`^${HANDLE}$`, "u").test(author) || author === "AutoModerator") return null;
  const number = place.getAttribute("author-id") ?? place.getAttribute("data-author-fullname");
  return { id: number && /^t2_\w+$/u.test(number) ? number : null, handle: author };
}

export const reddit: Adapter = {
  id: "reddit",
  pages: ["https://*.reddit.com/*"],
  pictureHosts: ["https://styles.redditmedia.com/*", "https://i.redd.it/*", "https://preview.redd.it/*"],
  patterns,
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    readLayout("reddit", layout, document, address, readerOf(corrected)),
};

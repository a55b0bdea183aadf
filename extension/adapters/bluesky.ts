import type { Adapter, Patterns } from "./adapter";
import type { Layout } from "./layout";
import { type Name, readerOf } from "./patterns";
import { readLayout } from "./read-layout";
import { cleanText } from "./text";
import { momentOfTid } from "./times";

const ACTOR = "(?:(?<id>did:[a-z]+:[A-Za-z0-9._:-]+)|(?<handle>[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+))";
const ANY = "[^/?]+";
const REST = "/?(?:\\?.*)?";

const patterns: Patterns = {
  hosts: ["(?:(?:www|staging|main)\\.)?bsky\\.app"],
  accounts: [`/profile/${ACTOR}${REST}`],
  reserved: ["handle.invalid"],
  redirects: [{ host: "go.bsky.app", parameter: "u" }],
  lists: [
    { kind: "followers", path: `/profile/${ACTOR}/(?:followers|known-followers)${REST}` },
    { kind: "following", path: `/profile/${ACTOR}/follows${REST}` },
    { kind: "likers", path: `/profile/${ANY}/post/${ANY}/liked-by${REST}` },
    { kind: "sharers", path: `/profile/${ANY}/post/${ANY}/(?:reposted-by|quotes)${REST}` },
    { kind: "members", path: `/profile/${ANY}/lists/${ANY}${REST}` },
    { kind: "members", path: `/(?:starter-pack|start)/${ANY}/${ANY}${REST}` },
    { kind: "search", path: `/search${REST}`, isMixed: true },
  ],
  avatars: ["cdn\\.bsky\\.app/img/avatar(?:_thumbnail)?/plain/(?<account>did:[^/]+)/(?<id>[^/@?]+)"],
  placeholders: [],
  larger: [{ from: "(cdn\\.bsky\\.app/img/)avatar_thumbnail/", to: "$1avatar/" }],
  home: { id: "https://bsky.app/profile/{id}", handle: "https://bsky.app/profile/{handle}" },
};

/** What stands for a handle that leads nowhere. */
const INVALID = "handle.invalid";
const FEED_ITEM = /^(?:feedItem|postThreadItem)-by-/u;

const AVATAR = "[data-testid=userAvatarImage], [data-testid=userAvatarFallback]";

const layout: Layout = {
  main: "main, [role=main]",
  // Screens that one came from stay in the page, hidden.
  aside:
    'nav, [role=navigation], [role=complementary], [data-testid=composePostView], [style*="display: none"]',
  profile: {
    place: "[data-testid=profileView], [data-testid=profileScreen]",
    name: "[data-testid=profileHeaderDisplayName]",
    bio: "[data-testid=profileHeaderDescription]",
    picture: "[data-testid=profileHeaderAviButton]",
    counts: {
      followers: "[data-testid=profileHeaderFollowersButton]",
      following: "[data-testid=profileHeaderFollowsButton]",
    },
  },
  rows: {
    place:
      'a[href*="/profile/"]:has([data-testid=userAvatarImage], [data-testid=userAvatarFallback]):not([data-testid*="-by-"] *, [data-testid=profileView] *)',
    name: "[dir=auto]",
  },
  posts: [
    {
      place: "[data-testid^=feedItem-by-], [data-testid^=postThreadItem-by-]",
      picture: "[data-testid=userAvatarImage]",
      text: "[data-testid=postText], [data-word-wrap]",
      sharer: 'a[href*="/profile/"]:has(svg)',
    },
    {
      place: "[data-testid=contentHider-post] [role=link][aria-label]:not(a)",
      picture: "[data-testid=userAvatarImage]",
      text: "[data-word-wrap]",
      role: "author",
      quoted: true,
    },
  ],
  post: /^\/profile\/(?:(?<id>did:[^/]+)|(?<handle>[^/]+))\/post\/(?<post>[^/]+)/u,
  newestFirst: /\/(?:reposted|liked)-by\b/u,
  head,
  nameOf,
  timeOf: (post) => momentOfTid(post.groups?.post),
};

/** A post is whose picture heads it: above may stand who reposted it. */
function head(place: Element): Element | null {
  const links = place.matches("a") ? [place] : [...place.querySelectorAll('a[href*="/profile/"]')];
  const isOfPost = FEED_ITEM.test(place.getAttribute("data-testid") ?? "");
  return links.find((link) => !isOfPost || link.querySelector(AVATAR)) ?? null;
}

/** A post's test id spells its author's handle, or that the handle leads nowhere any more. */
function nameOf(place: Element, linked: Name | null): Name | null {
  const testId = place.getAttribute("data-testid") ?? "";
  const handle = FEED_ITEM.test(testId) ? testId.replace(FEED_ITEM, "") : null;
  if (handle === INVALID) return linked?.id ? { id: linked.id, handle: null } : null;
  if (handle) return { id: linked?.id ?? null, handle };
  return linked && !linked.handle ? { ...linked, handle: writtenHandle(place) } : linked;
}

/** Links may lead to the account by its number; the handle is written below the name. */
function writtenHandle(place: Element): string | null {
  for (const text of place.querySelectorAll("[dir=auto]")) {
    const handle = /^@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/iu.exec(cleanText(text.textContent) ?? "")?.[1];
    if (handle && !text.closest("a a")) return handle;
  }
  return null;
}

export const bluesky: Adapter = {
  id: "bluesky",
  pages: ["https://*.bsky.app/*"],
  pictureHosts: ["https://cdn.bsky.app/*"],
  patterns,
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    readLayout("bluesky", layout, document, address, readerOf(corrected)),
};

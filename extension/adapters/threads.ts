import type { Adapter, Patterns } from "./adapter";
import { isMention, linksIn, namingText } from "./agreement";
import type { Layout } from "./layout";
import { stands } from "./lists";
import { META_PLACEHOLDERS } from "./meta";
import { selectedTab } from "./parts";
import { type ListAddress, type Name, readerOf } from "./patterns";
import { readLayout } from "./read-layout";

const HANDLE = "[A-Za-z0-9._]{1,30}";
const REST = "/?(?:\\?.*)?";

const patterns: Patterns = {
  hosts: ["(?:www\\.)?threads\\.(?:com|net)"],
  accounts: [`/@(?<handle>${HANDLE})(?:/(?:replies|media|reposts))?${REST}`],
  reserved: [],
  redirects: ["l.threads.com", "l.threads.net"].map((host) => ({ host, parameter: "u" })),
  lists: [
    { kind: "followers", path: `/@(?<handle>${HANDLE})/followers${REST}` },
    { kind: "following", path: `/@(?<handle>${HANDLE})/following${REST}` },
    { kind: "search", path: `/search${REST}`, isMixed: true },
  ],
  avatars: [
    "[^/]+\\.(?:fbcdn\\.net|cdninstagram\\.com)/(?:[^?]*/)?t\\d+\\.\\d+-19/(?:[^?]*/)?(?<id>\\d+_\\d+_\\d+_[a-z]+\\.\\w+)",
  ],
  placeholders: META_PLACEHOLDERS,
  larger: [],
  home: { id: null, handle: "https://www.threads.com/@{handle}" },
};

const layout: Layout = {
  main: "#barcelona-page-layout",
  profile: {
    place: "[role=region]",
    name: "h1[translate=no], h1",
    bio: (place) => {
      const picture = place.querySelector("img");
      const texts = [...place.querySelectorAll("span[dir=auto]")];
      return (
        texts.find(
          (text) => picture && stands(text, { after: picture }) && !text.closest("a, [role=button]"),
        ) ?? null
      );
    },
    counts: { followers: "a:has([title]), [role=button]:has(span[title])" },
  },
  rows: {
    place: "[role=dialog] [data-pressable-container=true]",
    name: "span[translate=no]",
    displayed: "span[dir=auto]:not([translate=no], a *)",
  },
  posts: [
    {
      place: "[data-pressable-container=true]:not([role=dialog] *)",
      name: 'a[href^="/@"] span[translate=no]',
      text: ":has(time) ~ span[dir=auto] || :has(time) ~ * span[dir=auto]:not(a *, [role=button] *)",
      sharer,
    },
  ],
  post: /^\/@(?<handle>[A-Za-z0-9._]{1,30})\/post\/(?<post>[\w-]+)/u,
  head,
  dialog,
};

const PICTURED = 'a[href*="/@"]:has(img):not([href*="/post/"])';

/** A post is whose picture heads it: above may stand who reposted it. */
function head(place: Element, isRow: boolean): Element | null {
  const pictured = isRow ? null : place.querySelector(PICTURED);
  const named = place.querySelector("a[href] span[translate=no]")?.closest("a");
  return (
    pictured ?? named ?? linksIn(place).find((link) => namingText(link) && !isMention(link, place)) ?? null
  );
}

/** The link to an account above the author's picture. */
function sharer(place: Element): Element | null {
  const picture = place.querySelector(PICTURED);
  const link = place.querySelector('a[href*="/@"]:not(:has(img), [href*="/post/"])');
  return link && picture && stands(picture, { after: link }) ? link : null;
}

/** The dialog's tabs: followers, then following, in every language. */
function dialog(element: Element, owner: Name | null): ListAddress | null {
  const kind = (["followers", "following"] as const)[selectedTab(element)];
  return kind && owner ? { kind, owner } : null;
}

export const threads: Adapter = {
  id: "threads",
  pages: ["https://*.threads.com/*", "https://*.threads.net/*"],
  pictureHosts: ["https://*.cdninstagram.com/*", "https://*.fbcdn.net/*"],
  patterns,
  dialogs: ["followers", "following"],
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    readLayout("threads", layout, document, address, readerOf(corrected)),
};

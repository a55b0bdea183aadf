import type { Adapter, Patterns } from "./adapter";
import { isMention, linksIn } from "./agreement";
import type { Layout } from "./layout";
import { stands } from "./lists";
import { META_PLACEHOLDERS } from "./meta";
import { namingText } from "./naming";
import { pick, selectedTab } from "./parts";
import { type ListAddress, type Name, readerOf } from "./patterns";
import { readLayout } from "./read-layout";
import { common, LEAST_COMMON, words } from "./wording";

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
    { kind: "search", path: "/search/?\\?(?:.*&)?q=[^&]+.*", isMixed: true },
    // Before anything is searched for, whom to follow.
    { kind: "suggestions", path: `/search${REST}`, isMixed: true },
  ],
  avatars: [
    "[^/]+\\.(?:fbcdn\\.net|cdninstagram\\.com)/(?:[^?]*/)?t\\d+\\.\\d+-19/(?:[^?]*/)?(?<id>\\d+_\\d+_\\d+_[a-z]+\\.\\w+)",
  ],
  placeholders: META_PLACEHOLDERS,
  larger: [],
  home: { id: null, handle: "https://www.threads.com/@{handle}" },
};

const PART = "[data-pressable-container=true]";
/** Each part shows a post, by its link, or somebody. */
const POST = `${PART}:has(a[href*="/post/"]):not([role=dialog] *)`;

const NAME = 'a[href*="/@"] span[translate=no]';
const TEXT =
  ":has(time) ~ span[dir=auto]:not(a *) || :has(time) ~ * span[dir=auto]:not(a *, [role=button] *)";

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
    place: `[role=dialog] ${PART}, ${PART}:not(:has(a[href*="/post/"]))`,
    name: "span[translate=no]",
    displayed: "span[dir=auto]:not([translate=no], a *, button *, [role=button] *)",
  },
  posts: [
    { place: `${POST}:not(${PART} *)`, name: NAME, text: TEXT, sharer },
    { place: `${PART} ${POST}`, name: NAME, text: TEXT, role: "author", quoted: true },
  ],
  related: `:is(h1, h2, [role=heading]):not(${PART} *, [role=dialog] *)`,
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

/** What was done with a post; over a profile, two tabs: followers, then following, in every language. */
function dialog(element: Element, owner: Name | null): ListAddress | null {
  const list = activity(element);
  if (list || !owner || element.querySelectorAll("[role=tab]").length > 2) return list;
  const kind = (["followers", "following"] as const)[selectedTab(element)];
  return kind ? { kind, owner } : null;
}

/** Who liked or reposted the page's post: the tab or heading has the word of the post's own button. */
function activity(element: Element): ListAddress | null {
  const buttons = element.ownerDocument.querySelectorAll(
    `${PART}:not([role=dialog] *) [role=button] svg[aria-label]`,
  );
  // The first post's last four: like, reply, repost, share.
  const post = buttons[0]?.closest(PART);
  const [like, , repost] = [...buttons].filter((button) => post?.contains(button)).slice(-4);
  const heading = pick(element, "[role=tab][aria-selected=true] || h1, h2, [role=heading]");
  const alike = [like, repost].map((button) => common(words(heading), words(button ?? null, "aria-label")));
  const [liked = 0, reposted = 0] = alike;
  if (Math.max(liked, reposted) < LEAST_COMMON || liked === reposted) return null;
  return { kind: liked > reposted ? "likers" : "sharers", owner: null };
}

export const threads: Adapter = {
  id: "threads",
  pages: ["https://*.threads.com/*", "https://*.threads.net/*"],
  pictureHosts: ["https://*.cdninstagram.com/*", "https://*.fbcdn.net/*"],
  patterns,
  dialogs: ["followers", "following", "likers", "sharers"],
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    readLayout("threads", layout, document, address, readerOf(corrected)),
};

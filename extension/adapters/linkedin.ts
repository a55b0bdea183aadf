import type { Adapter, Patterns } from "./adapter";
import type { Layout } from "./layout";
import { type ListAddress, type Name, readerOf } from "./patterns";
import { readLayout } from "./read-layout";
import { momentOfId, momentOfMs } from "./times";

const SLUG = "[^/?]{2,200}";
const MEMBER = "AC[ow]A[\\w-]{10,80}";
const REST = "/?(?:\\?.*)?";

const patterns: Patterns = {
  hosts: ["(?:(?:www|m|touch|[a-z]{2})\\.)?linkedin\\.com"],
  accounts: [
    `/in/(?<id>${MEMBER})${REST}`,
    `/in/(?<handle>${SLUG})/?\\?(?:.*&)?miniProfileUrn=urn:li:fs_miniProfile:(?<id>${MEMBER})(?:&.*)?`,
    `/in/(?<handle>${SLUG})${REST}`,
    `/mwlite/(?:profile/)?in/(?<handle>${SLUG})${REST}`,
  ],
  reserved: [],
  redirects: [{ host: "www.linkedin.com", parameter: "url" }],
  lists: [
    { kind: "search", path: `/search/results/(?:people|all)${REST}` },
    { kind: "friends", path: `/mynetwork/invite-connect/connections${REST}` },
    { kind: "followers", path: `/mynetwork/network-manager/(?:people-follow/)?followers${REST}` },
    { kind: "following", path: `/mynetwork/network-manager/(?:people-follow/)?following${REST}` },
    { kind: "members", path: `/groups/\\d+/members${REST}` },
  ],
  avatars: [
    "media(?:-[\\w-]+)?\\.licdn\\.com/dms/image/(?:v2/)?(?:[A-Z]\\d/)?(?<id>[\\w-]{6,})/(?:[^?]*/)?profile-(?:display|framed|original)photo",
  ],
  placeholders: ["static\\.licdn\\.com/(?:[^?]*/)?(?:ghost|person)"],
  larger: [],
  home: { id: "https://www.linkedin.com/in/{id}", handle: "https://www.linkedin.com/in/{handle}" },
};

const NAME = [
  'a[href*="/in/"] [dir=ltr] [aria-hidden=true]',
  'a[href*="/in/"] span[aria-hidden=true]',
  'a[href*="/in/"]:not(:has(img, figure))',
].join(" || ");

const layout: Layout = {
  main: "main, [role=main]",
  aside:
    "aside, [role=complementary], header, .msg-overlay-list-bubble, [data-view-name*=pymk], [data-view-name*=browsemap]",
  viewer: "#global-nav a[href*='/in/'], header a[href*='/in/']",
  profile: {
    place: "section:has(h1), main, [role=main], body",
    name: "h1",
    bio: "[data-generated-suggestion-target] || h1 ~ h2 || .text-body-medium",
    picture: 'img[title] || [style*="displayphoto"] || button img || img',
    counts: {
      friends: "ul:not(:has(button, img)) > li:last-child",
      followers: "ul:not(:has(button, img)) > li:first-child:not(:last-child)",
    },
    idOf: (place) =>
      memberIn(place.ownerDocument.querySelector('main a[href*="profileUrn="]')?.getAttribute("href")),
  },
  rows: {
    place:
      "[data-view-name=search-entity-result-universal-template], [data-view-name=people-search-result], .mn-connection-card, .reusable-search__result-container, .groups-members-list__typeahead-result",
    name: NAME,
  },
  posts: [
    {
      place: '[data-urn^="urn:li:activity"], [data-urn^="urn:li:ugcPost"], [data-id^="urn:li:activity"]',
      name: `[class*=actor] ${NAME}`,
      picture: '[class*=actor]:has(img) || a[href*="/in/"]:has(img)',
      text: "[class*=update-components-text], [class*=commentary], [dir=ltr][class*=break-words]",
      role: "author",
    },
    {
      place: "[role=listitem]:has(figure img):not([data-urn] *, :has([data-urn]))",
      name: NAME,
      picture: "figure",
      role: "author",
    },
    {
      place:
        'article[data-id^="urn:li:comment"], article[data-urn^="urn:li:comment"], [class*=comments-comment-entity]',
      name: NAME,
      text: "[class*=comment-item__main-content], [class*=comments-comment-item-content-body], [dir=ltr]:not(a *)",
      role: "commenter",
    },
  ],
  post: /^\/(?:feed\/update\/urn:li:\w+:|posts\/[^?]*?-(?:activity|ugcPost|share)-)(?<post>\d+)/u,
  postOf: (place) => {
    const urn = place.getAttribute("data-urn") ?? place.getAttribute("data-id") ?? "";
    return /^urn:li:(?:activity|ugcPost):\d+$/u.test(urn) ? `/feed/update/${urn}` : null;
  },
  timeOf: (post) => momentOfId(post.groups?.post, 22n),
  pictureTime: ({ address }) => momentOfMs(Number(/\/0\/(\d{13})(?=[/?]|$)/u.exec(address)?.[1])),
  nameOf,
  dialog,
};

/** Companies write posts too; only a person's own link beside the first picture says whose a post is. */
function nameOf(place: Element, linked: Name | null): Name | null {
  if (!place.matches("[data-urn], [data-id]") || place.matches("article")) return linked;
  const pictured = place.querySelector("a[href]:has(img)");
  return pictured && !pictured.getAttribute("href")?.includes("/in/") ? null : linked;
}

function memberIn(href: string | null | undefined): string | null {
  return (
    new RegExp(`profileUrn=urn(?::|%3A)li(?::|%3A)fsd_profile(?::|%3A)(${MEMBER})`, "iu").exec(
      href ?? "",
    )?.[1] ?? null
  );
}

/** Who reacted to a post: rows below tabs. */
function dialog(element: Element): ListAddress | null {
  return element.querySelector("[role=tablist]") ? { kind: "likers", owner: null } : null;
}

export const linkedin: Adapter = {
  id: "linkedin",
  pages: ["https://*.linkedin.com/*"],
  pictureHosts: ["https://media.licdn.com/*"],
  patterns,
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) => {
    const reader = readerOf(corrected);
    const isList = reader.list(address) !== null;
    // In a row, links by number alone lead to connections that one shares with its account.
    const linked = (link: Element): Name | null => {
      const name = reader.nameOf(link, address);
      return isList && !name?.handle ? null : name;
    };
    return readLayout("linkedin", layout, document, address, reader, linked);
  },
};

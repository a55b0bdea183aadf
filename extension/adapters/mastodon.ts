import type { Adapter, Patterns } from "./adapter";
import type { Layout } from "./layout";
import { type Name, readerOf } from "./patterns";
import { readLayout } from "./read-layout";

const NAME = "[A-Za-z0-9_](?:[\\w.-]*[A-Za-z0-9_])?";
const HANDLE = `(?<handle>${NAME}(?:@[A-Za-z0-9.:-]+)?)`;
const REST = "/?(?:\\?.*)?";
const START = "/(?:deck/|web/)?";

const patterns: Patterns = {
  hosts: ["[A-Za-z0-9.-]+(?::\\d+)?"],
  accounts: [
    `${START}@${HANDLE}(?:/(?:with_replies|media|featured|tagged/[^/?]+))?${REST}`,
    `/users/${HANDLE}${REST}`,
  ],
  reserved: [],
  redirects: [],
  lists: [
    { kind: "followers", path: `${START}@${HANDLE}/followers${REST}` },
    { kind: "following", path: `${START}@${HANDLE}/following${REST}` },
    { kind: "likers", path: `${START}@[^/]+/\\d+/favourites${REST}` },
    { kind: "sharers", path: `${START}@[^/]+/\\d+/(?:reblogs|quotes)${REST}` },
    { kind: "members", path: `${START}lists/\\d+/members${REST}` },
    { kind: "search", path: `${START}search${REST}`, isMixed: true },
    { kind: "suggestions", path: `${START}(?:explore/suggestions|directory)${REST}` },
  ],
  avatars: [
    // What a server keeps of others' accounts has that server's numbers in its path, not the account's own.
    "[^/]+/(?:[^?]*/)?cache/accounts/avatars/(?:\\d{3}/)+(?:original|static)/(?<id>[\\w-]+\\.\\w+)",
    "[^/]+/(?:[^?]*/)?accounts/avatars/(?<account>(?:\\d{3}/)+)(?:original|static)/(?<id>[\\w-]+\\.\\w+)",
  ],
  placeholders: ["[^/]+/(?:[^?]*/)?avatars/(?:original|static)/missing\\.\\w+"],
  larger: [],
  handlesHaveHosts: true,
  home: { id: null, handle: "https://{host}/@{name}" },
};

const HEAD =
  "a.status__display-name:not(.status__prepend *), a.detailed-status__display-name, a.account__display-name, header a[data-id][data-hover-card-account]";

const layout: Layout = {
  main: "#mastodon, .app-holder",
  aside:
    ".compose-panel, .navigation-panel, .navigation-bar, .compose-form, .drawer, .inline-follow-suggestions, .dropdown-menu, .notification__favourites",
  viewer: ".navigation-bar, .compose-form .account, .navigation-panel .account",
  profile: {
    place: ".account-timeline__header || .account__header || [class*=account_header] || main || .column",
    name: ".account__header__tabs__name h1 > span:first-child || h1:not(.column-header) bdi || h1:not(.column-header) strong || h1:not(.column-header)",
    bio: ".account__header__content || [class*=account_header__bio], [class*=account_bio]",
    picture:
      ".account__header__tabs .account__avatar, .account__header__bar .account__avatar || .account__avatar || [class*=avatar]",
    counts: {},
    idOf: (place) => place.querySelector("[data-account-id]")?.getAttribute("data-account-id") ?? null,
  },
  rows: {
    place: ".account, article:has(a[data-hover-card-account]):not(:has(.status, .account, .notification))",
    name: ".display-name__html || .display-name bdi || a[data-hover-card-account] bdi || a[data-hover-card-account] strong",
  },
  posts: [
    {
      place: ":is(.status__wrapper, .detailed-status):not(.status__quote *)",
      name: ".status__info .display-name__html || .detailed-status__display-name .display-name__html || .status__info bdi || .detailed-status__display-name bdi",
      picture:
        ".status__avatar, .status__info .account__avatar, .detailed-status__display-avatar || .account__avatar",
      text: ".status__content__text || .status__content",
      sharer: ".status__prepend a[href]",
    },
    {
      place: ".status__quote .status",
      name: ".status__info .display-name__html || .status__info bdi",
      picture: ".status__avatar, .status__info .account__avatar",
      text: ".status__content__text || .status__content",
      role: "author",
      quoted: true,
    },
    {
      place: "article:has(> header a[data-id][data-hover-card-account])",
      name: "header bdi",
      picture: "header",
      text: ":scope > header ~ [lang], :scope > header ~ * [lang]",
      sharer: ".status__prepend a[href]",
    },
  ],
  post: /^\/(?:deck\/|web\/)?@(?<handle>[^/]+)\/(?<post>\d+)/u,
  postOfPage: ".detailed-status",
  newestFirst: /\/(?:reblogs|favourites)\b/u,
};

export const mastodon: Adapter = {
  id: "mastodon",
  pages: [],
  optionalPages: ["https://*/*"],
  pictureHosts: [],
  patterns,
  matches: () => false,
  recognises: (document) =>
    document.querySelector("#mastodon[data-props], script#initial-state") !== null &&
    !!document.querySelector("#mastodon"),
  extract: (document, address, corrected = patterns) => {
    const reader = readerOf(corrected);
    const nameOf = (link: Element): Name | null => named(link, reader.nameOf(link, address), address);
    const own = {
      ...layout,
      // In a post the account is the one in its head, not the one who boosted it, nor who is named below.
      nameOf: (place: Element, linked: Name | null) => {
        const head = place.matches(HEAD) ? place : place.querySelector(HEAD);
        return head ? nameOf(head) : linked;
      },
    };
    return readLayout("mastodon", own, document, address, reader, nameOf);
  },
};

/** A link's title spells the account as this server knows it. An account's number holds on its own server only. */
function named(link: Element, linked: Name | null, address: URL): Name | null {
  if (!linked?.handle) return linked;
  const title = link.getAttribute("title")?.replace(/^@/u, "") ?? "";
  const isAccount =
    /^[\w.-]+(?:@[\w.:-]+)?$/u.test(title) && link.matches("[data-hover-card-account], [data-id]");
  const handle = isAccount ? (title.includes("@") ? title : `${title}@${address.host}`) : linked.handle;
  const number = link.getAttribute("data-hover-card-account") ?? link.getAttribute("data-id");
  const isLocal = handle.endsWith(`@${address.host}`);
  return { id: isLocal && number && /^\d+$/u.test(number) ? `${number}@${address.host}` : null, handle };
}

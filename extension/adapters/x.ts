import type { Adapter, Patterns } from "./adapter";
import type { Layout } from "./layout";
import { type Name, readerOf } from "./patterns";
import { readLayout } from "./read-layout";
import { momentOfId } from "./times";

const HANDLE = "[A-Za-z0-9_]{1,20}";
const REST = "/?(?:\\?.*)?";

const patterns: Patterns = {
  hosts: ["(?:(?:www|mobile|m)\\.)?(?:x|twitter)\\.com"],
  accounts: [
    "/i/user/(?<id>\\d+)/?",
    `/@?(?<handle>${HANDLE})(?:/(?:with_replies|media|likes|highlights|articles|superfollows|affiliates))?${REST}`,
  ],
  reserved: [
    ..."about account compose download explore hashtag help home i intent jobs lists login logout messages".split(
      " ",
    ),
    ..."notifications oauth personalization privacy search settings share signup tos who_to_follow".split(
      " ",
    ),
  ],
  redirects: [],
  lists: [
    {
      kind: "followers",
      path: `/(?<handle>${HANDLE})/(?:verified_followers|followers|followers_you_follow)${REST}`,
    },
    { kind: "following", path: `/(?<handle>${HANDLE})/following${REST}` },
    {
      kind: "members",
      path: `/(?:i/lists/\\d+|${HANDLE}/lists/[\\w-]+|i/communities/\\d+)/(?:members|moderators)${REST}`,
    },
    { kind: "followers", path: `/(?:i/lists/\\d+|${HANDLE}/lists/[\\w-]+)/followers${REST}` },
    { kind: "likers", path: `/(?:${HANDLE}|i/web)/status/\\d+/likes${REST}` },
    {
      kind: "sharers",
      path: `/(?:${HANDLE}|i/web)/status/\\d+/(?:retweets|quotes)(?:/with_comments)?${REST}`,
    },
    { kind: "search", path: "/search/?\\?(?:.*&)?f=user(?:&.*)?" },
    { kind: "search", path: "/search/?\\?.*", isMixed: true },
    { kind: "suggestions", path: `/i/connect_people${REST}` },
  ],
  avatars: ["pbs\\.twimg\\.com/profile_images/(?<id>[^/?]+)/[^/?]+"],
  placeholders: ["(?:abs|pbs)\\.twimg\\.com/sticky/default_profile_images/"],
  larger: [
    {
      from: "(/profile_images/[^/?]+/[^/?]+)_(?:normal|bigger|mini|x96|reasonably_small|200x200)(\\.\\w+)?$",
      to: "$1_400x400$2",
    },
  ],
  home: { id: "https://x.com/i/user/{id}", handle: "https://x.com/{handle}" },
};

const CONTAINER = "UserAvatar-Container-";
/** A heading that scrolls with what is below it. */
const HEADING = "[data-testid=cellInnerDiv]:not(:has(article)) :is(h2, [role=heading])";

const layout: Layout = {
  main: "body",
  aside:
    "[data-testid=sidebarColumn], [role=complementary], [role=banner], [data-testid=HoverCard], [data-testid=DMDrawer]",
  viewer: "[data-testid=SideNav_AccountSwitcher_Button], [data-testid=AppTabBar_Profile_Link]",
  profile: {
    place: "[data-testid=primaryColumn] || body",
    name: "[data-testid=UserName] [dir]",
    handle: "[data-testid=UserName] [dir]",
    idOf,
    created: "[data-testid=UserJoinDate]",
    bio: "[data-testid=UserDescription]",
    // Whom it does not spell may follow the owner.
    picture: `a[href*="/photo" i] || [data-testid^="UserAvatar-Container-"]:not([data-testid$="-unknown"])`,
    counts: {
      // Whatever its address is, it stands beside the other.
      followers: ':has(a[href*="/following" i]) + * a[href]',
    },
  },
  rows: { place: "[data-testid=UserCell]", name: "a[role=link]:not([aria-hidden=true]), a[href]" },
  posts: [
    {
      place: "article[data-testid=tweet], article:has(a[href*='/status/'])",
      name: "[data-testid=User-Name] a[role=link], [data-testid=User-Name] a",
      picture: "[data-testid=Tweet-User-Avatar] || a[href]:not(article article *)",
      text: "[data-testid=tweetText]",
      sharer: "a[href]:has([data-testid=socialContext]), [data-testid=socialContext] a[href]",
    },
    {
      place: "article[data-testid=tweet] [role=link]:not(a)",
      name: "[data-testid=User-Name] [dir]",
      picture: "[data-testid=Tweet-User-Avatar]",
      text: "[data-testid=tweetText]",
      role: "author",
      quoted: true,
    },
  ],
  related: HEADING,
  suggested: HEADING,
  post: /^\/(?:(?<handle>[A-Za-z0-9_]{1,20})|i\/web)\/status\/(?<post>\d+)/u,
  nameOf,
  // An avatar's number is a snowflake, as a post's is; those from before 2011 count differently.
  pictureTime: ({ picture_id }) =>
    /^\d{17,}$/u.test(picture_id ?? "") ? momentOfId(picture_id ?? "", 22n, 1, 1_288_834_974_657) : null,
};

/** The avatar's test id spells the handle; a row's follow button spells the number. */
function nameOf(place: Element, linked: Name | null): Name | null {
  const container = place.querySelector(`[data-testid^="${CONTAINER}"]`)?.getAttribute("data-testid");
  const spelled = container?.slice(CONTAINER.length) ?? "unknown";
  const handle = spelled !== "unknown" && /^\w{1,20}$/u.test(spelled) ? spelled : (linked?.handle ?? null);
  const name: Name = { id: linked?.id ?? null, handle };
  if (place.matches(layout.rows.place)) {
    // A saved page's cell that is a button ends, when parsed again, where the follow button in it begins.
    const cell = place.closest("[data-testid=cellInnerDiv]");
    name.id ??= numberOf(place.querySelector("[data-testid$=follow]")) ?? (cell && idOf(cell, name));
  }
  // Pages of before 2019 spell it outright.
  const older = place.closest("[data-user-id]") ?? place.querySelector("[data-user-id]");
  const number = older?.getAttribute("data-user-id") ?? "";
  if (/^\d+$/u.test(number)) name.id ??= number;
  return name.id || name.handle ? name : null;
}

/** The number in the follow button that names the owner, as its label does in every language. */
function idOf(place: Element, owner: Name): string | null {
  for (const button of place.querySelectorAll("[data-testid$=follow]")) {
    const label = button.getAttribute("aria-label")?.toLowerCase() ?? "";
    if (!label.split(/[^@\w]+/u).includes(`@${owner.handle?.toLowerCase()}`)) continue;
    const part = button.closest(`article, ${layout.rows.place}`);
    const id = part && part !== place ? null : numberOf(button);
    if (id) return id;
  }
  return null;
}

function numberOf(button: Element | null): string | null {
  return /^(\d+)-(?:un)?follow$/u.exec(button?.getAttribute("data-testid") ?? "")?.[1] ?? null;
}

export const x: Adapter = {
  id: "x",
  pages: ["https://*.x.com/*", "https://*.twitter.com/*"],
  pictureHosts: ["https://pbs.twimg.com/*"],
  patterns,
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    readLayout("x", layout, document, address, readerOf(corrected)),
};

import { type Action, actionIn } from "./actions";
import type { Adapter, Patterns } from "./adapter";
import { isMention, linksIn, sentenceOf } from "./agreement";
import { headLink } from "./heads";
import type { Layout } from "./layout";
import { stands } from "./lists";
import { isOnPicture, namingText } from "./naming";
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
    `/in/(?<handle>${SLUG})(?:/[a-z]{2})?/?\\?(?:.*&)?miniProfileUrn=urn:li:(?:fs_miniProfile|fsd_profile):(?<id>${MEMBER})(?:&.*)?`,
    `/in/(?<handle>${SLUG})(?:/[a-z]{2}(?:-[a-z]{2})?)?${REST}`,
    `/mwlite/(?:profile/)?in/(?<handle>${SLUG})${REST}`,
  ],
  reserved: [],
  redirects: [{ host: "www.linkedin.com", parameter: "url" }],
  lists: [
    {
      kind: "friends",
      path: `/search/results/people/?\\?(?:.*&)?connectionOf=(?:%5B|\\[)?(?:%22|")?(?<id>${MEMBER})(?:%22|")?(?:%5D|\\])?(?:&.*)?`,
    },
    { kind: "search", path: `/search/results/people${REST}` },
    { kind: "search", path: `/search/results/all${REST}`, isMixed: true },
    { kind: "members", path: `/(?:company|school)/[^/?]+/people${REST}` },
    { kind: "friends", path: `/mynetwork/invite-connect/connections${REST}` },
    { kind: "followers", path: `/mynetwork/network-manager/(?:people-follow/)?followers${REST}` },
    { kind: "following", path: `/mynetwork/network-manager/(?:people-follow/)?following${REST}` },
    { kind: "members", path: `/groups/\\d+/members${REST}` },
    { kind: "invitations", path: `/mynetwork/invitation-manager(?:/(?:received|sent)(?:/[^?]*)?)?${REST}` },
  ],
  avatars: [
    "media(?:-[\\w-]+)?\\.licdn\\.com/dms/image/(?:v2/)?(?:[A-Z]\\d/)?(?<id>[\\w-]{6,})/(?:[^?]*/)?profile-(?:display|framed|original)photo",
  ],
  placeholders: ["static\\.licdn\\.com/(?:[^?]*/)?(?:ghost|person)"],
  larger: [],
  home: { id: "https://www.linkedin.com/in/{id}", handle: "https://www.linkedin.com/in/{handle}" },
};

const CARD_KEY = new RegExp(
  `(?:SearchResults|\\.ref)(${MEMBER.replace("{10,80}", "{10,80}?")})(?:Topcard)?$`,
  "u",
);
const PROFILE_URN = new RegExp(`profileUrn=urn(?::|%3A)li(?::|%3A)fsd_profile(?::|%3A)(${MEMBER})`, "iu");
const NAME = `a[href*="/in/"] [dir=ltr] [aria-hidden=true]`;
/** The degree of the connection and the like. */
const NAME_ENDS = /\s*[•·]\s.*$/u;
/** Where a post's own text begins. */
const BODY =
  "[data-testid=expandable-text-box], [class*=update-components-text], [class*=commentary], [class*=attributed-text], [dir=ltr][class*=break-words]";

const ROW =
  "[data-view-name=search-entity-result-universal-template], [data-view-name=people-search-result], .mn-connection-card, .reusable-search__result-container, [class*=org-people-profile-card__profile-card], .groups-members-list__typeahead-result, .invitation-card";
const CARD = '[role=listitem]:has(a[href*="/in/"])';
/** Cards that suggest people: a post has a text, a menu, or counters, written for the eye and for machines. */
const SUGGESTION = `${CARD}:has(figure):not([role=dialog] *, dialog *, :has([data-testid=expandable-text-box], [aria-expanded], p > span + [aria-hidden=true]))`;
const ACTOR =
  '[class*=update-components-actor], [class*=feed-shared-actor], a[data-tracking-control-name*="actor-name"]';
const LOGGED_OUT_NAME = 'a[data-tracking-control-name*="actor-name"]';

const layout: Layout = {
  main: "main, [role=main]",
  aside:
    "aside, [role=complementary], header, .msg-overlay-list-bubble, [data-view-name*=pymk], [data-view-name*=browsemap], [componentkey^=profileAside]",
  viewer: "#global-nav a[href*='/in/'], header a[href*='/in/']",
  profile: {
    place: "section:has(h1) || main, [role=main], body",
    name: 'h1 || [componentkey$="Topcard"] h2',
    bio: "[data-generated-suggestion-target] || h1 ~ h2 || .text-body-medium",
    picture: 'img[title] || [style*="displayphoto"] || [componentkey$="Topcard"] figure || button img || img',
    counts: {
      friends:
        '[componentkey$="Topcard"] a[href*="/search/results/people"] > p:first-child || ul:not(:has(button, img)) > li:last-child',
      followers:
        '[componentkey$="Activity"] h2 + * p || ul:not(:has(button, img)) > li:first-child:not(:last-child)',
    },
    idOf: (place, { handle }) => {
      const links = place.ownerDocument.querySelectorAll(
        `main a[href*="/in/${handle}/"][href*="profileUrn="]`,
      );
      return (
        cardOf(place.ownerDocument.querySelector('[componentkey$="Topcard"]')) ??
        memberIn(links[0]?.getAttribute("href"))
      );
    },
    closed:
      ":is(main, body):has(input[type=password]):not(:has([class*=top-card], [class*=pv-], [componentkey$=Topcard]))",
  },
  rows: { place: `${ROW}, ${CARD}`, name: NAME, nameEnds: NAME_ENDS },
  posts: [
    {
      place: '[data-urn^="urn:li:activity"], [data-urn^="urn:li:ugcPost"], [data-id^="urn:li:activity"]',
      name: `[class*=actor] ${NAME}`,
      nameEnds: NAME_ENDS,
      text: "[class*=update-components-text], [class*=commentary], [dir=ltr][class*=break-words]",
      role: "author",
      action,
    },
    {
      place: `${CARD}:has(figure):not([data-urn] *, :has([data-urn]))`,
      nameEnds: NAME_ENDS,
      text: "[data-testid=expandable-text-box]",
      role: "author",
      action,
    },
    {
      place: "article:has(a[data-tracking-control-name*=feed-actor])",
      name: LOGGED_OUT_NAME,
      text: "[data-test-id*=commentary], p[dir]",
      role: "author",
    },
    {
      place:
        'article[data-id^="urn:li:comment"], article[data-urn^="urn:li:comment"], [class*=comments-comment-entity]',
      name: NAME,
      nameEnds: NAME_ENDS,
      text: "[class*=comment-item__main-content], [class*=comments-comment-item-content-body], [dir=ltr]:not(a *)",
      role: "commenter",
    },
    {
      place: '[componentkey^="replaceableComment_urn"]',
      nameEnds: NAME_ENDS,
      text: "[data-testid=expandable-text-box]",
      role: "commenter",
    },
    {
      place: "section:has(a[data-tracking-control-name*=comment_actor]):not(:has(section))",
      name: LOGGED_OUT_NAME,
      text: "p[dir]",
      role: "commenter",
    },
  ],
  post: /^\/(?:feed\/update\/urn:li:\w+:|posts\/[^?]*?-(?:activity|ugcPost|share)-)(?<post>\d+)/u,
  newestFirst: /^\/in\/(?<handle>[^/]+)\/recent-activity\b/u,
  sharedBy: (place) =>
    place.querySelector('[class*=mini-update] a[href*="/feed/update/urn:li:"]')?.getAttribute("href") ?? null,
  postOf,
  timeIn: (place) => momentOfId(/,(\d+)\)$/u.exec(commentOf(place) ?? "")?.[1], 22n),
  timeOf: (post) => momentOfId(post.groups?.post, 22n),
  pictureTime: ({ address }) => momentOfMs(Number(/\/0\/(\d{13})(?=[/?]|$)/u.exec(address)?.[1])),
  head,
  nameOf,
  dialog,
};

/** Where no list is, cards of people are suggestions. */
const unlisted: Layout = { ...layout, aside: `${layout.aside}, ${SUGGESTION}` };

/** Companies and groups head posts too, and what is said above a head is not of it. */
function head(place: Element, isRow: boolean): Element | null {
  const actor = place.querySelector(ACTOR);
  if (actor?.matches("a")) return actor;
  const link = headLink(actor ?? place, actor ? null : place.querySelector(BODY));
  if (link || !isRow) return link;
  // Not every member in a list has a picture, or a place for one.
  return linksIn(place).find((other) => namingText(other) && !isMention(other, place)) ?? null;
}

/** Rows spell the member's number. */
function nameOf(place: Element, linked: Name | null): Name | null {
  const id = cardOf(place) ?? cardOf(place.querySelector('[componentkey^="SearchResults"]'));
  return linked && id ? { ...linked, id: linked.id ?? id } : linked;
}

/** The sentence above a post's head, of one member alone: "Marla commented on this". */
function action(place: Element): Action | null {
  const first = linksIn(place).find((link) => {
    const text = link.getAttribute("href")?.includes("/in/") ? namingText(link) : null;
    return text !== null && !isOnPicture(text);
  });
  const sentence = first ? sentenceOf(first, place) : null;
  const body = place.querySelector(BODY);
  if (!first || !sentence || (body && stands(first, { after: body })) || body?.contains(first)) return null;
  const kind = actionIn(sentence);
  return kind && linksIn(sentence).length === 1 ? { kind, link: first } : null;
}

/** Where no link leads to the post, its comments spell its number. */
function postOf(place: Element): string | null {
  const urn = place.getAttribute("data-urn") ?? place.getAttribute("data-id") ?? "";
  if (/^urn:li:(?:activity|ugcPost):\d+$/u.test(urn)) return `/feed/update/${urn}`;
  const comment =
    commentOf(place) ?? commentOf(place.querySelector('[componentkey^="replaceableComment_urn"]'));
  const [, kind, number] = /\b(activity|ugcPost):(\d+)/u.exec(comment ?? "") ?? [];
  return number ? `/feed/update/urn:li:${kind}:${number}` : null;
}

/** What a comment says of itself: its post's number, and its own. */
function commentOf(place: Element | null): string | null {
  const said = ["componentkey", "data-id", "data-urn"].flatMap((name) => place?.getAttribute(name) ?? []);
  return said.find((one) => /^(?:replaceableComment_urn|urn:li:comment):/u.test(one)) ?? null;
}

/** The member whose card a part of the page is. */
function cardOf(part: Element | null): string | null {
  return (part && CARD_KEY.exec(part.getAttribute("componentkey") ?? "")?.[1]) ?? null;
}

function memberIn(href: string | null | undefined): string | null {
  return PROFILE_URN.exec(href ?? "")?.[1] ?? null;
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
  dialogs: ["likers"],
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) => {
    const reader = readerOf(corrected);
    const isList = reader.list(address) !== null;
    // In a row, links by number alone lead to connections that one shares with its account.
    const linked = (link: Element): Name | null => {
      const name = reader.nameOf(link, address);
      return isList && !name?.handle ? null : name;
    };
    return readLayout("linkedin", isList ? layout : unlisted, document, address, reader, linked);
  },
};

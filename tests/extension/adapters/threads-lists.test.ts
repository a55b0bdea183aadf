// Each list that is read on Threads on the smallest page that has it, and what else stands where lists do.

import { expect, test } from "vitest";
import { threads } from "../../../extension/adapters/threads";
import { coveredBy, declaredBy, type Listed, listsOn } from "./listed";
import { extract } from "./pages";

const PROFILE = "https://www.threads.com/@ada.one";
const POST = `${PROFILE}/post/DTa1`;
const SEARCH = "https://www.threads.com/search";

const picture = (handle: string) =>
  `<a href="/@${handle}"><img alt="" src="https://scontent-a.cdninstagram.com/v/t51.2885-19/1_2_${[...handle].map((letter) => letter.charCodeAt(0)).join("")}_n.jpg"></a>`;
const handleOf = (handle: string) =>
  `<a href="/@${handle}"><span dir="auto" translate="no">${handle}</span></a>`;
const row = (handle: string, line = `<span dir="auto">Somebody ${handle}</span>`) =>
  `<div data-pressable-container="true">${picture(handle)}<div>${handleOf(handle)}${line}</div><div role="button"><span dir="auto">Follow</span></div></div>`;
const post = (handle: string, code: string, quoted = "") =>
  `<div data-pressable-container="true">${picture(handle)}${handleOf(handle)}<a href="/@${handle}/post/${code}"><time datetime="2026-02-10T10:00:00Z"></time></a><div><span dir="auto">Soup</span></div>${quoted}<div>${["Like", "Reply", "Repost", "Share"].map((word) => `<div role="button"><svg aria-label="${word}"></svg></div>`).join("")}</div></div>`;

const MEMBERS = row("bo.two") + row("cy.three");
const SUGGESTED = row("sug.one") + row("sug.two");
const PARTED = `${MEMBERS}<div><span>Suggested for you</span></div>${SUGGESTED}`;

const profile = `<div role="region"><h1 dir="auto">Ada One</h1><span translate="no">ada.one</span></div>`;
const page = (main: string, dialog = "") =>
  `<body><div id="barcelona-page-layout">${main}</div>${dialog}</body>`;
const dialog = (tabs: readonly string[], selected: number, rows: string) =>
  `<div role="dialog"><div role="tablist">${tabs.map((tab, place) => `<div role="tab" aria-selected="${place === selected}">${tab}</div>`).join("")}</div><div>${rows}</div></div>`;

const FOLLOWS = ["Followers 12", "Following 3"];
const ACTS = ["All", "Likes 2", "Reposts 2", "Quotes"];

const PAGES: Listed[] = [
  { kind: "followers", address: `${PROFILE}/followers`, html: page(PARTED), owner: "ada.one" },
  { kind: "following", address: `${PROFILE}/following`, html: page(PARTED), owner: "ada.one" },
  { kind: "search", address: `${SEARCH}?q=a&filter=profiles`, html: page(MEMBERS), owner: null },
  {
    kind: "search",
    address: `${SEARCH}?q=a`,
    html: page(MEMBERS + post("dee.four", "DTd1")),
    owner: null,
  },
  { kind: "suggestions", address: SEARCH, html: page(MEMBERS), owner: null },
  {
    kind: "followers",
    inDialog: true,
    address: PROFILE,
    html: page(profile, dialog(FOLLOWS, 0, PARTED)),
    owner: "ada.one",
  },
  {
    kind: "following",
    inDialog: true,
    address: PROFILE,
    html: page(profile, dialog(FOLLOWS, 1, PARTED)),
    owner: "ada.one",
  },
  {
    kind: "likers",
    inDialog: true,
    address: POST,
    html: page(post("ada.one", "DTa1"), dialog(ACTS, 1, PARTED)),
    owner: null,
  },
  {
    kind: "sharers",
    inDialog: true,
    address: POST,
    html: page(post("ada.one", "DTa1"), dialog(ACTS, 2, PARTED)),
    owner: null,
  },
];

test("each list of the README's table has its page", () => {
  expect(coveredBy(PAGES)).toEqual(declaredBy(threads));
});

test.each(PAGES)("$kind at $address has its owner and its members", ({ kind, address, html, owner }) => {
  const [list, ...others] = listsOn(html, address);
  expect(others).toEqual([]);
  expect(list).toMatchObject({ kind, owner, members: ["bo.two", "cy.three"] });
  expect(list?.ended).toBe(!html.includes("Suggested for you"));
});

test("whoever is suggested where nobody follows is no follower", () => {
  const rows = `<div><span>Vorschläge für dich</span></div>${SUGGESTED}`;
  expect(listsOn(page(profile, dialog(["Follower", "Gefolgt"], 0, rows)), PROFILE)).toEqual([]);
});

test.each([0, 1, 3])("over a profile, what was done with a post is no list of its owner's: tab %s", (tab) => {
  const html = page(profile + post("ada.one", "DTa1"), dialog(ACTS, tab, MEMBERS));
  const lists = listsOn(html, PROFILE);
  expect(lists.map(({ kind, owner }) => [kind, owner])).toEqual(tab === 1 ? [["likers", null]] : []);
});

test("a button and a number of followers are no names", () => {
  const rows =
    row("bo.two", "") + row("cy.three", '<span dir="auto">12.3K followers</span>') + row("dee.four");
  const { accounts } = extract(page(profile, dialog(FOLLOWS, 0, rows)), PROFILE);
  expect(accounts.slice(1).map(({ sighting }) => sighting.display_name)).toEqual([
    null,
    null,
    "Somebody dee.four",
  ]);
});

test("whoever is suggested among posts has posted nothing", () => {
  const { accounts } = extract(page(post("ada.one", "DTa1") + SUGGESTED), "https://www.threads.com/");
  expect(accounts.map(({ sighting }) => sighting.handle)).toEqual(["ada.one"]);
});

test("a post that quotes another shares it", () => {
  const { activities } = extract(
    page(post("ada.one", "DTa1", post("bo.two", "DTb1"))),
    "https://www.threads.com/",
  );
  expect(activities.map(({ account, kind, object, content }) => [account, kind, object, content])).toEqual([
    ["threads:handle:ada.one", "posts", "https://www.threads.com/@ada.one/post/DTa1", undefined],
    ["threads:handle:bo.two", "posts", "https://www.threads.com/@bo.two/post/DTb1", undefined],
    [
      "threads:handle:ada.one",
      "shares",
      "https://www.threads.com/@bo.two/post/DTb1",
      "https://www.threads.com/@ada.one/post/DTa1",
    ],
  ]);
});

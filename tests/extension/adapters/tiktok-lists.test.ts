// Each list that is read on TikTok on the smallest page that has it, and what else stands where lists do.

import { expect, test } from "vitest";
import { notePress } from "../../../extension/adapters/pressed";
import { tiktok } from "../../../extension/adapters/tiktok";
import { coveredBy, declaredBy, type Listed, listsIn, listsOn } from "./listed";
import { extract, parse } from "./pages";

const PROFILE = "https://www.tiktok.com/@ada.one";

const picture = (handle: string) =>
  `<img src="https://p16-sign-va.tiktokcdn.com/tos-maliva-avt-0068/${[...handle].map((letter) => letter.charCodeAt(0)).join("")}~c5_100x100.jpeg">`;
const row = (handle: string) =>
  `<li><a href="/@${handle}"><span>${picture(handle)}</span><div><span>Somebody ${handle}</span><p>${handle}</p></div></a><button>Follow</button></li>`;
const found = (handle: string) =>
  `<div data-e2e="search-user-container"><a href="/@${handle}">${picture(handle)}</a><a href="/@${handle}"><p data-e2e="search-user-unique-id">${handle}</p><p data-e2e="search-user-nickname">Somebody ${handle} · <strong>1.2M</strong> Followers</p></a></div>`;

const MEMBERS = row("bo.two") + row("cy.three");
const SUGGESTED = row("sug.one") + row("sug.two");
const PARTED = `${MEMBERS}<li><p>Suggested accounts</p></li>${SUGGESTED}`;
const FOUND = found("bo.two") + found("cy.three");

type Texts = readonly [following: string, followers: string, suggested: string];
const ENGLISH: Texts = ["Following", "Followers", "Suggested"];

const counter = (kind: string, count: string, text: string) =>
  `<div><strong data-e2e="${kind}-count">${count}</strong><span data-e2e="${kind}">${text}</span></div>`;
const profile = ([following, followers] = ENGLISH) =>
  `<div data-e2e="user-page"><h1 data-e2e="user-title">ada.one</h1><h2 data-e2e="user-subtitle">Ada One</h2><h3>${counter("following", "246", following)}${counter("followers", "1.2M", followers)}</h3></div>`;
const page = (main: string, dialog = "") => `<body><div id="app">${main}</div>${dialog}</body>`;
const popup = (tabs: string, rows: string) =>
  `<section role="dialog" data-e2e="follow-info-popup"><div><h1>ada.one</h1></div>${tabs}<div><ul>${rows}</ul></div></section>`;
const marked = (selected: number) =>
  `<div role="tablist">${ENGLISH.map((text, place) => `<div role="tab" aria-selected="${place === selected}">${text} 12</div>`).join("")}</div>`;
const unmarked = ([following, followers, suggested] = ENGLISH) =>
  `<div><div id="a"><div>${following}</div><strong>246</strong></div><div id="b"><div>${followers}</div><strong>1.2M</strong></div><div id="c"><div>${suggested}</div></div></div>`;

const PAGES: Listed[] = [
  { kind: "search", address: "https://www.tiktok.com/search/user?q=a", html: page(FOUND), owner: null },
  { kind: "search", address: "https://www.tiktok.com/search?q=a", html: page(FOUND), owner: null },
  {
    kind: "following",
    inDialog: true,
    address: PROFILE,
    html: page(profile(), popup(marked(0), PARTED)),
    owner: "ada.one",
  },
  {
    kind: "followers",
    inDialog: true,
    address: PROFILE,
    html: page(profile(), popup(marked(1), PARTED)),
    owner: "ada.one",
  },
];

test("each list of the README's table has its page", () => {
  expect(coveredBy(PAGES)).toEqual(declaredBy(tiktok));
});

test.each(PAGES)("$kind at $address has its owner and its members", ({ kind, address, html, owner }) => {
  const [list, ...others] = listsOn(html, address);
  expect(others).toEqual([]);
  expect(list).toMatchObject({ kind, owner, members: ["bo.two", "cy.three"] });
  expect(list?.ended).toBe(!html.includes("Suggested accounts"));
});

test.each([
  ["English", ENGLISH],
  ["Portuguese", ["Seguindo", "Seguidores", "Sugeridos"]],
  ["Japanese", ["フォロー中", "フォロワー", "おすすめ"]],
  ["Arabic", ["تتابعه", "المتابعون", "مقترح"]],
] as const)("where no tab is marked, what was pressed says whose list it is, in %s", (_language, texts) => {
  const document = parse(page(profile(texts), popup(unmarked(texts), MEMBERS)), PROFILE);
  const kind = (selector?: string) => {
    if (selector) notePress(document.querySelector(selector));
    return listsIn(document, PROFILE).map((list) => list.kind);
  };
  expect(kind()).toEqual([]);
  expect(kind("[data-e2e=followers-count]")).toEqual(["followers"]);
  expect(kind("#a strong")).toEqual(["following"]);
  expect(kind("li button")).toEqual(["following"]);
  expect(kind("#c div")).toEqual([]);
  expect(kind("#b div")).toEqual(["followers"]);
});

test.each([marked(1), unmarked()])("whoever is suggested where a list is closed is no member", (tabs) => {
  const rows = `<li><p>This list is private</p></li><li><p>Suggested accounts</p></li>${SUGGESTED}`;
  expect(listsOn(page(profile(), popup(tabs, rows)), PROFILE, "[data-e2e=followers]")).toEqual([]);
});

test("a time beside an author's name is none of it", () => {
  const html = page(
    `<div><a data-e2e="browse-user-avatar" href="/@ada.one">${picture("ada.one")}</a><a href="/@ada.one"><span data-e2e="browser-nickname">Ada One<span> · </span><span>3-14</span></span></a></div>`,
  );
  const { accounts } = extract(html, `${PROFILE}/video/7300000000000000001`);
  expect(accounts.map(({ sighting }) => sighting.display_name)).toEqual(["Ada One"]);
});

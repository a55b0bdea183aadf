// Each list that is read on Instagram on the smallest page that has it, and what else stands where lists do.

import { expect, test } from "vitest";
import { instagram } from "../../../extension/adapters/instagram";
import { coveredBy, declaredBy, type Listed, listsOn } from "./listed";
import { extract } from "./pages";

const PROFILE = "https://www.instagram.com/ada.one/";
const POST = "https://www.instagram.com/p/DX1abc/";

const picture = (handle: string) =>
  `<img alt="" src="https://scontent-a.cdninstagram.com/v/t51.2885-19/1_2_${[...handle].map((letter) => letter.charCodeAt(0)).join("")}_n.jpg">`;
const link = (handle: string, inner: string) => `<a href="/${handle}/" role="link">${inner}</a>`;
const row = (handle: string) =>
  `<div><div>${link(handle, picture(handle))}</div><div>${link(handle, `<span dir="auto">${handle}</span>`)}<span dir="auto">Somebody ${handle}</span></div><button>Follow</button></div>`;

const MEMBERS = row("bo.two") + row("cy.three");
const SUGGESTED = `${row("sug.one")}${row("sug.two")}`;
const PARTED = `${MEMBERS}<div><span>Suggested for you</span></div>${SUGGESTED}`;

const counter = (list: string, text: string, href: string | null) =>
  `<li><a href="${href ?? `/ada.one/${list}/`}" id="${list}">${text}</a></li>`;
const profile = (href: string | null = null, followers = "1,234 followers") =>
  `<header>${picture("ada.one")}<h2>ada.one</h2><ul><li>8 posts</li>${counter("followers", followers, href)}${counter("following", "314 following", href)}</ul></header>`;
const page = (main: string, dialog = "") => `<body><main role="main">${main}</main>${dialog}</body>`;
const dialog = (title: string, inner: string) =>
  `<div role="dialog"><h1>${title}</h1><div>${inner}</div></div>`;
const post = `<article><header>${link("ada.one", picture("ada.one"))}${link("ada.one", "ada.one")}</header><a href="/p/DX1abc/"><time datetime="2026-02-03T10:11:12Z"></time></a><section><div role="button"><svg aria-label="Like"></svg></div><div role="button"><svg aria-label="Comment"></svg></div></section></article>`;

const PAGES: Listed[] = [
  {
    kind: "followers",
    address: `${PROFILE}followers/`,
    html: page(profile(), dialog("Followers", PARTED)),
    owner: "ada.one",
  },
  { kind: "followers", address: `${PROFILE}followers/`, html: page(PARTED), owner: "ada.one" },
  {
    kind: "following",
    address: `${PROFILE}following/`,
    html: page(profile(), dialog("Following", PARTED)),
    owner: "ada.one",
  },
  { kind: "likers", address: `${POST}liked_by/`, html: page(MEMBERS), owner: null },
  {
    kind: "suggestions",
    address: "https://www.instagram.com/explore/people/",
    html: page(`<h4>Suggested</h4>${MEMBERS}`),
    owner: null,
  },
  {
    kind: "suggestions",
    address: "https://www.instagram.com/explore/people/suggested/",
    html: page(MEMBERS),
    owner: null,
  },
  {
    kind: "followers",
    inDialog: true,
    address: PROFILE,
    html: page(profile("#"), dialog("Followers", PARTED)),
    owner: "ada.one",
  },
  {
    kind: "following",
    inDialog: true,
    address: PROFILE,
    html: page(profile("#"), dialog("Following", PARTED)),
    owner: "ada.one",
  },
  { kind: "likers", inDialog: true, address: POST, html: page(post, dialog("Likes", PARTED)), owner: null },
];

test("each list of the README's table has its page", () => {
  expect(coveredBy(PAGES)).toEqual(declaredBy(instagram));
});

test.each(PAGES)("$kind at $address has its owner and its members", ({ kind, address, html, owner }) => {
  const [list, ...others] = listsOn(html, address);
  expect(others).toEqual([]);
  expect(list).toMatchObject({ kind, owner, members: ["bo.two", "cy.three"] });
  expect(list?.ended).toBe(!html.includes("Suggested for you"));
});

test.each([
  ["Followers", "You'll see everybody here.", "Suggested for you"],
  ["Follower", "Hier siehst du alle.", "Vorschläge für dich"],
  ["フォロワー", "フォロワーがここに表示されます。", "おすすめ"],
  ["المتابِعون", "سترى الجميع هنا.", "مقترحات لك"],
  ["फ़ॉलोअर", "यहाँ सब दिखेंगे।", "आपके लिए सुझाव"],
])("whoever is suggested where nobody follows is no follower: %s", (title, said, parting) => {
  const inner = `<div><span>${said}</span></div><h4>${parting}</h4>${SUGGESTED}`;
  for (const html of [
    page(profile(null, `0 ${title}`), dialog(title, inner)),
    page(profile(null, `0 ${title}`), dialog(title, inner.replace(/h4/gu, "div"))),
  ])
    expect(listsOn(html, `${PROFILE}followers/`)).toEqual([]);
});

test.each([
  ["a sentence", "<div><span>Only ada.one can see all likes.</span></div>"],
  ["a number", "<div><span>12,345 plays</span></div>"],
  ["a heading of the list's own", "<h4>All likes</h4>"],
  ["a field", '<label>Search<input placeholder="Search"></label>'],
])("%s above a list takes nobody from it", (_what, above) => {
  expect(listsOn(page(post, dialog("Likes", above + MEMBERS)), POST)).toMatchObject([
    { kind: "likers", members: ["bo.two", "cy.three"] },
  ]);
});

test("at a list's address a profile without the dialog shows no list", () => {
  const suggested = `<div>Suggested for you</div>${SUGGESTED}`;
  expect(listsOn(page(profile() + suggested), `${PROFILE}followers/`)).toEqual([]);
});

test("a title of the list is not the name of its owner", () => {
  const { accounts } = extract(page(`<header><h1>Followers</h1></header>${MEMBERS}`), `${PROFILE}followers/`);
  const owner = accounts.find(({ sighting }) => sighting.role === "profile");
  expect(owner).toMatchObject({ anchor: null, sighting: { handle: "ada.one" } });
});

test.each([
  ["Tagged people", POST],
  ["Share with followers", POST],
  ["Collaborators", "https://www.instagram.com/"],
])("a dialog over a post that says %s shows no likers", (title, address) => {
  const bare = post.replace(/<section>.*<\/section>/u, "");
  for (const html of [post, bare]) expect(listsOn(page(html, dialog(title, MEMBERS)), address)).toEqual([]);
});

test("who liked is listed where the link to them in a post's own dialog was pressed", () => {
  const liked = '<a href="/p/DX1abc/liked_by/" id="liked">1,234</a>';
  const over = `<div role="dialog">${post}${liked}</div>`;
  const html = page(profile(), over + dialog("الإعجابات", MEMBERS));
  expect(listsOn(html, POST)).toEqual([]);
  expect(listsOn(html, POST, "#liked")).toMatchObject([{ kind: "likers", members: ["bo.two", "cy.three"] }]);
});

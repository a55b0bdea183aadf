// Each list that is read on Facebook on the smallest page that has it, and what else stands where lists do.

import { expect, test } from "vitest";
import { facebook } from "../../../extension/adapters/facebook";
import { notePress } from "../../../extension/adapters/pressed";
import { coveredBy, declaredBy, type Listed, listsOn } from "./listed";
import { extract, extractFrom, parse } from "./pages";

const PROFILE = "https://www.facebook.com/ada.one";
const POST = `${PROFILE}/posts/pfbid02abcdefgh`;
const GROUP = "https://www.facebook.com/groups/123456";
const EVENT = "https://www.facebook.com/events/556677";

const picture = (handle: string) =>
  `<svg aria-hidden="true"><g><image xlink:href="https://scontent-a.xx.fbcdn.net/v/t39.30808-1/1_${[...handle].map((letter) => letter.charCodeAt(0)).join("")}_3_n.jpg"></image></g></svg>`;
const row = (handle: string, path = `/${handle}`, pictured = picture(handle)) =>
  `<div><div><a href="${path}">${pictured}</a></div><div><a href="${path}"><span dir="auto">Somebody ${handle}</span></a><a href="/${handle}/friends_mutual/">3 mutual friends</a></div></div>`;

const MEMBERS = row("bo.two") + row("cy.three");
const SUGGESTED = row("sug.one") + row("sug.two");

const page = (main: string, dialog = "") => `<body><div role="main">${main}</div>${dialog}</body>`;
const owned = (list: string, title: string, rows = MEMBERS, suggestions = "People you may know") =>
  page(
    `<h1>Ada One</h1><a href="/ada.one/${list}/">128 ${title.toLowerCase()}</a><div><h2>${title}</h2>${rows}</div><div><h2>${suggestions}</h2>${SUGGESTED}</div>`,
  );
const dialog = (tabs: readonly string[], rows = MEMBERS) =>
  `<div role="dialog"><div role="tablist">${tabs.map((tab) => `<div role="tab">${tab}</div>`).join("")}</div>${rows}</div>`;
const REACTIONS = ["All", '<img src="https://static.example/like.png"><span>2</span>'];
const groupRow = (handle: string, number: number) =>
  `<div role="listitem">${row(handle, `/groups/123456/user/1000${number}/`)}</div>`;

const PAGES: Listed[] = [
  { kind: "friends", address: `${PROFILE}/friends`, html: owned("friends", "Friends"), owner: "ada.one" },
  {
    kind: "followers",
    address: `${PROFILE}/followers`,
    html: owned("followers", "Followers"),
    owner: "ada.one",
  },
  {
    kind: "following",
    address: `${PROFILE}/following`,
    html: owned("following", "Following"),
    owner: "ada.one",
  },
  { kind: "liked", address: `${PROFILE}/likes`, html: owned("likes", "Likes"), owner: "ada.one" },
  {
    kind: "members",
    address: `${GROUP}/members`,
    html: page(
      `<h1><a href="/groups/123456/">Bread</a></h1><div><h2>Admins</h2>${groupRow("bo.two", 2)}</div><div><h2>All</h2>${groupRow("cy.three", 3)}</div>`,
    ),
    owner: null,
  },
  { kind: "members", address: `${EVENT}/guests`, html: page(MEMBERS), owner: null },
  {
    kind: "likers",
    address: "https://mbasic.facebook.com/ufi/reaction/profile/browser/?ft_ent_identifier=12",
    html: `<body><div id="root">${MEMBERS}</div></body>`,
    owner: null,
  },
  {
    kind: "search",
    address: "https://www.facebook.com/search/people/?q=a",
    html: page(`<div role="feed"><div>${row("bo.two")}</div><div>${row("cy.three")}</div></div>`),
    owner: null,
  },
  {
    kind: "suggestions",
    address: "https://www.facebook.com/friends/suggestions/",
    html: page(`<h2>People you may know</h2>${MEMBERS}`),
    owner: null,
  },
  { kind: "likers", inDialog: true, address: PROFILE, html: page("", dialog(REACTIONS)), owner: null },
  {
    kind: "members",
    inDialog: true,
    address: EVENT,
    html: page("", dialog(["Going 2", "Maybe 1"])),
    owner: null,
  },
];

test("each list of the README's table has its page", () => {
  expect(coveredBy(PAGES)).toEqual(declaredBy(facebook));
});

test.each(PAGES)("$kind at $address has its owner and its members", ({ kind, address, html, owner }) => {
  const [list, ...others] = listsOn(html, address);
  expect(others).toEqual([]);
  const members = html.includes("/user/") ? ["10002", "10003"] : ["bo.two", "cy.three"];
  expect(list).toMatchObject({ kind, owner, members });
});

test.each([
  ["Friends", "People you may know"],
  ["Freunde", "Personen, die du kennen könntest"],
  ["友達", "知り合いかも"],
  ["الأصدقاء", "أشخاص قد تعرفهم"],
])("whoever is suggested where no friend is shown is no friend: %s", (title, suggestions) => {
  const html = owned("friends", title, "<div>…</div>", suggestions);
  expect(listsOn(html, `${PROFILE}/friends`).flatMap(({ members }) => members)).toEqual([]);
});

test("a title that names friends, too, heads no friends where it stands below them", () => {
  const html = page(
    `<h1>Ada One</h1><a href="/ada.one/friends/">128 friends</a><div>${MEMBERS}</div><div><h2>Friend suggestions</h2>${SUGGESTED}</div>`,
  );
  expect(listsOn(html, `${PROFILE}/friends`)).toMatchObject([{ members: ["bo.two", "cy.three"] }]);
});

test("whoever is suggested on a group's page is no member", () => {
  const html = page(
    `<div><h2>Members</h2>${groupRow("bo.two", 2)}</div><div><h2>Invite</h2>${SUGGESTED}</div>`,
  );
  expect(listsOn(html, `${GROUP}/members`)).toMatchObject([{ members: ["10002"] }]);
});

test("beside a photo stand who posted it and who commented on it", () => {
  const person = (handle: string, query = "") =>
    `<a href="/${handle}${query}">${picture(handle)}</a><a href="/${handle}${query}">Somebody ${handle}</a>`;
  const comment = `<div role="article">${person("bo.two", "?comment_id=1")}<div dir="auto">Bread</div></div>`;
  const html = `${page("")}<div role="complementary"><h2>${person("ada.one")}</h2>${comment}</div>`;
  const { accounts, activities } = extract(html, "https://www.facebook.com/photo/?fbid=12345&set=a.1");
  expect(accounts.map(({ sighting }) => [sighting.handle, sighting.role])).toEqual([
    ["ada.one", "author"],
    ["bo.two", "commenter"],
  ]);
  const object = "https://www.facebook.com/photo/?fbid=12345";
  expect(activities).toMatchObject([
    { account: "facebook:handle:ada.one", kind: "posts", object },
    { account: "facebook:handle:bo.two", kind: "comments", object, text: "Bread" },
  ]);
});

test("a dialog whose tabs are words shows no likers", () => {
  expect(listsOn(page("", dialog(["Friends", "Groups"])), POST)).toEqual([]);
});

test("reactions over an event's page are no guests", () => {
  expect(listsOn(page("", dialog(REACTIONS)), EVENT).map(({ kind }) => kind)).toEqual(["likers"]);
});

test("who likes a comment does not like its post", () => {
  const post = `<div role="dialog"><div role="article" aria-posinset="1"><h2><a href="/ada.one">Ada One</a></h2><span id="post" role="button">2</span><div role="article"><a href="/dee.four?comment_id=1">${picture("dee.four")}</a><a href="/dee.four?comment_id=1">Dee Four</a><span id="comment" role="button">2</span></div></div></div>`;
  const document = parse(page("", post + dialog(REACTIONS)), POST);
  const liked = (pressed: string) => {
    notePress(document.querySelector(pressed));
    const { activities } = extractFrom(document, POST);
    return activities.filter(({ kind }) => kind === "likes").map(({ object }) => object);
  };
  expect(liked("#post")).toEqual([POST, POST]);
  expect(liked("#comment")).toEqual([]);
});

test.each([
  ["labelled", '<svg aria-label="Active now"></svg><span>Active now</span>'],
  ["bare", "<svg></svg><div><span>Ativo(a) agora</span></div>"],
])("what is said on a drawing for a picture is no name: %s", (_what, drawn) => {
  const { accounts } = extract(
    owned("friends", "Friends", MEMBERS + row("1000123", "/profile.php?id=1000123", drawn)),
    `${PROFILE}/friends`,
  );
  const shown = accounts.find(({ sighting }) => sighting.account_id === "1000123");
  expect(shown).toMatchObject({ sighting: { display_name: "Somebody 1000123", picture: null } });
});

// Instagram's lists open as dialogs without an address of their own.

import { describe, expect, test } from "vitest";
import { instagram } from "../../../extension/adapters/instagram";
import { notePress } from "../../../extension/adapters/pressed";
import { parse } from "./pages";

const ADDRESS = "https://www.instagram.com/marla_quenby/";

function row(handle: string): string {
  const picture = `https://scontent.cdninstagram.com/v/t51.2885-19/1_2_${handle.length}_n.jpg`;
  return `<div><a href="/${handle}/" role="link"><img src="${picture}"></a><div><a href="/${handle}/" role="link"><span dir="auto">${handle}</span></a><span dir="auto">${handle} shown</span></div></div>`;
}

/** A profile whose counters lead nowhere, with a dialog over it. */
function page(counters: readonly [string, string, string], dialog: string): Document {
  const [posts, followers, following] = counters;
  const header = `<header><section><span role="link"><img src="https://scontent.cdninstagram.com/v/t51.2885-19/9_9_9_n.jpg"></span></section><section><a href="#" role="link"><h2>marla_quenby</h2></a><div><div><span dir="auto">${posts}</span></div><div id="followers"><a href="#" role="link">${followers}</a></div><div id="following"><a href="#" role="link">${following}</a></div></div></section></header>`;
  return parse(`<body><main role="main">${header}</main><div role="dialog">${dialog}</div></body>`, ADDRESS);
}

function listIn(document: Document) {
  const { lists, accounts } = instagram.extract(document, new URL(ADDRESS));
  return { list: lists[0] ?? null, counts: accounts[0]?.sighting.counts };
}

const ROWS = row("tobias.f") + row("ysolde__brack");
const ENGLISH = ["8 posts", "1,234 followers", "314 following"] as const;

describe.each([
  ["English", ENGLISH, "Followers", "Following", 1234],
  ["Spanish", ["8 publicaciones", "17.457 seguidores", "314 seguidos"], "Seguidores", "Seguidos", 17457],
  ["German", ["8 Beiträge", "1.234 Follower", "314 Gefolgt"], "Follower", "Gefolgt", 1234],
  ["Japanese", ["投稿8件", "フォロワー1.2万人", "フォロー中314人"], "フォロワー", "フォロー中", 12000],
  ["Arabic", ["٨ منشورات", "١٬٢٣٤ متابعًا", "يتابع ٣١٤"], "متابعًا", "يتابع", 1234],
] as const)("in %s", (_language, counters, followers, following, count) => {
  test.each([
    ["followers", followers, count],
    ["following", following, 314],
  ] as const)("the dialog's own heading says that it shows %s", (kind, heading, displayed) => {
    const { list, counts } = listIn(page(counters, `<h1>${heading}</h1>${ROWS}`));
    expect(counts).toMatchObject({ followers: count, following: 314 });
    expect(list).toMatchObject({
      kind,
      owner: "instagram:handle:marla_quenby",
      displayedCount: displayed,
      members: ["instagram:handle:tobias.f", "instagram:handle:ysolde__brack"],
    });
  });
});

test.each(["followers", "following"])("where the heading says neither, what was pressed says %s", (kind) => {
  const document = page(ENGLISH, `<h1>People</h1>${ROWS}`);
  expect(listIn(document).list).toBeNull();
  notePress(document.querySelector(`#${kind} a`));
  notePress(document.querySelector("[role=dialog] a"));
  expect(listIn(document).list?.kind).toBe(kind);
});

test.each([
  ["a heading", "<h4>Suggested for you</h4>"],
  ["a plain text", "<div><span>Vorschläge für dich</span></div>"],
  ["a link", '<div><a href="/explore/people/">See all</a></div>'],
])("what stands below %s is suggested: no members, and no end of the list", (_what, parting) => {
  const { list } = listIn(
    page(ENGLISH, `<h1>Followers</h1><div>${ROWS}${parting}${row("perpetua.l")}</div>`),
  );
  expect(list).toMatchObject({
    members: ["instagram:handle:tobias.f", "instagram:handle:ysolde__brack"],
    ended: false,
  });
});

test("a site's own standard picture is nobody's", () => {
  const own =
    "https://scontent.cdninstagram.com/v/t51.2885-19/464760996_1254146839119862_3605321457742435801_n.png?x=1";
  const document = page(ENGLISH, `<h1>Followers</h1>${ROWS.replace(/src="[^"]*"/u, `src="${own}"`)}`);
  const { accounts } = instagram.extract(document, new URL(ADDRESS));
  expect(accounts.map(({ sighting }) => sighting.picture?.picture_id ?? null)).toEqual([
    "9_9_9_n.jpg",
    null,
    "1_2_13_n.jpg",
  ]);
});

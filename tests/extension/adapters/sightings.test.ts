import { describe, expect, test } from "vitest";
import { adapterFor } from "../../../extension/adapters";
import { extract, parse } from "./pages";

const PICTURE = "https://pbs.twimg.com/profile_images/1700000000000000001/a_normal.jpg";

function cell(handle: string, id: string | null): string {
  const follow = id ? `<div data-testid="${id}-follow" aria-label="Follow @${handle}"></div>` : "";
  return `<div data-testid="UserCell"><div data-testid="UserAvatar-Container-${handle}"><a href="/${handle}" aria-hidden="true"><img src="${PICTURE}"></a></div><a role="link" href="/${handle}"><span>${handle} shown</span></a>${follow}</div>`;
}

function tweet(handle: string): string {
  return `<article data-testid="tweet"><div data-testid="Tweet-User-Avatar"><a href="/${handle}"><img src="${PICTURE}"></a></div><div data-testid="User-Name"><a role="link" href="/${handle}">${handle} shown</a></div></article>`;
}

describe("an account seen by two names", () => {
  test("becomes one when a stable id says so", () => {
    const { accounts } = extract(
      `<body>${tweet("one_person")}${cell("One_Person", "100200300")}</body>`,
      "https://x.com/home",
    );
    expect(accounts.map(({ sighting }) => sighting.ref)).toEqual(["x:handle:one_person"]);
    const list = extract(
      `<body>${cell("one_person", null)}${cell("One_Person", "100200300")}</body>`,
      "https://x.com/other/followers",
    );
    expect(list.lists[0]?.members).toEqual(["x:id:100200300"]);
  });

  test("stays two without one", () => {
    const html = `<body>${cell("one_person", "1001")}${cell("two_person", null)}</body>`;
    expect(extract(html, "https://x.com/other/followers").lists[0]?.members).toEqual([
      "x:id:1001",
      "x:handle:two_person",
    ]);
  });
});

test("the viewer's own account is left out of lists and posts", () => {
  const menu = `<header role="banner"><a data-testid="AppTabBar_Profile_Link" href="/the_viewer">Profile</a></header>`;
  const html = `<body>${menu}${cell("the_viewer", null)}${cell("one_person", null)}</body>`;
  const { accounts, lists } = extract(html, "https://x.com/other/followers");
  expect(lists[0]?.members).toEqual(["x:handle:one_person"]);
  expect(JSON.stringify(accounts)).not.toContain("the_viewer");
});

test("rows that are used again for other accounts give the accounts that they show now", () => {
  const document = parse(`<body>${cell("one_person", "1001")}${cell("two_person", "1002")}</body>`);
  const address = new URL("https://x.com/other/followers");
  const adapter = adapterFor(document, address) ?? expect.fail("no adapter");
  const seen: string[] = [];
  for (let turn = 0; turn < 50; turn++) {
    seen.push(...(adapter.extract(document, address).lists[0]?.members ?? []));
    for (const [place, row] of [...document.querySelectorAll("[data-testid=UserCell]")].entries()) {
      const number = 1000 + (turn + 1) * 2 + place + 1;
      row.outerHTML = cell(`person_${number}`, String(number));
    }
  }
  expect(seen).toHaveLength(100);
  expect(new Set(seen).size).toBe(100);
});

test("one picture seen small and large is asked for large", () => {
  const small = "https://scontent.xx.fbcdn.net/v/t39.30808-1/1_2_3_n.jpg?stp=dst-jpg_s40x40_tt6";
  const large = "https://scontent.xx.fbcdn.net/v/t39.30808-1/1_2_3_n.jpg?stp=dst-jpg_s320x320_tt6";
  const html = `<div role="main"><svg><image href="${large}"></image></svg><h1>One Person</h1><div role="article"><h3><a href="/one.person"><svg><image href="${small}"></image></svg><span>One Person</span></a></h3></div></div>`;
  const { accounts } = extract(html, "https://www.facebook.com/one.person");
  expect(accounts.map(({ sighting }) => [sighting.role, sighting.picture?.address])).toEqual([
    ["profile", large],
    ["author", large],
  ]);
});

test("a row's number of shared friends is not the list's", () => {
  const picture = `<svg><image href="https://scontent.xx.fbcdn.net/v/t39.30808-1/1_2_3_n.jpg"></image></svg>`;
  const row = `<div><a href="/two.person">${picture}<span>Two Person</span></a><a href="/two.person/friends_mutual">12 mutual friends</a><a href="/two.person/friends">7 friends</a></div>`;
  const page = (header: string) => `<div role="main"><h1>One Person</h1>${header}${row}</div>`;
  const count = (header: string) =>
    extract(page(header), "https://www.facebook.com/one.person/friends").lists[0]?.displayedCount;
  expect(count(`<a href="/one.person/friends">Friends</a>`)).toBeNull();
  expect(count(`<a href="/one.person/friends/">1,234 friends</a>`)).toBe(1234);
});

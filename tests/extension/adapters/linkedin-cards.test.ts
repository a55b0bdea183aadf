// The smallest pages on which somebody else's name or picture once stood beside a person.

import { describe, expect, test } from "vitest";
import { extract } from "./pages";

const FEED = "https://www.linkedin.com/feed/";
const SEARCH = "https://www.linkedin.com/search/results/people/?keywords=a";

function picture(letter: string): string {
  return `<img alt="" src="https://media.licdn.com/dms/image/v2/D4E03AQPicture${letter}/profile-displayphoto-scale_100_100/0/1700000000030?e=1">`;
}

/** Who was seen: role, handle, name, anchor and picture. */
function seen(main: string, address: string) {
  const { accounts, activities, lists } = extract(`<body><main>${main}</main></body>`, address);
  return {
    accounts: accounts.map(({ sighting, anchor }) => [
      sighting.role,
      sighting.handle,
      sighting.display_name,
      anchor?.textContent,
      sighting.picture?.picture_id?.slice(-1) ?? null,
    ]),
    actions: activities.flatMap(({ account, kind }) => (kind === "avatar_changed" ? [] : [[account, kind]])),
    members: lists.flatMap(({ members }) => members),
  };
}

describe("a post whose head is above another's name", () => {
  const head = `<div class="update-components-actor"><a href="/in/bo-two/">${picture("B")}</a><a href="/in/bo-two/"><span dir="ltr"><span aria-hidden="true">Bo Two</span></span></a></div>`;
  const post = (sentence: string) =>
    `<div data-urn="urn:li:activity:7250000000000000000"><div><a href="/in/ada-one/">Ada One</a> ${sentence}</div>${head}</div>`;

  test.each([
    ["commented on this", "comments", "commenter"],
    ["hat das kommentiert", "comments", "commenter"],
    ["reposted this", "shares", "author"],
    ["さんがこの投稿を再投稿しました", "shares", "author"],
    ["likes this", "likes", "liker"],
  ])("is its author's, and the other did what is said: %s", (sentence, kind, role) => {
    expect(seen(post(sentence), FEED)).toMatchObject({
      accounts: [
        [role, "ada-one", "Ada One", "Ada One", null],
        ["author", "bo-two", "Bo Two", "Bo Two", "B"],
      ],
      actions: [
        ["linkedin:handle:ada-one", kind],
        ["linkedin:handle:bo-two", "posts"],
      ],
    });
  });

  test("is a company's where friends are named above it", () => {
    const advertisement = `<div role="listitem"><div><a href="/in/ada-one/"><figure>${picture("A")}</figure></a><div><p><a href="/in/ada-one/"><strong>Ada One</strong></a> and 72 others follow <a href="/company/foo/posts/"><strong>Foo</strong></a></p></div></div><div><a href="/company/foo/posts/"><figure><img src="https://media.licdn.com/dms/image/v2/F/company-logo_100_100/0/1"></figure></a><a href="/company/foo/posts/"><p>Foo</p><p>9 followers</p></a></div></div>`;
    expect(seen(advertisement, FEED)).toEqual({ accounts: [], actions: [], members: [] });
  });

  test("is nobody's where only a group and counters have links", () => {
    const post = `<div role="listitem"><a href="/groups/45/"><figure><img src="https://media.licdn.com/dms/image/v2/G/group-logo/0/1"></figure><figure>${picture("D")}</figure></a><a href="/groups/45/"><p>Bread</p><p>Di Four</p></a><div><a href="/in/di-four/"><p><span>7 reactions</span><span aria-hidden="true">7</span></p></a><a href="/in/di-four/"><span>Send</span></a></div></div>`;
    const header = `<div componentkey="com.linkedin.sdui.profile.card.refACoAAA1234567890Topcard"><h2>Di Four</h2></div>`;
    expect(seen(header + post, "https://www.linkedin.com/in/di-four/").accounts).toEqual([
      ["profile", "di-four", "Di Four", "Di Four", null],
    ]);
  });
});

describe("a card with counters", () => {
  const counter = `<a href="/in/cy-three/"><p><span>14 reactions</span><span aria-hidden="true">14</span></p></a>`;
  test.each([
    ["beside its name", `<a href="/in/cy-three/"><figure>${picture("C")}</figure></a><p>Cy Three</p>`],
    ["in one link", `<a href="/in/cy-three/"><figure>${picture("C")}</figure><p>Cy Three</p></a>`],
    [
      "in a link of two lines",
      `<a href="/in/cy-three/"><figure>${picture("C")}</figure></a><a href="/in/cy-three/"><div><p>Cy Three</p></div><p>Baker at Bread</p><p>3h</p></a>`,
    ],
  ])("has its badge beside the name, %s", (_where, head) => {
    for (const address of [FEED, "https://www.linkedin.com/in/cy-three/recent-activity/all/"])
      expect(seen(`<div role="listitem"><div>${head}</div>${counter}</div>`, address).accounts).toEqual([
        ["author", "cy-three", "Cy Three", "Cy Three", "C"],
      ]);
  });
});

describe("a search result", () => {
  const row = (name: string, handle: string, own: string) =>
    `<div role="listitem"><div><a href="/in/${handle}/">${own}</a><div><p><a href="/in/${handle}/">${name}</a> <span>• 2nd</span></p></div></div><div><ul><li><figure>${picture("H")}</figure></li></ul><div><p><a href="/in/ha-eight/"><strong>Ha Eight</strong></a> is a mutual connection</p></div></div></div>`;

  test.each([
    ["with a picture", `<figure>${picture("G")}</figure>`, "G"],
    ["without one", "<figure><svg></svg></figure>", null],
    ["with a ghost", '<div class="ghost-person"></div>', null],
    ["with a picture at an unknown address", '<img src="https://static.example.org/standard.png">', null],
  ])("%s is a member, whom one knows in common is none", (_with, own, letter) => {
    const { accounts, members } = seen(
      row("Gus Seven", "gus-seven", own) + row("Ida Nine", "ida-nine", own),
      SEARCH,
    );
    expect(accounts).toEqual([
      ["row", "gus-seven", "Gus Seven", "Gus Seven", letter],
      ["row", "ida-nine", "Ida Nine", "Ida Nine", letter],
    ]);
    expect(members).toEqual(["linkedin:handle:gus-seven", "linkedin:handle:ida-nine"]);
  });

  test.each([
    ["a ghost", '<div class="EntityPhoto-circle-3-ghost-person"></div>'],
    ["a drawing", "<figure><svg></svg></figure>"],
  ])("is not called by what stands on %s", (_what, ghost) => {
    const line = (handle: string, name: string) =>
      `<li class="groups-members-list__typeahead-result"><a href="/in/${handle}/"><div><div>${ghost}<div><span>Status is online</span></div></div></div><div><div>${name}</div><div>Baker</div></div></a></li>`;
    const { accounts } = seen(
      `<ul>${line("gus-seven", "Gus Seven")}${line("ida-nine", "14")}</ul>`,
      "https://www.linkedin.com/groups/45/members/",
    );
    expect(accounts).toEqual([["row", "gus-seven", "Gus Seven", "Gus Seven", null]]);
  });

  test("may spell its member's number itself", () => {
    const card = row("Gus Seven", "gus-seven", "<figure><svg></svg></figure>").replace(
      "<div",
      '<div componentkey="SearchResultsACoAAA1234567890"',
    );
    expect(seen(card, SEARCH).members).toEqual(["linkedin:id:ACoAAA1234567890"]);
  });

  test("without a link of its own is nobody's, whoever is known in common", () => {
    const hidden = `<div role="listitem"><figure><svg></svg></figure><p>LinkedIn Member</p><p><a href="/in/ha-eight/">Ha Eight</a> is a mutual connection</p></div>`;
    expect(seen(hidden, SEARCH)).toEqual({ accounts: [], actions: [], members: [] });
  });
});

describe("cards that suggest people", () => {
  const suggested = ["ada-one", "bo-two", "cy-three"]
    .map(
      (handle) =>
        `<div role="listitem"><a href="/in/${handle}/"><figure>${picture("A")}</figure><p>${handle} shown</p></a><button>Seguir</button></div>`,
    )
    .join("");
  const rows = `<div role="list">${suggested}</div>`;

  test.each([
    ["a profile", "https://www.linkedin.com/in/di-four/", "<h1>Di Four</h1>", ["profile"]],
    ["people one may know", "https://www.linkedin.com/mynetwork/grow/", "", []],
  ])("on a page of %s are no authors, and no changed site", (_what, address, head, roles) => {
    const { accounts, members } = seen(head + rows, address);
    expect(accounts.map(([role]) => role)).toEqual(roles);
    expect(members).toEqual([]);
  });

  test.each([
    ["a search", SEARCH, rows],
    ["a dialog", FEED, `<div role="dialog"><div role="tablist"></div>${rows}</div>`],
  ])("are members in %s", (_what, address, main) => {
    expect(seen(main, address).members).toHaveLength(3);
  });
});

test("a log-in page at a profile's address is no profile", () => {
  const login = `<h1>Sign in</h1><form><input name="session_key"><input type="password" name="session_password"></form>`;
  expect(seen(login, "https://www.linkedin.com/in/x/").accounts).toEqual([]);
});

// The addresses of lists that have no fixture of their own, and what they list.

import { describe, expect, test } from "vitest";
import { adapters } from "../../../extension/adapters";
import { readerOf } from "../../../extension/adapters/patterns";
import { extract } from "./pages";

const MEMBER = "ACoAAA1234567890abc";

test.each([
  ["x", "https://x.com/ada/status/12/retweets", "sharers", null],
  ["x", "https://x.com/ada/status/12/quotes", "sharers", null],
  ["x", "https://x.com/i/lists/12/followers", "followers", null],
  ["bluesky", "https://bsky.app/profile/ada.example/post/3k/reposted-by", "sharers", null],
  ["bluesky", "https://bsky.app/profile/ada.example/post/3k/quotes", "sharers", null],
  ["bluesky", "https://bsky.app/starter-pack/ada.example/3k", "members", null],
  ["mastodon", "https://wharf.example/@ada/12/reblogs", "sharers", null],
  ["mastodon", "https://wharf.example/@ada/12/quotes", "sharers", null],
  ["mastodon", "https://wharf.example/lists/3/members", "members", null],
  ["mastodon", "https://wharf.example/search?q=ada", "search", null],
  ["facebook", "https://www.facebook.com/ada.one/friends_mutual", "friends", "ada.one"],
  ["facebook", "https://www.facebook.com/events/123/guests", "members", null],
  ["facebook", "https://www.facebook.com/ada.one/likes_all", "liked", "ada.one"],
  ["facebook", "https://www.facebook.com/profile.php?id=12345&sk=likes", "liked", "12345"],
  ["facebook", "https://www.facebook.com/search/pages/?q=ada", "search", null],
  ["linkedin", "https://www.linkedin.com/mynetwork/invitation-manager/", "invitations", null],
  ["linkedin", "https://www.linkedin.com/mynetwork/invitation-manager/sent/CONNECTION/", "invitations", null],
  ["x", "https://x.com/search?q=ada&src=typed_query&f=top", "search", null],
  ["linkedin", "https://www.linkedin.com/company/bread/people/", "members", null],
  ["linkedin", "https://www.linkedin.com/school/bread/people/", "members", null],
  [
    "linkedin",
    `https://www.linkedin.com/search/results/people/?connectionOf=%5B%22${MEMBER}%22%5D&network=x`,
    "friends",
    MEMBER,
  ],
  ["linkedin", "https://www.linkedin.com/search/results/people/?keywords=a", "search", null],
  ["threads", "https://www.threads.com/search?q=a&filter=profiles", "search", null],
  ["tiktok", "https://www.tiktok.com/search/video?q=a", "search", null],
  ["youtube", "https://www.youtube.com/@ada/channels", "following", "ada"],
  ["youtube", "https://www.youtube.com/results?search_query=a", "search", null],
  ["reddit", "https://www.reddit.com/search/?q=a", "search", null],
  ["reddit", "https://www.reddit.com/r/bread/about/moderators", "members", null],
])("%s: %s is a list of %s", (site, address, kind, owner) => {
  const { patterns } = adapters.find(({ id }) => id === site) ?? expect.fail("no such site");
  const list = readerOf(patterns).list(new URL(address));
  expect([list?.kind, list?.owner?.id ?? list?.owner?.handle ?? null]).toEqual([kind, owner]);
});

describe("who shared a post", () => {
  const picture = "https://pbs.twimg.com/profile_images/1700000000000000001/a_normal.jpg";
  const cell = (handle: string) =>
    `<button data-testid="UserCell"><div data-testid="UserAvatar-Container-${handle}"><a href="/${handle}" aria-hidden="true"><img src="${picture}"></a></div><a role="link" href="/${handle}"><span>${handle} shown</span></a></button>`;
  const quoting = (handle: string, number: number) =>
    `<article data-testid="tweet"><div data-testid="Tweet-User-Avatar"><div data-testid="UserAvatar-Container-${handle}"><a href="/${handle}"><img src="${picture}"></a></div></div><div data-testid="User-Name"><a role="link" href="/${handle}">${handle} shown</a><a href="/${handle}/status/${number}"><time datetime="2026-01-02T03:04:05.000Z"></time></a></div><div role="link"><div data-testid="User-Name"><span dir="ltr">ada</span></div></div></article>`;

  test.each([
    ["retweets", cell("bo_two") + cell("cy_three")],
    ["quotes", quoting("bo_two", 21) + quoting("cy_three", 22)],
  ])("is who %s are listed of", (list, html) => {
    const { lists, activities } = extract(`<body>${html}</body>`, `https://x.com/ada/status/12/${list}`);
    expect(lists).toMatchObject([{ kind: "sharers", members: ["x:handle:bo_two", "x:handle:cy_three"] }]);
    const shares = activities.filter(({ kind }) => kind === "shares");
    expect(shares.map(({ account, object }) => [account, object])).toEqual([
      ["x:handle:bo_two", "https://x.com/ada/status/12"],
      ["x:handle:cy_three", "https://x.com/ada/status/12"],
    ]);
    const when = list === "quotes" ? "2026-01-02T03:04:05.000Z" : undefined;
    expect(shares.map(({ time }) => time)).toEqual([when, when]);
    expect(activities.filter(({ kind }) => kind === "comments")).toEqual([]);
  });
});

test("one suggestion with a heading of its own is no friend, and a friend's picture is not the owner's", () => {
  const row = (handle: string, number: number) =>
    `<a href="/${handle}"><svg><image href="https://scontent.xx.fbcdn.net/v/t39.30808-1/1_${number}_3_n.jpg"></image></svg></a><a href="/${handle}"><span>${handle} shown</span></a>`;
  const friends = `<div>${row("bo.two", 2)}</div><div>${row("cy.three", 3)}</div>`;
  const html = `<div role="main"><h1>Ada One</h1><div><h2><a href="/ada.one/friends">Friends</a></h2>${friends}</div><div><h2>People you may know</h2><div>${row("dee.four", 4)}</div></div></div>`;
  const { lists, accounts } = extract(html, "https://www.facebook.com/ada.one/friends");
  expect(lists[0]?.members).toEqual(["facebook:handle:bo.two", "facebook:handle:cy.three"]);
  const owner = accounts.find(({ sighting }) => sighting.role === "profile");
  expect(owner?.sighting).toMatchObject({ display_name: "Ada One", picture: null });
});

test("who follows an account is not its picture", () => {
  const follower =
    '<a href="/bo.two/"><img src="https://scontent-a.cdninstagram.com/v/t51.2885-19/1_2_3_n.jpg"></a>';
  const html = `<main><header><h2>ada.one</h2>${follower}<span>Followed by <a href="/bo.two/">bo.two</a></span></header></main>`;
  const [owner] = extract(html, "https://www.instagram.com/ada.one/").accounts;
  expect(owner?.sighting).toMatchObject({ handle: "ada.one", picture: null });
});

test.each([
  ["a link to them", '<a href="/search/rebepsz/people/?of=%22A%22">', "</a>"],
  ["a button", '<div role="button">', "</div>"],
  ["a list", "<ul>", "</ul>"],
])("whom one knows of an account, together in %s, is not its picture", (_name, open, close) => {
  const known = [1, 2].map(
    (number) =>
      `<li><img alt="" src="https://media.licdn.com/dms/image/v2/D4E03AQTest00003${number}/profile-displayphoto-shrink_100_100/0/1"></li>`,
  );
  const html = `<main><section><h1>Ada One</h1><div>${open}${known.join("")}<span>Bo, Cy y 12 más</span>${close}</div></section></main>`;
  const [owner] = extract(html, "https://www.linkedin.com/in/ada-one/").accounts;
  expect(owner?.sighting).toMatchObject({ display_name: "Ada One", picture: null });
});

test("posts that are found are no post's page", () => {
  const html = `<div role="main"><div role="feed"><div></div></div></div>`;
  expect(extract(html, "https://www.facebook.com/search/posts/?q=bread").page.kind).toBe("list");
});

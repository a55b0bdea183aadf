// What posts share, on sites where a fixture's page shows one form of several.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { postAt } from "../../../extension/adapters/facebook-story";
import { extract, FIXTURES, readFixture } from "./pages";

const shares = (html: string, address: string) =>
  extract(`<body>${html}</body>`, address).activities.filter(({ kind }) => kind === "shares");

test.each([
  ["https://www.facebook.com/groups/120/permalink/345678/?__cft__=x", "groups/120/posts/345678"],
  ["https://m.facebook.com/groups/120?multi_permalinks=345678", "groups/120/posts/345678"],
  ["https://www.facebook.com/ada.one/posts/some-words/pfbid0Abc?comment_id=12", "ada.one/posts/pfbid0Abc"],
  [
    "https://www.facebook.com/story.php?id=100&story_fbid=pfbid0Abc",
    "permalink.php?story_fbid=pfbid0Abc&id=100",
  ],
  ["https://www.facebook.com/photo.php?set=a.1&fbid=9876", "photo/?fbid=9876"],
  ["https://www.facebook.com/ada.one/photos/a.1/9876", "photo/?fbid=9876"],
  ["https://www.facebook.com/reel/55555/?s=x", "watch/?v=55555"],
  ["https://www.facebook.com/ada.one/videos/a-title/55555", "watch/?v=55555"],
])("%s is one address of a post", (address, form) => {
  expect(postAt(new URL(address))).toBe(`https://www.facebook.com/${form}`);
});

test.each(["https://www.facebook.com/ada.one", "https://www.facebook.com/groups/120/user/345678/"])(
  "%s is no post's",
  (address) => expect(postAt(new URL(address))).toBe(null),
);

describe("Facebook", () => {
  const picture = (number: number) =>
    `<svg><image xlink:href="https://scontent.xx.fbcdn.net/v/t39.30808-1/${number}_${number}0_${number}00_n.jpg"></image></svg>`;
  const head = (address: string, name: string, number: number) =>
    `<a href="${address}" aria-hidden="true">${picture(number)}</a><div data-ad-rendering-role="profile_name"><h3><a href="${address}">${name}</a></h3></div>`;
  const message = (words: string) => `<div data-ad-preview="message"><div dir="auto">${words}</div></div>`;
  const comment = `<div role="article"><a href="/groups/120/posts/345678/?comment_id=77" aria-hidden="true"></a><a href="/groups/120/user/501/?comment_id=77">${picture(501)}</a><a href="/groups/120/user/501/?comment_id=77"><span dir="auto">Bo Two</span></a><div dir="auto">Well said.</div></div>`;
  const post = (inner: string) =>
    `<div role="main"><div role="feed"><div aria-posinset="1">${head("/groups/120/user/500/", "Ada One", 500)}<a href="?__cft__=x">3 d</a>${message("Look.")}${inner}${comment}</div></div></div>`;

  test("a group's post is known by its comments' links where its own hides its address", () => {
    const { activities } = extract(`<body>${post("")}</body>`, "https://www.facebook.com/groups/120");
    const object = "https://www.facebook.com/groups/120/posts/345678";
    expect(activities).toEqual([
      { account: "facebook:id:500", kind: "posts", object, text: "Look." },
      {
        account: "facebook:id:501",
        kind: "comments",
        object,
        content: `${object}?comment_id=77`,
        text: "Well said.",
      },
    ]);
  });

  test("a second head in a post is that of the post which it shares", () => {
    const inner = `<div>${head("/nora.vale", "Nora Vale", 600)}<a href="/nora.vale/posts/pfbid0Nora">5 d</a>${message("The bridge opens.")}</div>`;
    const { activities } = extract(
      `<body>${post(inner)}</body>`,
      "https://www.facebook.com/search/posts?q=a",
    );
    expect(activities).toContainEqual({
      account: "facebook:id:500",
      kind: "shares",
      object: "https://www.facebook.com/nora.vale/posts/pfbid0Nora",
      content: "https://www.facebook.com/groups/120/posts/345678",
    });
    expect(activities).toContainEqual({
      account: "facebook:handle:nora.vale",
      kind: "posts",
      object: "https://www.facebook.com/nora.vale/posts/pfbid0Nora",
      text: "The bridge opens.",
    });
  });

  test("who is only named beside the author shares nothing", () => {
    const beside = `<div role="main"><div role="feed"><div aria-posinset="1"><a href="/ada.one">${picture(500)}</a><h3><a href="/ada.one">Ada One</a> is with <a href="/bo.two">Bo Two</a></h3><a href="/ada.one/posts/pfbid0Ada">3 d</a></div></div></div>`;
    expect(shares(beside, "https://www.facebook.com/")).toEqual([]);
  });
});

test("who quotes a post on X shares it then, where a link says which it is", () => {
  const avatar = (handle: string) =>
    `<div data-testid="Tweet-User-Avatar"><div data-testid="UserAvatar-Container-${handle}"><img src="https://pbs.twimg.com/profile_images/17/${handle}_normal.jpg"></div></div>`;
  const html = `<article data-testid="tweet">${avatar("ada")}<div data-testid="User-Name"><a role="link" href="/ada">Ada</a><a href="/ada/status/21"><time datetime="2026-01-02T03:04:05.000Z"></time></a></div><div role="link">${avatar("nora")}<div data-testid="User-Name"><span dir="ltr">Nora</span></div><time datetime="2026-01-01T03:04:05.000Z"></time><a href="/nora/status/12/photo/1"></a></div></article>`;
  expect(shares(html, "https://x.com/home")).toEqual([
    {
      account: "x:handle:ada",
      kind: "shares",
      object: "https://x.com/nora/status/12",
      content: "https://x.com/ada/status/21",
      time: "2026-01-02T03:04:05.000Z",
      precision: "second",
    },
  ]);
});

test("a repost with words on LinkedIn shares what stands within it", () => {
  const html = `<main><div data-urn="urn:li:activity:7250000000000000021"><div class="update-components-actor"><a href="/in/ada-one"><img src="https://media.licdn.com/dms/image/v2/D4E03AQTest00/profile-displayphoto-shrink_100_100/0/1700000000000"></a><a href="/in/ada-one"><span dir="ltr"><span aria-hidden="true">Ada One</span></span></a></div><div class="update-components-text"><span dir="ltr">Look.</span></div><div class="update-components-mini-update-v2"><a href="/feed/update/urn:li:activity:7240000000000000012/">The bridge</a></div></div></main>`;
  expect(shares(html, "https://www.linkedin.com/feed/")).toMatchObject([
    {
      account: "linkedin:handle:ada-one",
      object: "https://www.linkedin.com/feed/update/urn:li:activity:7240000000000000012",
      precision: "second",
    },
  ]);
});

test("who reposted on Threads stands above the picture of whose it is, also where no name is marked", () => {
  const html = `<div data-pressable-container="true"><div><svg></svg><a href="/@ada"><span>ada</span></a> reposted</div><a href="/@nora"><img src="https://x.cdninstagram.com/v/t51.2885-19/1_2_3_n.jpg"></a><div><span><a href="/@nora"><span dir="auto"><span>nora</span></span></a></span><span dir="auto"><a href="/@nora/post/N1"><time datetime="2026-02-10T10:00:00.000Z">2d</time></a></span></div></div>`;
  const { activities } = extract(`<body>${html}</body>`, "https://www.threads.com/");
  expect(activities.map(({ account, kind, object }) => [account, kind, object])).toEqual([
    ["threads:handle:nora", "posts", "https://www.threads.com/@nora/post/N1"],
    ["threads:handle:ada", "shares", "https://www.threads.com/@nora/post/N1"],
  ]);
});

test.each([
  ["bluesky", "profile-shares", "bluesky:id:did:plc:testtesttesttesttest7001"],
  ["facebook", "profile-shares", "facebook:handle:marla.quenby.7"],
  ["linkedin", "feed-shares", "linkedin:handle:marla-quenby"],
  ["threads", "profile-shares", "threads:handle:marla_quenby"],
  ["x", "profile-shares", "x:handle:marla_quenby"],
  ["x", "feed-home", undefined],
  ["facebook", "post-desktop", undefined],
])("%s: on %s the acts of %s stand newest first", (site, name, of) => {
  const { address } = JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8"));
  expect(extract(readFixture(site, name), address).newestFirst?.of).toBe(of);
});

test("a list of who shared a post on Mastodon is everybody's", () => {
  const html = `<div id="mastodon" data-props="{}"><div class="account"><a href="/@ada" title="ada" data-hover-card-account="5"><span class="display-name__html">Ada</span></a></div></div>`;
  const { newestFirst, lists } = extract(`<body>${html}</body>`, "https://wharf.example/@nora/12/reblogs");
  expect([newestFirst, lists.map(({ kind }) => kind)]).toEqual([{ of: null }, ["sharers"]]);
});

test("a head on Facebook that links to what is shared is not its author's own post", () => {
  const head = (handle: string, number: number, more: string) =>
    `<a href="/${handle}" aria-hidden="true"><svg><image href="https://scontent.xx.fbcdn.net/v/t39.30808-1/1_${number}_3_n.jpg"></image></svg></a><h3><a href="/${handle}"><strong>${handle} shown</strong></a>${more}</h3>`;
  const shared = '<a href="/bo.two/posts/pfbid0abc">';
  const html = `<div role="main"><div role="feed"><div aria-posinset="1">${head("ada.one", 1, ` shared a ${shared}post</a>`)}<a href="/ada.one/posts/pfbid0xyz">2h</a><div>${head("bo.two", 2, "")}${shared}1d</a></div></div></div></div>`;
  const { activities } = extract(html, "https://www.facebook.com/");
  expect(activities.map(({ account, kind, object }) => [account, kind, object])).toEqual([
    ["facebook:handle:ada.one", "posts", "https://www.facebook.com/ada.one/posts/pfbid0xyz"],
    ["facebook:handle:ada.one", "shares", "https://www.facebook.com/bo.two/posts/pfbid0abc"],
    ["facebook:handle:bo.two", "posts", "https://www.facebook.com/bo.two/posts/pfbid0abc"],
  ]);
});

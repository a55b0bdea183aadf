// A list of nobody is an empty list, whoever is suggested, known in common or followed beside it.

import { expect, test } from "vitest";
import { extract } from "./pages";

const X = "https://pbs.twimg.com/profile_images/17000000000000000";
const cell = (handle: string, number: number) =>
  `<div data-testid="cellInnerDiv"><div data-testid="UserCell"><div data-testid="UserAvatar-Container-${handle}"><a href="/${handle}" aria-hidden="true"><img alt="" src="${X}${number}/a_normal.jpg"></a></div><a role="link" href="/${handle}"><span>${handle} shown</span></a></div></div>`;
const cells = cell("ada_one", 11) + cell("bo_two", 12) + cell("cy_three", 13);
const none = `<div data-testid="emptyState"><span>@dee_four</span></div>`;
const suggested = '<div data-testid="cellInnerDiv"><h2>Vorgeschlagen</h2></div>';

const MASTODON = "https://wharf.example/accounts/avatars/109/291/0";
const face = (number: number) =>
  `<span class="account__avatar"><img alt="" src="${MASTODON}${number}/original/a.png"></span>`;
const known = ["ada", "bo", "cy"]
  .map((handle, place) => `<a href="/@${handle}">${face(11 + place)}</a>`)
  .join("");

const YOUTUBE = "https://yt3.ggpht.com/emptyemptyemptyempty";
const channels = ["ada", "bo", "cy"]
  .map((handle) => `<a href="/@${handle}"><img alt="" src="${YOUTUBE}${handle}=s88"></a>`)
  .join("");

test.each([
  [
    "suggestions beside an X list",
    "https://x.com/dee_four/following",
    `<main>${none}</main><div data-testid="sidebarColumn">${cells}</div>`,
  ],
  [
    "suggestions below an X list",
    "https://x.com/dee_four/following",
    `<main>${none}${suggested}${cells}</main>`,
  ],
  [
    "whom one knows in common on Mastodon",
    "https://wharf.example/@dee/followers",
    `<script id="initial-state"></script><div id="mastodon"><div class="account__header">${face(20)}<h1>Dee</h1>${known}</div></div>`,
  ],
  [
    "whom one follows oneself on YouTube",
    "https://www.youtube.com/@dee/channels",
    `<ytd-app><div id="guide">${channels}</div><yt-page-header-renderer><h1>Dee</h1></yt-page-header-renderer></ytd-app>`,
  ],
])("%s", (_who, address, page) => {
  const { lists, accounts } = extract(`<body>${page}</body>`, address);
  expect(lists).toEqual([]);
  expect(accounts.filter(({ sighting }) => sighting.role !== "profile")).toEqual([]);
});

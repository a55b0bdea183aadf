// What stands on pages of X that is none of the person whose page it is.

import { expect, test } from "vitest";
import { extract } from "./pages";

const tweet = (handle: string, number: number, time = true) =>
  `<article data-testid="tweet"><div data-testid="UserAvatar-Container-${handle}"><a href="/${handle}"><img alt="" src="https://pbs.twimg.com/profile_images/170000000000000000${number}/a_normal.jpg"></a></div><div data-testid="User-Name"><a role="link" href="/${handle}">${handle} shown</a></div>${time ? `<a href="/${handle}/status/${number}"><time datetime="2026-01-02T03:04:05.000Z"></time></a>` : ""}<a href="/${handle}/status/${number}/analytics">1.2K</a></article>`;

test("an advertisement among the answers is none", () => {
  const page = tweet("ada_one", 1) + tweet("shop_two", 2, false) + tweet("bo_three", 3);
  const { accounts, activities } = extract(
    `<body><main>${page}</main></body>`,
    "https://x.com/ada_one/status/1",
  );
  expect(accounts.map(({ sighting: { role, handle } }) => [role, handle])).toEqual([
    ["author", "ada_one"],
    ["author", "shop_two"],
    ["commenter", "bo_three"],
  ]);
  const comments = activities.filter(({ kind }) => kind === "comments");
  expect(comments.map(({ account }) => account)).toEqual(["x:handle:bo_three"]);
});

test.each([
  ["ada_one", "Ada", "@ada_one", ["Ada"]],
  ["Ada_One", "@bread", "@ada_one", ["@bread"]],
  ["ada_one", "Bo", "@bo_two", []],
  ["ada_one", "@ada", "@bo_two", []],
])("the page of %s, whose head says %s, %s, is of %j", (handle, name, written, names) => {
  const head = `<div data-testid="primaryColumn"><div data-testid="UserName"><div dir="ltr"><span>${name}</span></div><div dir="ltr"><span>${written}</span></div></div></div>`;
  const { accounts } = extract(`<body><main>${head}</main></body>`, `https://x.com/${handle}`);
  expect(accounts.map(({ sighting }) => sighting.display_name)).toEqual(names);
});

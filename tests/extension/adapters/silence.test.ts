// Pages full of people of which nothing is recognised say so, at any address; pages without people never do.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BrokenPage } from "../../../extension/adapters/adapter";
import { SITES, strangers } from "./disturbances";
import { extract, FIXTURES, files, readFixture } from "./pages";

const ANYWHERE: Record<string, string> = {
  bluesky: "https://bsky.app/somewhere/new",
  facebook: "https://www.facebook.com/groups/123456/",
  instagram: "https://www.instagram.com/explore/new/",
  linkedin: "https://www.linkedin.com/feed/hashtag/bread/",
  mastodon: "https://wharf.example/somewhere",
  reddit: "https://www.reddit.com/r/bread/",
  threads: "https://www.threads.com/search?q=a",
  tiktok: "https://www.tiktok.com/search?q=a",
  x: "https://x.com/i/somewhere/new",
  youtube: "https://www.youtube.com/somewhere",
};

function page(people: string): string {
  return `<body><div id="mastodon" data-props="{}"><ytd-app><main id="barcelona-page-layout" role="main">${people}</main></ytd-app></div></body>`;
}

describe.each(SITES)("%s", (site) => {
  const address = ANYWHERE[site] as string;
  const people = strangers(site).map(
    ({ link, picture, shown }) =>
      `<x-card><a href="${link}"><img src="${picture}"></a><b>${shown}</b></x-card>`,
  );

  test("says that nothing is recognised where people are", () => {
    expect(() => extract(page(people.join("")), address)).toThrow(BrokenPage);
  });

  test.each([
    ["while more is coming", `${people.join("")}<div role="progressbar"></div>`],
    ["where there is one person", people[0] as string],
    ["where there are links alone", people.join("").replaceAll(/<img[^>]*>/gu, "")],
    ["where there are pictures alone", people.join("").replaceAll(/<\/?a[^>]*>/gu, "")],
    ["where there is nobody", "<h1>Settings</h1><img><img><img><img>"],
  ])("says nothing %s", (_when, html) => {
    expect(extract(page(html), address).accounts).toEqual([]);
  });

  test("says nothing on any of its known pages", () => {
    for (const name of files(`${FIXTURES}${site}`, ".html")) {
      const { address: own } = JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8"));
      expect(() => extract(readFixture(site, name), own), name).not.toThrow();
    }
  });
});

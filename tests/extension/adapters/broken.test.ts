import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { adapters } from "../../../extension/adapters";
import { BrokenPage } from "../../../extension/adapters/adapter";
import { readerOf } from "../../../extension/adapters/patterns";
import { extract, FIXTURES, files, folders, readFixture } from "./pages";

interface Fixture {
  path: string;
  address: string;
  html: string;
  lists: unknown[];
}

const LOADING = /role=["']?progressbar["']?|data-visualcompletion=["']?loading-state["']?/u;

function fixtures(kind: string): Fixture[] {
  return folders(FIXTURES).flatMap((site) =>
    files(`${FIXTURES}${site}`, ".html").flatMap((name) => {
      const { address, page, lists } = JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8"));
      return page.kind === kind
        ? [{ path: `${site}/${name}`, address, html: readFixture(site, name), lists }]
        : [];
    }),
  );
}

/** As if the site had changed every address and name that it gives its parts. */
function changed(html: string): string {
  return html
    .replaceAll(/\s(?:href|data-[\w-]+|class|id|title|role)=(?:"[^"]*"|'[^']*'|[^\s>]+)/gu, "")
    .replaceAll(/<(\/?)(?:yt|ytd|shreddit)-[\w-]+/gu, "<$1div")
    .replaceAll(/<(\/?)(?:h1|h2|header|article|svg)\b/gu, "<$1div")
    .replaceAll(/<title>.*?<\/title>/gu, "")
    .replace("<body>", '<body><main id="mastodon" data-props="{}"><div id="barcelona-page-layout">');
}

function isMixed(path: string, address: string): boolean {
  const adapter = adapters.find(({ id }) => path.startsWith(`${id}/`)) ?? expect.fail("no such site");
  return readerOf(adapter.patterns).list(new URL(address))?.isMixed === true;
}

const lists = fixtures("list").filter(({ html }) => !LOADING.test(html));

test("there are lists of enough sites to try", () => {
  expect(new Set(lists.map(({ path }) => path.split("/")[0])).size).toBeGreaterThanOrEqual(8);
});

describe.each(lists)("$path", ({ path, address, html, lists }) => {
  // Where people stand among other things, there may be none.
  test.skipIf(isMixed(path, address) && lists.length === 0)("gives its list", () => {
    expect(extract(html, address).lists).toHaveLength(1);
  });

  test.skipIf(isMixed(path, address))("says so where the site has changed and nothing is recognised", () => {
    expect(() => extract(changed(html), address)).toThrow(BrokenPage);
  });

  test("says nothing while more is coming", () => {
    const loading = changed(html).replace("</body>", '<div role="progressbar"></div></main></body>');
    expect(extract(loading, address).lists).toEqual([]);
  });

  test("says nothing of an empty list", () => {
    const empty = '<body><main id="mastodon" data-props="{}" role="main"><p>Nobody yet</p></main></body>';
    expect(extract(empty, address).lists.flatMap((list) => list.members)).toEqual([]);
  });
});

describe.each([
  "https://www.facebook.com/marla.quenby.7",
  "https://www.instagram.com/marla_quenby/",
  "https://x.com/marla_quenby",
])("%s", (address) => {
  test("is a broken page where nothing of a profile is recognised", () => {
    const html = "<body><main role=main><div><img><img><img></div><p>Marla Quenby</p></main></body>";
    expect(() => extract(html, address)).toThrow(BrokenPage);
  });
});

// The address changes before the page does: nothing of the page before counts for the new address.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { adapterFor } from "../../../extension/adapters";
import { BrokenPage, type Extraction } from "../../../extension/adapters/adapter";
import { PageBefore } from "../../../extension/adapters/page-before";
import { SITES } from "./disturbances";
import { FIXTURES, files, parse, plain, readFixture } from "./pages";

const OTHER = "zelda";

function read(document: Document, address: URL): Extraction {
  const adapter = adapterFor(document, address) ?? expect.fail(`no adapter for ${address}`);
  try {
    return adapter.extract(document, address);
  } catch (error) {
    if (!(error instanceof BrokenPage)) throw error;
    return {
      page: { platform: adapter.id, kind: "other", address: address.href },
      accounts: [],
      lists: [],
      activities: [],
    };
  }
}

/** Another account's address of the same kind; null where it names none by its handle. */
function others(address: URL, handle: string | null | undefined): URL | null {
  const own = handle?.split("@")[0];
  if (!own || !address.href.includes(own)) return null;
  return new URL(address.href.replace(own, `${OTHER}${own.includes(".") ? ".example.org" : ""}`));
}

interface Page {
  site: string;
  name: string;
  address: URL;
  kind: string;
  owner: string | null;
}

const pages = SITES.flatMap((site) =>
  files(`${FIXTURES}${site}`, ".html").map((name): Page => {
    const { address, page, accounts } = JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8"));
    const owner = accounts.find(({ role }: { role: string }) => role === "profile")?.handle ?? null;
    return { site, name, address: new URL(address), kind: page.kind, owner };
  }),
);
const owned = pages.flatMap((page) => {
  const next = others(page.address, page.owner);
  return next ? [{ ...page, next }] : [];
});

test("enough sites have such pages", () => {
  expect(new Set(owned.map(({ site }) => site)).size).toBe(SITES.length);
});

describe.each(owned)("$site/$name at another's address", ({ site, name, address, next }) => {
  test("says nothing of the other, and all once it is the other's", () => {
    const document = parse(readFixture(site, name), address.href);
    const before = new PageBefore();
    const first = read(document, address);
    expect(before.leftOutOf(first)).toEqual(first);
    const stale = before.leftOutOf(read(document, next));
    const said = stale.accounts.filter(({ sighting }) => sighting.handle?.includes(OTHER));
    expect(said.filter(({ anchor }) => anchor !== null)).toEqual([]);
    expect(
      said.flatMap(({ sighting }) => [sighting.picture ?? [], sighting.account_id ?? []].flat()),
    ).toEqual([]);
    expect(stale.lists.flatMap(({ members }) => members)).toEqual([]);
    // Back at its own address it is what it was.
    expect(plain(before.leftOutOf(read(document, address)))).toEqual(plain(first));
  });
});

const turns = SITES.flatMap((site) => {
  const own = pages.filter((page) => page.site === site);
  return own.flatMap((page, number) => {
    const next = own[(number + 1) % own.length];
    // A page of another host is loaded.
    const turns = next?.address.host === page.address.host && next.kind !== "feed";
    return turns ? [{ site, from: page, to: next }] : [];
  });
});

describe.each(turns)("$site: $from.name, then $to.name", ({ site, from, to }) => {
  test("gives of the second what it gives alone", () => {
    const document = parse(readFixture(site, from.name), from.address.href);
    const before = new PageBefore();
    before.leftOutOf(read(document, from.address));
    const stale = before.leftOutOf(read(document, to.address));
    const own = new Set(
      read(document, from.address).activities.map(({ kind, object }) => `${kind} ${object}`),
    );
    const upon = ({ kind }: { kind: string }) => ["comments", "likes", "shares"].includes(kind);
    expect(stale.activities.filter(upon).filter(({ kind, object }) => !own.has(`${kind} ${object}`))).toEqual(
      [],
    );
    const second = parse(readFixture(site, to.name), to.address.href);
    document.replaceChild(document.adoptNode(second.documentElement), document.documentElement);
    const alone = read(document, to.address);
    const isOneOwners = from.owner !== to.owner;
    if (isOneOwners || !to.owner) expect(plain(before.leftOutOf(alone))).toEqual(plain(alone));
  });
});

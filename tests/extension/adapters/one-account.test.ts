// One account or nothing: every fixture page once more with each thing that sites put beside people, in every one of
// its parts at once. Whoever is still seen is who the part is of, by name and picture.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { adapterFor } from "../../../extension/adapters";
import { BrokenPage, type Extraction, type SeenAccount } from "../../../extension/adapters/adapter";
import { DISTURBANCES, type Disturbance, type Part, SITES, strangers } from "./disturbances";
import { FIXTURES, files, parse, readFixture } from "./pages";

interface Known {
  names: Set<string>;
  pictures: Set<string>;
}

function read(document: Document, address: URL): Extraction | null {
  const adapter = adapterFor(document, address) ?? expect.fail(`no adapter for ${address}`);
  try {
    return adapter.extract(document, address);
  } catch (error) {
    if (error instanceof BrokenPage) return null;
    throw error;
  }
}

const said = ({ sighting, anchor }: SeenAccount) => [sighting.display_name, anchor?.textContent?.trim()];

/** What may be said of whom: what the page said before, and of strangers what is theirs. */
function knownBy(accounts: readonly SeenAccount[], site: string): Map<string, Known> {
  const known = new Map<string, Known>();
  const of = (key: string | null | undefined) => {
    const entry = known.get(key ?? "") ?? { names: new Set(), pictures: new Set() };
    known.set(key ?? "", entry);
    return entry;
  };
  for (const account of accounts) {
    const { handle, account_id, picture } = account.sighting;
    for (const key of [handle, account_id]) {
      if (!key) continue;
      for (const text of said(account)) if (text) of(key).names.add(text);
      if (picture) of(key).pictures.add(picture.picture_id ?? picture.address);
    }
  }
  for (const { handle, shown, pictureId } of strangers(site)) {
    const key =
      site === "bluesky"
        ? `${handle}.example.org`
        : site === "mastodon"
          ? `${handle}@far.example.org`
          : handle;
    of(key).names.add(shown);
    of(key).pictures.add(pictureId);
  }
  return known;
}

/** The largest part around each anchor that holds nobody else's. */
function partsOf({ accounts }: Extraction): Map<SeenAccount, Part> {
  const anchors = accounts.flatMap(({ anchor, sighting }) => (anchor ? [{ anchor, ref: sighting.ref }] : []));
  const parts = new Map<SeenAccount, Part>();
  for (const account of accounts) {
    const { anchor, sighting } = account;
    if (!anchor || sighting.role === "profile") continue;
    let element = anchor;
    for (
      let around = anchor.parentElement;
      around && !around.matches("main, body, [role=main]");
      around = around.parentElement
    ) {
      const holder = around;
      if (anchors.some((other) => other.anchor !== anchor && holder.contains(other.anchor))) break;
      element = around;
    }
    // Within a link stands nothing but its text.
    if (!element.closest("a[href]")) parts.set(account, { element, name: anchor });
  }
  return parts;
}

/** A page as it is, read once: what every disturbance begins with, and is held against. */
interface Plain {
  document: Document;
  address: URL;
  /** The page's elements before anything was changed. */
  root: Element;
  /** Each part by the places of its elements among all of the page. */
  parts: Record<keyof Part, number>[];
  known: Map<string, Known>;
  members: Set<string | null>;
  hasLists: boolean;
}

function plainPage(site: string, name: string): Plain {
  const address = new URL(JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8")).address);
  const document = parse(readFixture(site, name), address.href);
  const plain = read(document, address) ?? expect.fail("the page itself is broken");
  const root = document.documentElement;
  const places = new Map(elementsOf(root).map((element, place) => [element, place]));
  const placeOf = (element: Element) => places.get(element) ?? expect.fail("a part is not on its page");
  const parts = [...partsOf(plain).values()].map(({ element, name: anchor }) => ({
    element: placeOf(element),
    name: placeOf(anchor),
  }));
  const known = knownBy(plain.accounts, site);
  return {
    document,
    address,
    root,
    parts,
    known,
    members: handlesIn(plain),
    hasLists: plain.lists.length > 0,
  };
}

const elementsOf = (root: Element) => [...root.querySelectorAll("*")];

/** Reads a page with `disturbance` in each of its parts: who stayed, and all that is said of the wrong. */
function disturbed(plain: Plain, site: string, disturbance: Disturbance) {
  const { document, address, known } = plain;
  if (disturbance.ofPosts && plain.hasLists) return { wrong: [], parts: 0, stayed: 0 };
  const copy = plain.root.cloneNode(true) as Element;
  document.replaceChild(copy, document.documentElement);
  const elements = elementsOf(copy);
  const at = (place: number) => elements[place] ?? expect.fail("the copy lacks a part");
  const parts = plain.parts.map((part): Part => ({ element: at(part.element), name: at(part.name) }));
  for (const part of parts) disturbance.change(part, site, address);
  const changed = read(document, address);
  const wrong: string[] = [];
  for (const account of changed?.accounts ?? []) {
    const key = keyOf(account);
    const { picture } = account.sighting;
    const own = known.get(key);
    for (const text of said(account))
      if (text && !own?.names.has(text)) wrong.push(`${key} is called ${text}`);
    const shown = picture && (picture.picture_id ?? picture.address);
    if (shown && !own?.pictures.has(shown)) wrong.push(`${key} is shown by ${shown}`);
  }
  for (const member of changed ? handlesIn(changed) : [])
    if (!plain.members.has(member)) wrong.push(`${member} is in the list`);
  const names = new Set((changed?.accounts ?? []).map(({ anchor }) => anchor));
  const stayed = parts.filter((part) => names.has(part.name)).length;
  return { wrong, parts: parts.length, stayed };
}

/** The members of the lists, by handle where they have one. */
function handlesIn({ lists, accounts }: Extraction): Set<string | null> {
  const members = new Set(lists.flatMap((list) => list.members));
  const listed = accounts.filter(({ sighting }) => members.has(sighting.ref));
  return new Set(listed.map(({ sighting }) => sighting.handle ?? sighting.account_id ?? null));
}

function keyOf({ sighting }: SeenAccount): string {
  return sighting.account_id ?? sighting.handle ?? "";
}

describe.each(SITES)("%s", (site) => {
  const own = files(`${FIXTURES}${site}`, ".html").map((name) => ({ name, plain: plainPage(site, name) }));

  test.each(Object.entries(DISTURBANCES))(
    "with %s shows the right person and picture, or none",
    (_name, disturbance) => {
      const counts = own.map(({ name, plain }) => ({ page: name, ...disturbed(plain, site, disturbance) }));
      expect(counts.flatMap(({ page, wrong }) => wrong.map((what) => `${page}: ${what}`)).join("\n")).toBe(
        "",
      );
      const sum = (of: "parts" | "stayed") => counts.reduce((total, count) => total + count[of], 0);
      if (!disturbance.takesAccount && !disturbance.takesPicture)
        expect(sum("stayed") / sum("parts")).toBeGreaterThan(0.7);
    },
  );
});

// What a page says of whom before it is changed, and which part of it is whose.

import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { adapterFor } from "../../../extension/adapters";
import { BrokenPage, type Extraction, type SeenAccount } from "../../../extension/adapters/adapter";
import { type Part, strangers } from "./disturbances";
import { FIXTURES, parse, readFixture } from "./pages";

export interface Known {
  names: Set<string>;
  pictures: Set<string>;
}

/** Null where the page is broken. */
export function read(document: Document, address: URL): Extraction | null {
  const adapter = adapterFor(document, address) ?? expect.fail(`no adapter for ${address}`);
  try {
    return adapter.extract(document, address);
  } catch (error) {
    if (error instanceof BrokenPage) return null;
    throw error;
  }
}

/** A fixture page, read once: what each change begins with, and is held against. */
export interface WrittenPage {
  name: string;
  address: URL;
  document: Document;
  /** The page's elements before anything was changed. */
  root: Element;
  extraction: Extraction;
}

export function written(site: string, name: string): WrittenPage {
  const address = new URL(JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8")).address);
  return writtenPage(name, readFixture(site, name), address);
}

export function writtenPage(name: string, html: string, address: URL): WrittenPage {
  const document = parse(html, address.href);
  const extraction = read(document, address) ?? expect.fail(`${name} is broken`);
  return { name, address, document, root: document.documentElement, extraction };
}

/** Puts a copy of the page into its document, to be changed; gives the copy of each of its elements. */
export function copied({ document, root }: WrittenPage): (element: Element) => Element {
  const copy = root.cloneNode(true) as Element;
  document.replaceChild(copy, document.documentElement);
  const copies = copy.querySelectorAll("*");
  const places = new Map([...root.querySelectorAll("*")].map((element, place) => [element, place]));
  return (element) => copies[places.get(element) ?? -1] ?? expect.fail("the copy lacks an element");
}

export const said = ({ sighting, anchor }: SeenAccount) => [sighting.display_name, anchor && shownIn(anchor)];

/** A text without what is not for the eye. */
function shownIn(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const part of copy.querySelectorAll("svg, [hidden], [role=status], [role=button]")) part.remove();
  return copy.textContent?.trim() ?? "";
}

/** What may be said of whom: what the page said before, and of strangers what is theirs. */
export function knownBy(accounts: readonly SeenAccount[], site: string): Map<string, Known> {
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
export function partsOf({ accounts }: Extraction): Map<SeenAccount, Part> {
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

/** The members of the lists, by handle where they have one. */
export function handlesIn({ lists, accounts }: Extraction): Set<string | null> {
  const members = new Set(lists.flatMap((list) => list.members));
  const listed = accounts.filter(({ sighting }) => members.has(sighting.ref));
  return new Set(listed.map(({ sighting }) => sighting.handle ?? sighting.account_id ?? null));
}

export function keyOf({ sighting }: SeenAccount): string {
  return sighting.account_id ?? sighting.handle ?? "";
}

// Rows of every site whose name or picture comes late, and rows that are given to somebody else: what is shown and sent
// is of who is there, and is in the end what a first look at the page would say.

import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { adapterFor } from "../../../extension/adapters";
import type { Extraction, SeenAccount } from "../../../extension/adapters/adapter";
import { BadgeLayer } from "../../../extension/content/badge-layer";
import { Collector } from "../../../extension/content/collector";
import type { ObservedBatch } from "../../../extension/shared/messages";
import type { AccountSighting } from "../../../shared/wire/types.gen";
import { SITES } from "../adapters/disturbances";
import { FIXTURES, files, parse, readFixture } from "../adapters/pages";
import { partsOf, read } from "../adapters/whose";
import { furnish, View } from "./in-page";

vi.setConfig({ testTimeout: 60_000 });

const PICTURES = "img, image, source, [style*=url]";
const PICTURED = new Set(["src", "srcset", "href", "xlink:href", "style", "data-src", "data-delayed-url"]);

/** Two rows of one page, or two posts, of different accounts. */
interface Pair {
  document: Document;
  address: URL;
  one: Element;
  /** It is taken out of the page, which says of nobody else what it says. */
  other: Element;
  ref: string;
}

function pairOf(site: string, name: string): Pair | null {
  const address = new URL(JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8")).address);
  const document = parse(readFixture(site, name), address.href);
  const extraction = read(document, address) ?? expect.fail("the page itself is broken");
  const rows = [...partsOf(extraction)].map(([account, { element }]) => ({ account, element }));
  const times = (ref: string) => extraction.accounts.filter(({ sighting }) => sighting.ref === ref).length;
  for (const one of rows)
    for (const other of rows) {
      const [{ ref, role }, { ref: otherRef, role: otherRole }] = [
        one.account.sighting,
        other.account.sighting,
      ];
      const isAlike =
        one.element.localName === other.element.localName &&
        Boolean(one.account.sighting.picture) === Boolean(other.account.sighting.picture) &&
        one.element.parentElement === other.element.parentElement;
      if (!isAlike || role !== otherRole || ref === otherRef || times(otherRef) > 1) continue;
      other.element.remove();
      return { document, address, one: one.element, other: other.element, ref: otherRef };
    }
  return null;
}

/** Makes `from` say what `to` says, in the elements that it has. `keeps`: but for the pictures. */
function turnInto(from: Element, to: Element, keeps?: "pictures"): void {
  for (const { name, value } of [...to.attributes])
    if (from.getAttribute(name) !== value && !(keeps && isPictures(to, name))) from.setAttribute(name, value);
  for (const { name } of [...from.attributes])
    if (!to.hasAttribute(name) && !(keeps && isPictures(from, name))) from.removeAttribute(name);
  const olds = [...from.childNodes].filter((node) => !isOurs(node));
  for (const [place, node] of [...to.childNodes].entries()) {
    const old = olds[place];
    if (!old) from.append(node.cloneNode(true));
    else if (old.nodeName !== node.nodeName) old.replaceWith(node.cloneNode(true));
    else if (node.nodeType === 1) turnInto(old as Element, node as Element, keeps);
    else if (old.nodeValue !== node.nodeValue) old.nodeValue = node.nodeValue;
  }
  for (const old of olds.slice(to.childNodes.length)) old.remove();
}

/** Makes `from` show the pictures of `to`, and say what it says. */
function turnPictures(from: Element, to: Element): void {
  const theirs = [...to.querySelectorAll(PICTURES)];
  for (const [place, element] of [...from.querySelectorAll(PICTURES)].entries())
    for (const { name, value } of [...(theirs[place]?.attributes ?? [])])
      if (isPictures(element, name) && element.getAttribute(name) !== value)
        element.setAttribute(name, value);
}

const isPictures = (element: Element, name: string) => element.matches(PICTURES) && PICTURED.has(name);
const isOurs = (node: Node) => node.nodeType === 1 && (node as Element).hasAttribute("data-eyeline");

interface Watching {
  shown(): readonly SeenAccount[];
  layer: BadgeLayer;
  sent: ObservedBatch[];
  /** Lets the page be read and all that is there be seen and sent. */
  look(): Promise<void>;
  stop(): void;
}

function watch(document: Document, address: URL): Watching {
  const { MutationObserver, Element } = document.defaultView ?? expect.fail("no window");
  vi.stubGlobal("MutationObserver", MutationObserver);
  vi.stubGlobal("Element", Element);
  furnish();
  const layer = new BadgeLayer({ document, pressed: () => {} });
  const sent: ObservedBatch[] = [];
  let shown: readonly SeenAccount[] = [];
  const collector = new Collector({
    document,
    adapterFor: () => adapterFor(document, address),
    patterns: () => undefined,
    permitted: (extraction: Extraction) => extraction,
    visited: () => {},
    show: (accounts) => {
      shown = accounts;
      layer.show(accounts);
    },
    met: () => {},
    cameIntoView: () => {},
    doubt: (isDoubtful) => layer.doubt(isDoubtful),
    pageTurned: () => {},
    send: async (batch) => {
      sent.push(batch);
      return true;
    },
    broken: () => {},
  });
  collector.start();
  return {
    shown: () => shown,
    layer,
    sent,
    look: async () => {
      await vi.advanceTimersByTimeAsync(1000);
      View.scrollTo(shown.flatMap(({ anchor }) => anchor ?? []));
      await vi.advanceTimersByTimeAsync(1000);
    },
    stop: () => collector.stop(),
  };
}

const pictureOf = ({ picture }: AccountSighting) => picture && (picture.picture_id ?? picture.address);
const plain = ({ sighting, anchor }: SeenAccount) => ({
  ref: sighting.ref,
  name: sighting.display_name,
  picture: pictureOf(sighting),
  anchor,
});

/** What a first look at the page as it is says of `ref`. */
function atFirst({ document, address, ref }: Pair): ReturnType<typeof plain>[] {
  const fresh = read(document, address)?.accounts ?? [];
  return fresh.filter(({ sighting }) => sighting.ref === ref).map(plain);
}

function now(watching: Watching, ref: string): ReturnType<typeof plain>[] {
  return watching
    .shown()
    .map(plain)
    .filter((account) => account.ref === ref);
}

const sentOf = ({ sent }: Watching, ref: string) =>
  sent.flatMap(({ accounts }) => accounts.filter((account) => account.ref === ref));

function membersOf({ sent }: Watching): Set<string> {
  return new Set(sent.flatMap(({ captures }) => (captures ?? []).flatMap(({ members }) => members)));
}

const visibleIn = (row: Element) => row.querySelectorAll("[data-eyeline=badge]:not([hidden])").length;

let watching: Watching;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
});

afterEach(() => {
  watching.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const LISTS =
  /^(?:followers|following|friends|likers|members|search|sharers|liked|invitations|connections)-/u;

/** Of each site the first list and the first other page that have such rows. */
const PAGES = SITES.flatMap((site) => {
  const names = files(`${FIXTURES}${site}`, ".html");
  return [true, false].flatMap((isList) => {
    const name = names.find((one) => LISTS.test(one) === isList && pairOf(site, one));
    return name ? [{ page: `${site}/${name}`, site, name }] : [];
  });
});

describe.each(PAGES)("$page", ({ site, name }) => {
  const made = () => pairOf(site, name) ?? expect.fail("no two rows");

  test.each(["at once", "its picture later"])("a row that is somebody else's, %s", async (when) => {
    const pair = made();
    const { document, address, one, other, ref } = pair;
    watching = watch(document, address);
    await watching.look();
    const before = watching
      .shown()
      .filter(({ anchor }) => anchor && one.contains(anchor))
      .map(plain);
    const were = [...new Set(before.map((account) => account.ref))];
    const listed = membersOf(watching);
    watching.layer.learn(
      were.map((known) => ({ ref: known, evidence: { status: "scored", level: "strong" } })),
    );
    expect(visibleIn(one)).toBeGreaterThan(0);
    turnInto(one, other, when === "at once" ? undefined : "pictures");
    await Promise.resolve();
    expect(visibleIn(one)).toBe(0);
    await watching.look();
    const old = new Set(before.map(({ picture }) => picture));
    for (const { picture } of now(watching, ref)) if (picture) expect(old).not.toContain(picture);
    turnInto(one, other);
    await watching.look();
    expect(now(watching, ref)).toEqual(atFirst(pair));
    expect(now(watching, ref)).not.toEqual([]);
    watching.layer.learn([{ ref, evidence: { status: "scored", level: "strong" } }]);
    expect(visibleIn(one)).toBeGreaterThan(0);
    for (const picture of sentOf(watching, ref).map(pictureOf))
      if (picture) expect(old).not.toContain(picture);
    for (const was of were) expect(sentOf(watching, was)).not.toEqual([]);
    for (const member of listed) expect(membersOf(watching)).toContain(member);
    const [first] = were;
    if (first && listed.has(first)) expect(membersOf(watching)).toContain(ref);
  });

  test("a row that is somebody else's, its name later", async () => {
    const pair = made();
    const { document, address, one, other, ref } = pair;
    watching = watch(document, address);
    await watching.look();
    const there = () => watching.shown().filter(({ anchor }) => anchor && one.contains(anchor));
    const before = there().map(plain);
    const were = new Set(before.map((account) => account.ref));
    watching.layer.learn(
      [...were].map((known) => ({ ref: known, evidence: { status: "scored", level: "strong" } })),
    );
    turnPictures(one, other);
    await Promise.resolve();
    const pictures = new Set(before.map(({ picture }) => picture));
    const others = new Set(atFirst(pair).map(({ picture }) => picture));
    const isPictured = ![...others].every((picture) => pictures.has(picture));
    if (isPictured) expect(visibleIn(one)).toBe(0);
    await vi.advanceTimersByTimeAsync(100);
    turnInto(one, other);
    await watching.look();
    expect(now(watching, ref)).toEqual(atFirst(pair));
    expect(now(watching, ref)).not.toEqual([]);
    for (const account of watching.sent.flatMap(({ accounts }) => accounts)) {
      const picture = pictureOf(account);
      if (picture && account.ref !== ref && isPictured) expect(others).not.toContain(picture);
      if (picture && account.ref === ref && isPictured) expect(pictures).not.toContain(picture);
    }
  });

  test.each(["a name", "a name, in the text that waits for it", "a picture"])(
    "a row that gets %s late",
    async (what) => {
      const pair = made();
      const { document, address, one, other, ref } = pair;
      watching = watch(document, address);
      await watching.look();
      const row = other.cloneNode(true) as Element;
      const later = what === "a picture" ? withoutPictures(row) : withoutNames(row, what === "a name");
      one.after(row);
      await watching.look();
      later();
      await watching.look();
      expect(now(watching, ref)).toEqual(atFirst(pair));
      expect(now(watching, ref)).not.toEqual([]);
      const names = now(watching, ref).map((account) => account.name);
      const said = sentOf(watching, ref).map((account) => account.display_name);
      for (const shown of said) if (shown) expect(names).toContain(shown);
      watching.layer.learn([{ ref, evidence: { status: "scored", level: "strong" } }]);
      expect(visibleIn(row)).toBeGreaterThan(0);
    },
  );
});

/** Takes the pictures of a row; what is given puts them back. */
function withoutPictures(row: Element): () => void {
  const taken = [...row.querySelectorAll(PICTURES)].flatMap((element) =>
    [...element.attributes]
      .filter(({ name }) => PICTURED.has(name))
      .map(({ name, value }) => ({ element, name, value })),
  );
  for (const { element, name } of taken) element.removeAttribute(name);
  return () => {
    for (const { element, name, value } of taken) element.setAttribute(name, value);
  };
}

/** Empties the texts of a row, or takes them out where they are `whole`; what is given puts them back. */
function withoutNames(row: Element, whole: boolean): () => void {
  const walker = row.ownerDocument.createTreeWalker(row, 4);
  const texts: { text: Text; parent: Node; next: Node | null; value: string }[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node as Text;
    const { parentNode: parent, nextSibling: next, data: value } = text;
    if (parent && value.trim()) texts.unshift({ text, parent, next, value });
  }
  for (const { text } of texts) {
    if (whole) text.remove();
    else text.data = "";
  }
  return () => {
    for (const { text, parent, next, value } of texts) {
      if (whole) parent.insertBefore(text, next);
      else text.data = value;
    }
  };
}

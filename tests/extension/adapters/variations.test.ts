// Every fixture page as its site may build it another day: other wrappers and class names, links with more in them,
// rows in another order, other digits, rows that come later or are another's by now. It says the same people, or fewer.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Extraction } from "../../../extension/adapters/adapter";
import { SITES, strangers } from "./disturbances";
import { FIXTURES, files, parse, readFixture } from "./pages";
import { handlesIn, keyOf, knownBy, partsOf, read, said } from "./whose";

interface Variation {
  change(document: Document, members: readonly Element[], site: string, extraction: Extraction): void;
  /** At least so much of who was seen is seen again. */
  least: number;
  /** Lists are cut short: they may not count as whole. */
  cuts?: true;
  /** Names are no longer what they were. */
  renames?: true;
}

const wrap = (element: Element, tag: string) => {
  const wrapper = element.ownerDocument.createElement(tag);
  element.replaceWith(wrapper);
  wrapper.append(element);
};

const texts = (document: Document): Text[] => {
  const walker = document.createTreeWalker(document.body, 4);
  const found: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement?.closest("script, style, time")) found.push(node as Text);
  return found;
};

const digits = (zero: number) => (document: Document) => {
  for (const text of texts(document))
    if (/^[^\p{L}]*\d/u.test(text.data) && !/@|[a-z]\d|\d[a-z]{2}/iu.test(text.data))
      text.data = text.data.replace(/\d/gu, (digit) => String.fromCodePoint(zero + Number(digit)));
};

const suggested = (parting: string) => (_document: Document, members: readonly Element[], site: string) => {
  const last = members.at(-1);
  if (!last || members.length < 2) return;
  let after = last;
  const heading = last.ownerDocument.createElement("div");
  heading.innerHTML = parting;
  last.after(heading);
  after = heading;
  for (const stranger of strangers(site)) {
    const copy = last.cloneNode(true) as Element;
    become(copy, stranger.link, stranger.picture, stranger.shown);
    after.after(copy);
    after = copy;
  }
};

/** The row is a stranger's. */
function become(row: Element, link: string, picture: string, shown: string): void {
  for (const one of row.querySelectorAll("a[href]")) one.setAttribute("href", link);
  for (const one of row.querySelectorAll("img")) {
    one.removeAttribute("srcset");
    one.setAttribute("src", picture);
  }
  for (const one of row.querySelectorAll("image")) {
    one.removeAttribute("xlink:href");
    one.setAttribute("href", picture);
  }
  for (const one of row.querySelectorAll("[data-testid^=UserAvatar-Container]"))
    one.removeAttribute("data-testid");
  for (const one of row.querySelectorAll("[data-testid$=follow]")) one.remove();
  for (const one of [row, ...row.querySelectorAll("[data-user-id]")]) one.removeAttribute("data-user-id");
  let isFirst = true;
  for (const one of row.querySelectorAll("a[href] *, a[href]")) {
    if (one.childElementCount > 0 || !one.textContent?.trim()) continue;
    one.textContent = isFirst ? shown : "";
    isFirst = false;
  }
}

const VARIATIONS: Record<string, Variation> = {
  "wrappers around links": {
    least: 0.6,
    change: (document) => {
      for (const link of document.body.querySelectorAll("a[href]")) wrap(link, "span");
    },
  },
  "wrappers around pictures": {
    least: 0.6,
    change: (document) => {
      for (const picture of document.body.querySelectorAll("img"))
        if (!picture.closest("picture")) wrap(picture, "span");
    },
  },
  "wrappers around rows": {
    least: 0.6,
    change: (_document, members) => {
      for (const member of members) if (!/^(?:td|tr|li)$/u.test(member.localName)) wrap(member, "div");
    },
  },
  "other class names": {
    least: 0,
    change: (document) => {
      for (const element of document.querySelectorAll("[class]")) element.setAttribute("class", "x1abc2 x9");
    },
  },
  "links with more in their query": {
    least: 0.6,
    change: (document) => {
      for (const link of document.body.querySelectorAll("a[href]")) {
        const href = link.getAttribute("href") ?? "";
        if (!href.startsWith("#"))
          link.setAttribute("href", `${href}${href.includes("?") ? "&" : "?"}trk=abc_1&igsh=x%3D`);
      }
    },
  },
  "absolute links": {
    least: 0.6,
    change: (document) => {
      for (const link of document.body.querySelectorAll("a[href]"))
        if (link.getAttribute("href")?.startsWith("/"))
          link.setAttribute("href", new URL(link.getAttribute("href") ?? "", document.URL).href);
    },
  },
  "rows in another order": {
    least: 0.6,
    change: (_document, members) => {
      const [first] = members;
      for (const member of members)
        if (member !== first && member.parentElement === first?.parentElement) first?.before(member);
    },
  },
  "Arabic digits": { least: 0.6, change: digits(0x0660) },
  "Devanagari digits": { least: 0.6, change: digits(0x0966) },
  "names that are counters": {
    least: 0,
    renames: true,
    change: (_document, _members, _site, { accounts }) => {
      for (const { anchor } of accounts) if (anchor) anchor.textContent = "14";
    },
  },
  "suggestions below a heading": {
    least: 0.6,
    cuts: true,
    change: suggested("<h4>Vorschläge für dich</h4>"),
  },
  "suggestions below a text": {
    least: 0.6,
    cuts: true,
    change: suggested('<div><span dir="auto">おすすめ</span></div>'),
  },
  "an advertisement among the rows": {
    least: 0.6,
    change: (_document, members, site) => {
      const [first] = members;
      const [one] = strangers(site);
      if (!first || !one) return;
      const copy = first.cloneNode(true) as Element;
      become(copy, "https://shop.example.org/", one.picture, one.shown);
      first.after(copy);
    },
  },
};

interface Case {
  name: string;
  address: URL;
}

function countsIn({ accounts }: Extraction): unknown[] {
  return accounts.flatMap(({ sighting }) => sighting.counts ?? []);
}

function changed(
  { name, address }: Case,
  site: string,
  variation: Variation,
): { wrong: string[]; was: number; is: number } {
  const document = parse(readFixture(site, name), address.href);
  const before = read(document, address) ?? expect.fail("the page itself is broken");
  const known = knownBy(before.accounts, site);
  const members = handlesIn(before);
  const refs = new Set(before.lists.flatMap((list) => list.members));
  const isInOne = before.lists.every(({ kind }) =>
    /^(?:followers|following|friends|likers|sharers)$/u.test(kind),
  );
  if (variation.cuts && !isInOne) return { wrong: [], was: 0, is: 0 };
  const rows = [...partsOf(before)]
    .filter(([{ sighting }]) => refs.has(sighting.ref))
    .map(([, part]) => part.element);
  variation.change(document, rows, site, before);
  const after = read(document, address);
  if (!after) return { wrong: [], was: before.accounts.length, is: 0 };
  const wrong: string[] = [];
  for (const account of after.accounts) {
    const key = keyOf(account);
    const own = known.get(key);
    const { picture } = account.sighting;
    if (!variation.renames && !variation.cuts)
      for (const text of said(account))
        if (text && !own?.names.has(latin(text)) && !own?.names.has(text))
          wrong.push(`${key} is called ${text}`);
    if (account.sighting.display_name === "14") wrong.push(`${key} is called 14`);
    const shown = picture && (picture.picture_id ?? picture.address);
    if (shown && !variation.cuts && !own?.pictures.has(shown)) wrong.push(`${key} is shown by ${shown}`);
  }
  for (const member of handlesIn(after)) if (!members.has(member)) wrong.push(`${member} is in the list`);
  if (variation.cuts && rows.length > 1 && after.lists.some(({ ended }) => ended))
    wrong.push("the list is whole");
  if (
    variation.least > 0 &&
    !variation.cuts &&
    after.accounts.length === before.accounts.length &&
    JSON.stringify(countsIn(after)) !== JSON.stringify(countsIn(before))
  )
    wrong.push(`counts ${JSON.stringify(countsIn(after))}, not ${JSON.stringify(countsIn(before))}`);
  return { wrong, was: before.accounts.length, is: after.accounts.length };
}

function latin(text: string): string {
  return text.replace(/[\u0660-\u0669\u0966-\u096f]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    return String(code - (code < 0x966 ? 0x660 : 0x966));
  });
}

describe.each(SITES)("%s", (site) => {
  const cases = files(`${FIXTURES}${site}`, ".html").map(
    (name): Case => ({
      name,
      address: new URL(JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8")).address),
    }),
  );
  test.each(Object.entries(VARIATIONS))("with %s", (_name, variation) => {
    const all = cases.map((one) => ({ name: one.name, ...changed(one, site, variation) }));
    const wrong = all.flatMap(({ name, wrong: what }) => what.map((one) => `${name}: ${one}`));
    const fewer = all
      .filter(({ was, is }) => is < was * variation.least)
      .map(({ name, was, is }) => `${name}: ${is} of ${was}`);
    expect([...wrong, ...fewer].join("\n")).toBe("");
  });
});

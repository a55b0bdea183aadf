// How a site may build a page another day: other wrappers and class names, links with more in them, rows in another
// order, other digits, rows that come later or are another's. Each changes a whole page, which says the same people
// afterwards, or fewer.

import type { Extraction } from "../../../extension/adapters/adapter";
import { strangers } from "./disturbances";

export interface Variation {
  change(document: Document, members: readonly Element[], site: string, extraction: Extraction): void;
  /** Pages, as `site/name`, on which not everybody is seen again. */
  loses?: RegExp;
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

/** Letters of another script for those of `text`, the same everywhere, but for `names` and what is written with digits. */
const inAnotherScript = (text: string, names: readonly string[]): string => {
  const parts = [
    ...names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")),
    "\\S*\\p{Nd}\\S*(?:\\s\\p{L}+)?",
  ];
  const kept = new RegExp(`(${parts.join("|")})`, "iu");
  return text
    .split(kept)
    .map((part, place) =>
      place % 2 === 1
        ? part
        : part.replace(/[a-z]/giu, (letter) =>
            String.fromCodePoint(
              (letter < "a" ? 0x0410 - 0x41 : 0x0430 - 0x61) + (letter.codePointAt(0) ?? 0),
            ),
          ),
    )
    .join("");
};

const suggested =
  (parting: string, count = 3) =>
  (_document: Document, members: readonly Element[], site: string) => {
    const last = members.at(-1);
    if (!last || members.length < 2) return;
    let after = last;
    const heading = last.ownerDocument.createElement("div");
    heading.innerHTML = parting;
    last.after(heading);
    after = heading;
    for (const stranger of strangers(site).slice(0, count)) {
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

export const VARIATIONS: Record<string, Variation> = {
  "wrappers around links": {
    change: (document) => {
      for (const link of document.body.querySelectorAll("a[href]")) wrap(link, "span");
    },
  },
  "wrappers around pictures": {
    change: (document) => {
      for (const picture of document.body.querySelectorAll("img"))
        if (!picture.closest("picture")) wrap(picture, "span");
    },
  },
  "wrappers around rows": {
    change: (_document, members) => {
      for (const member of members) if (!/^(?:td|tr|li)$/u.test(member.localName)) wrap(member, "div");
    },
  },
  "other class names": {
    // Names that people gave, and that stay, mark the posts of Mastodon and of older Reddit.
    loses: /^mastodon\/|^reddit\/(?:feed-late|post-older)$/u,
    change: (document) => {
      for (const element of document.querySelectorAll("[class]")) element.setAttribute("class", "x1abc2 x9");
    },
  },
  "links with more in their query": {
    change: (document) => {
      for (const link of document.body.querySelectorAll("a[href]")) {
        const href = link.getAttribute("href") ?? "";
        if (!href.startsWith("#"))
          link.setAttribute("href", `${href}${href.includes("?") ? "&" : "?"}trk=abc_1&igsh=x%3D`);
      }
    },
  },
  "absolute links": {
    change: (document) => {
      for (const link of document.body.querySelectorAll("a[href]"))
        if (link.getAttribute("href")?.startsWith("/"))
          link.setAttribute("href", new URL(link.getAttribute("href") ?? "", document.URL).href);
    },
  },
  "rows in another order": {
    change: (_document, members) => {
      const [first] = members;
      for (const member of members)
        if (member !== first && member.parentElement === first?.parentElement) first?.before(member);
    },
  },
  "Arabic digits": { change: digits(0x0660) },
  "Devanagari digits": { change: digits(0x0966) },
  "a sign in the names": {
    change: (_document, _members, _site, { accounts }) => {
      for (const { anchor } of accounts)
        anchor?.insertAdjacentHTML(
          "beforeend",
          '<svg role="img" aria-label="Verificado"><title>Verificado</title></svg>',
        );
    },
  },
  "a hidden number in the names": {
    loses: /^facebook\/profile-(?:basic|titled|2021-3)$/u,
    change: (document, _members, _site, { accounts }) => {
      for (const { anchor } of accounts) {
        const hidden = document.createElement("span");
        hidden.hidden = true;
        hidden.textContent = "14";
        anchor?.prepend(hidden);
      }
    },
  },
  "a word on the pictures": {
    change: (document, _members, _site, { accounts }) => {
      const shown = new Set(accounts.flatMap(({ sighting: { picture } }) => picture?.picture_id ?? []));
      for (const picture of document.body.querySelectorAll("a[href] img")) {
        const html = (picture.cloneNode(false) as Element).outerHTML;
        if (picture.closest("picture") || ![...shown].some((id) => html.includes(id))) continue;
        const around = document.createElement("div");
        picture.replaceWith(around);
        around.append(picture);
        around.insertAdjacentHTML("beforeend", "<span>Ativo(a) agora</span>");
      }
    },
  },
  "a status before the names": {
    // Below no title is the name known by its place.
    loses: /^facebook\/profile-(?:basic|titled|2021-3)$/u,
    change: (_document, _members, _site, { accounts }) => {
      for (const { anchor } of accounts)
        anchor?.insertAdjacentHTML("afterbegin", '<span role="status">Çevrimiçi</span>');
    },
  },
  "a button in the names' links": {
    change: (_document, _members, _site, { accounts }) => {
      for (const { anchor } of accounts)
        anchor?.closest("a[href]")?.insertAdjacentHTML("afterbegin", '<div role="button">Seguir</div>');
    },
  },
  "words of another language": {
    // What somebody did with a post is said in words.
    loses: /^linkedin\/feed-(?:cards|shares|2026-2)$/u,
    change: (document, _members, _site, { accounts }) => {
      const names = accounts.flatMap(({ sighting: { display_name, handle }, anchor }) =>
        [display_name, handle, handle?.split("@")[0], anchor?.textContent?.trim()].flatMap(
          (one) => one || [],
        ),
      );
      names.sort((one, other) => other.length - one.length);
      for (const text of texts(document)) text.data = inAnotherScript(text.data, names);
      for (const element of document.querySelectorAll("[aria-label]"))
        element.setAttribute("aria-label", inAnotherScript(element.getAttribute("aria-label") ?? "", names));
    },
  },
  "profiles without their picture": {
    loses: /./u,
    change: (document, _members, _site, { accounts }) => {
      const ids = accounts.flatMap(({ sighting: { role, picture } }) =>
        role === "profile" && picture?.picture_id ? picture.picture_id : [],
      );
      for (const element of document.querySelectorAll("img, image, source, [style*=url]"))
        if (ids.some((id) => (element.cloneNode(false) as Element).outerHTML.includes(id))) element.remove();
    },
  },
  "names that are counters": {
    // Where no handle is written too, nobody knows what to call them.
    loses: /./u,
    renames: true,
    change: (_document, _members, _site, { accounts }) => {
      for (const { anchor } of accounts) if (anchor) anchor.textContent = "14";
    },
  },
  "suggestions below a heading": {
    cuts: true,
    change: suggested("<h4>Vorschläge für dich</h4>"),
  },
  "one suggestion below a heading": {
    cuts: true,
    change: suggested("<h2>Vorschläge</h2>", 1),
  },
  "suggestions below a text": {
    cuts: true,
    change: suggested('<div><span dir="auto">おすすめ</span></div>'),
  },
  "an advertisement among the rows": {
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

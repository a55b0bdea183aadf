// One account or nothing: what stands in a part of the page counts for an account only where the links nearest to it
// lead to that account.

import { isOnlyCount, startsWithCount } from "./counts";
import { once } from "./found";
import { stands } from "./lists";
import { isSame } from "./parts";
import type { Avatar, Name, Reader } from "./patterns";
import { avatarOf, avatarsIn, picturesIn } from "./picture";
import { cleanText, isShown, textElementsIn, textOf } from "./text";

/** Whom a link leads to. */
export type Linked = (link: Element) => Name | null;

/** Whether `element` is `name`'s own within `part`: the smallest part of the page around it that holds links to
 * accounts leads to that account, or to that account next. True where `part` links to nobody. */
export function belongs(element: Element, name: Name, part: Element, linked: Linked): boolean {
  const own = linkAround(element, part, linked);
  if (own) return isSame(own, name);
  for (let around = element; ; around = around.parentElement ?? part) {
    const owners = linksIn(around).flatMap((link) => {
      const owner = linked(link);
      return owner ? [{ link, isOwn: isSame(owner, name) }] : [];
    });
    if (owners.length > 0) {
      if (owners.every(({ isOwn }) => isOwn)) return true;
      return owners.find(({ link }) => stands(link, { after: element }))?.isOwn ?? false;
    }
    if (around === part) return true;
  }
}

/** The links within `part`, itself included, in the page's order. */
export const linksIn = once((part): readonly Element[] => {
  const inner = part.querySelectorAll("a[href]");
  return part.matches("a[href]") ? [part, ...inner] : [...inner];
});

/** The nearest link around `element`, up to `part`, that leads to an account. */
function linkAround(element: Element, part: Element, linked: Linked): Name | null {
  for (let link = element.closest("a[href]"); link; link = link.parentElement?.closest("a[href]") ?? null) {
    if (!part.contains(link)) return null;
    const name = linked(link);
    if (name) return name;
  }
  return null;
}

export interface Whose {
  name: Name;
  part: Element;
  linked: Linked;
  reader: Reader;
}

/** `name`'s avatar among the pictures of `scope`: in a link of its own, else beside one and before `text`, the
 * account's name; below names stand others' pictures. */
export function ownAvatar(
  { name, part, linked, reader }: Whose,
  scope: Element,
  text: Element | null,
): Avatar | null {
  let beside: Avatar | null = null;
  let hasUnknown = false;
  for (const picture of picturesIn(scope)) {
    const owner = linkAround(picture, part, linked);
    if (owner ? !isSame(owner, name) : beside) continue;
    const avatar = avatarOf(picture, reader);
    if (!owner && !avatar) continue;
    if (!owner && (isOfAnother(picture, part) || !belongs(picture, name, part, linked))) continue;
    if (avatar && isOthers(avatar, name, reader)) continue;
    if (owner && avatar) return avatar;
    if (owner) hasUnknown ||= isPortrait(picture);
    else if (!text || stands(text, { after: picture })) beside = avatar;
  }
  return hasUnknown ? null : beside;
}

/** The first avatar in `scope`, of the head of `name`'s own page, that leads to nobody else: there may stand, too, who
 * follows the account. `isOut`: what is none of the head. */
export function headAvatar(
  { name, part, linked, reader }: Whose,
  scope: Element,
  isOut: (picture: Element) => boolean,
): Avatar | null {
  for (const { element, avatar } of avatarsIn(scope, reader)) {
    const owner = linkAround(element, part, linked);
    if (!isOut(element) && (!owner || isSame(owner, name))) return avatar;
  }
  return null;
}

/** The picture's link leads to no account, and another beside it names what it leads to: a group, a page of the site. */
function isOfAnother(picture: Element, part: Element): boolean {
  const link = picture.closest("a[href]");
  if (!link || !part.contains(link)) return false;
  const path = pathOf(link);
  return linksIn(part).some((other) => {
    const text = other !== link && pathOf(other) === path ? namingText(other) : null;
    return text !== null && !startsWithCount(text.textContent) && !text.closest("time");
  });
}

/** A link's address without its query, which says only whence it was followed. */
export const pathOf = once((link): string => {
  const href = link.getAttribute("href") ?? "";
  const end = href.search(/[?#]/u);
  return (end === -1 ? href : href.slice(0, end)).replace(/\/$/u, "");
});

/** The address of the picture spells another account. */
function isOthers(avatar: Avatar, name: Name, reader: Reader): boolean {
  const account = reader.accountOf(avatar, name);
  return (
    account !== null && name.id !== null && serverOf(account) === serverOf(name.id) && account !== name.id
  );
}

/** Where accounts stand on many servers, each numbers them for itself. */
function serverOf(id: string): string | undefined {
  return id.split("@")[1];
}

/** Emoji and signs stand within texts; what stands for a person does not. */
function isPortrait(picture: Element): boolean {
  return !cleanText(picture.parentElement?.textContent);
}

/** The element of `name`'s name in its part: what `marked` selects, or else what its links say. A number that
 * something was counted to is nobody's name, and where it stands for one, what follows is none either, but for the
 * handle and what a label says too. */
export function ownName({ name, part, linked }: Whose, marked: Iterable<Element>): Element | null {
  let isNumber = false;
  for (const place of marked) {
    const { text, followsNumber } = said(place);
    // A link to no account is a counter's.
    const isCounter = place.closest("a[href]") && !linkAround(place, part, linked);
    isNumber ||= followsNumber && !isCounter && belongs(place, name, part, linked);
    if (text && (!isNumber || isHandle(text, name)) && belongs(text, name, part, linked)) return text;
  }
  const links = linksIn(part).filter((link) => {
    const owner = linked(link);
    return owner !== null && isSame(owner, name);
  });
  return nameAmong(links, name, isNumber) ?? (isNumber ? null : beside(links, part));
}

/** The text that follows the picture in one of `links`, where a site does not link the name. */
function beside(links: readonly Element[], part: Element): Element | null {
  const pictured = links.find((link) => picturesIn(link).length > 0);
  return pictured && !said(pictured).followsNumber ? textAfter(pictured, part) : null;
}

/** The first text after `link`, where it is in no link. */
export function textAfter(link: Element, part: Element): Element | null {
  for (const text of textElementsIn(part)) {
    if (!stands(text, { after: link })) continue;
    return text.closest("a[href], button, [role=button]") || isOnlyCount(text.textContent) ? null : text;
  }
  return null;
}

/** What `links`, which all lead to `name`, say of whom they lead to: first what a label beside it says too. `isNumber`:
 * where the name should stand there is a number. */
export function nameAmong(links: readonly Element[], name: Name, isNumber = false): Element | null {
  let labels: string[] | undefined;
  const isConfirmed = (text: Element) => {
    const shown = textOf(text);
    labels ??= links.flatMap(labelsIn);
    return shown !== null && labels.some((label) => label.includes(shown));
  };
  // A counter above the picture stands for no name.
  const pictured = links.findIndex((link) => picturesIn(link).length > 0);
  const texts = links.flatMap((link, place) => {
    const { text, followsNumber } = said(link);
    isNumber ||= followsNumber && place >= pictured;
    return text && (!isNumber || isHandle(text, name) || isConfirmed(text)) ? [text] : [];
  });
  const plain = texts.filter((text) => !startsWithCount(textOf(text)) || isHandle(text, name));
  if (plain.length === 1) return plain[0] ?? null;
  return plain.find(isConfirmed) ?? plain[0] ?? texts.find(isConfirmed) ?? null;
}

interface Said {
  /** The first text that could be a name. */
  text: Element | null;
  /** Before it, or instead of it, stands only a number. */
  followsNumber: boolean;
}

const said = once((scope): Said => {
  let followsNumber = false;
  for (const text of textElementsIn(scope)) {
    const hidden = text.closest("[hidden]");
    if (!isShown(text) || (hidden && scope.contains(hidden))) continue;
    if (!isOnlyCount(text.textContent)) return { text, followsNumber };
    followsNumber = true;
  }
  return { text: null, followsNumber };
});

/** The first text within `scope` that could be a name. */
export function namingText(scope: Element): Element | null {
  return said(scope).text;
}

/** Some names begin with a number, as their handles do. A handle of this host may be shown without it. */
function isHandle(text: Element, { handle }: Name): boolean {
  const bare = (raw: string | null | undefined) => raw?.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const shown = bare(textOf(text));
  return handle !== null && (shown === bare(handle) || shown === bare(handle.split("@")[0]));
}

/** What pictures and links say for those who do not see them. */
function labelsIn(link: Element): string[] {
  const labelled = [link, ...link.querySelectorAll("[alt], [aria-label]")];
  return labelled.flatMap((element) =>
    ["alt", "aria-label"].flatMap((name) => cleanText(element.getAttribute(name)) ?? []),
  );
}

const INLINE = new Set("a abbr b bdi em i p small span strong".split(" "));

/** Whether a link stands within a sentence: a mention, or what somebody else did with what is below. */
export function isMention(link: Element, part: Element): boolean {
  return sentenceOf(link, part) !== null;
}

/** The element of the sentence within `part` in which a link stands. */
export function sentenceOf(link: Element, part: Element): Element | null {
  for (let around = link.parentElement; around && part.contains(around); around = around.parentElement) {
    for (const node of around.childNodes)
      if (node.nodeType === 3 && /\p{L}/u.test(node.nodeValue ?? "")) return around;
    if (!INLINE.has(around.localName)) return null;
  }
  return null;
}

/** The accounts of `part` by their links, without those that only sentences name. */
export function headedBy(part: Element, linked: Linked): Element[] {
  const links = linksIn(part).flatMap((link) => {
    const name = linked(link);
    return name ? [{ link, name }] : [];
  });
  return links
    .filter(({ name }) => {
      const naming = links.filter((other) => isSame(other.name, name) && namingText(other.link));
      return naming.length === 0 || naming.some(({ link }) => !isMention(link, part));
    })
    .map(({ link }) => link);
}

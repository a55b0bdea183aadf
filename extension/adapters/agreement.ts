// One account or nothing: what stands in a part of the page counts for an account only where the links nearest to it
// lead to that account.

import { startsWithCount } from "./counts";
import { once } from "./found";
import { stands } from "./lists";
import { namingText } from "./naming";
import { isSame } from "./parts";
import type { Avatar, Name, Reader } from "./patterns";
import { avatarOf, avatarsIn, picturesIn } from "./picture";
import { cleanText, textOf } from "./text";

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
export function linkAround(element: Element, part: Element, linked: Linked): Name | null {
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

/** The first avatar in `scope`, of the head of `name`'s own page, that leads to nobody else and stands alone: there may
 * stand, too, who follows the account. `isOut`: what is none of the head. */
export function headAvatar(
  { name, part, linked, reader }: Whose,
  scope: Element,
  isOut: (picture: Element) => boolean,
): Avatar | null {
  for (const { element, avatar } of avatarsIn(scope, reader)) {
    const owner = linkAround(element, part, linked);
    if (!isOut(element) && (!owner || isSame(owner, name)) && !isAmongOthers(element, reader)) return avatar;
  }
  return null;
}

/** Whether a picture stands with those of others in one link, button or list: whom one knows among the followers. */
function isAmongOthers(picture: Element, reader: Reader): boolean {
  const own = avatarOf(picture, reader)?.sighting;
  const group = picture.closest("a[href], button, [role=button], [role=link], ul, ol");
  if (!own || !group) return false;
  for (const { avatar } of avatarsIn(group, reader)) {
    const other = avatar.sighting;
    if (other && (other.picture_id ?? other.address) !== (own.picture_id ?? own.address)) return true;
  }
  return false;
}

/** The picture's link leads to no account, and another beside it names what it leads to: a group, a page of the site. */
function isOfAnother(picture: Element, part: Element): boolean {
  const link = picture.closest("a[href]");
  if (!link || !part.contains(link)) return false;
  const path = pathOf(link);
  return linksIn(part).some((other) => {
    const text = other !== link && pathOf(other) === path ? namingText(other) : null;
    return text !== null && !startsWithCount(textOf(text)) && !text.closest("time");
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

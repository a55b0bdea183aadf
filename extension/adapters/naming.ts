// What an account is called where its links lead to it. Beside and between names stand texts that are none: a number that
// something was counted to, a time, a button, and on the picture whether somebody is there.

import { belongs, linkAround, linksIn, type Whose } from "./agreement";
import { isOnlyCount, startsWithCount } from "./counts";
import { once } from "./found";
import { stands } from "./lists";
import { isSame } from "./parts";
import type { Name } from "./patterns";
import { picturesIn } from "./picture";
import { cleanText, isEmoji, isShown, isStatus, textElementsIn, textOf } from "./text";

/** The element of `name`'s name in its part: what `marked` selects, or else what its links say. A number that
 * something was counted to is nobody's name, and where it stands for one, what follows is none either, but for the
 * handle and what a label says too. */
export function ownName({ name, part, linked }: Whose, marked: Iterable<Element>): Element | null {
  let isNumber = false;
  const onPicture: Element[] = [];
  for (const place of marked) {
    const { text, followsNumber } = said(place);
    // A link to no account is a counter's.
    const isCounter = place.closest("a[href]") && !linkAround(place, part, linked);
    isNumber ||= followsNumber && !isCounter && belongs(place, name, part, linked);
    if (!text || (isNumber && !isHandle(text, name)) || !belongs(text, name, part, linked)) continue;
    if (!isOnPicture(text)) return text;
    onPicture.push(text);
  }
  const links = linksIn(part).filter((link) => {
    const owner = linked(link);
    return owner !== null && isSame(owner, name);
  });
  const [first] = onPicture;
  if (first) {
    const others = links.flatMap((link) => said(link).text ?? []).filter((text) => !isOnPicture(text));
    return likeliest([first, ...others.filter((text) => isWord(text, name))], name, saidBy(links));
  }
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
  const isConfirmed = saidBy(links);
  // A counter above the picture stands for no name.
  const pictured = links.findIndex((link) => picturesIn(link).length > 0);
  const texts = links.flatMap((link, place) => {
    const { text, followsNumber } = said(link);
    isNumber ||= followsNumber && place >= pictured;
    return text && (!isNumber || isHandle(text, name) || isConfirmed(text)) ? [text] : [];
  });
  const plain = texts.filter((text) => isWord(text, name));
  return likeliest(plain, name, isConfirmed) ?? texts.find(isConfirmed) ?? null;
}

/** Whether a label in `links` says what a text says. */
function saidBy(links: readonly Element[]): (text: Element) => boolean {
  let labels: string[] | undefined;
  return (text) => {
    const shown = textOf(text);
    labels ??= links.flatMap(labelsIn);
    return shown !== null && labels.some((label) => label.includes(shown));
  };
}

/** Which of `texts` is the name: what a label says too, and what stands apart from the picture rather than on it. There
 * a site writes that somebody is active, or live; but where all else is a button's word, it is the name. */
function likeliest(
  texts: readonly Element[],
  name: Name,
  isConfirmed: (text: Element) => boolean,
): Element | null {
  if (texts.length < 2) return texts[0] ?? null;
  const confirmed = texts.filter((text) => isConfirmed(text) && !isOnDrawing(text));
  const [first, ...others] = confirmed.length > 0 ? confirmed : texts;
  const apart = others.find((text) => !isOnPicture(text));
  if (!first || !apart || !isOnPicture(first)) return first ?? null;
  return confirmed.length === 0 && isLikeHandle(textOf(first), name) ? first : apart;
}

function isWord(text: Element, name: Name): boolean {
  return !startsWithCount(textOf(text)) || isHandle(text, name);
}

/** The smallest element around a text, up to its link, that shows a picture of somebody, or what is drawn for one. */
const pictureAround = once((text): Element | null => {
  const link = text.closest("a[href]");
  const portraits = link ? portraitsIn(link) : [];
  if (portraits.length === 0) return null;
  for (let around: Element | null = text; around; around = around.parentElement) {
    const holder = around;
    if (portraits.some((portrait) => holder.contains(portrait) && isWith(portrait, text))) return holder;
    if (holder === link) break;
  }
  return null;
});

/** What is drawn where there is no picture stands before whatever is written on it; a sign of a name's own follows it. */
function isWith(portrait: Element, text: Element): boolean {
  return isPicture(portrait) || stands(text, { after: portrait });
}

function isPicture(portrait: Element): boolean {
  return portrait.matches("img, image");
}

/** Whether a text stands in a link, together with the picture there. */
export function isOnPicture(text: Element): boolean {
  return pictureAround(text) !== null;
}

/** What is drawn instead of a picture is labelled with what it says, and not with a name. */
function isOnDrawing(text: Element): boolean {
  const around = pictureAround(text);
  return around !== null && !portraitsIn(around).some(isPicture);
}

/** What stands for somebody in a link: a picture, or what is drawn where there is none. */
const PORTRAITS = 'img, image, figure, [class*="ghost"]';

/** Emoji and signs stand within names. */
const portraitsIn = once((link): readonly Element[] => {
  const standing = picturesIn(link).length > 0 ? PORTRAITS : `${PORTRAITS}, svg`;
  return [...link.querySelectorAll(standing)].filter((portrait) => {
    const alt = portrait.getAttribute("alt") ?? "";
    return !isEmoji(alt) && !/^:\w+:$/u.test(alt);
  });
});

interface Said {
  /** The first text that could be a name. */
  text: Element | null;
  /** Before it, or instead of it, stands only a number. */
  followsNumber: boolean;
}

const said = once((scope): Said => {
  let followsNumber = false;
  let onPicture: { text: Element; picture: Element } | null = null;
  for (const text of textElementsIn(scope)) {
    const hidden = text.closest("[hidden]");
    if (!isShown(text) || (hidden && scope.contains(hidden)) || isStatus(text, scope)) continue;
    const isWithIt: boolean = onPicture?.picture.contains(text) ?? false;
    if (isOnlyCount(text.textContent)) followsNumber ||= !isWithIt;
    else if (onPicture === null) {
      const picture = pictureAround(text);
      if (!picture || picture === scope || !scope.contains(picture)) return { text, followsNumber };
      onPicture = { text, picture };
    } else if (!isWithIt) return { text, followsNumber };
  }
  return { text: onPicture?.text ?? null, followsNumber };
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

/** So many letters that a name and a handle have in common are no accident. */
const LEAST_ALIKE = 4;

/** Whether a text has letters in a row with the handle in common. */
export function isLikeHandle(text: string | null, { handle }: Name): boolean {
  const [shown, spelled] = [text, handle].map((raw) =>
    (raw ?? "")
      .toLowerCase()
      .normalize("NFD")
      .replace(/[^\p{L}\p{N}]/gu, ""),
  ) as [string, string];
  const least = Math.min(LEAST_ALIKE, shown.length);
  for (let start = 0; least > 0 && start + least <= shown.length; start++)
    if (spelled.includes(shown.slice(start, start + least))) return true;
  return false;
}

/** What pictures and links say for those who do not see them. */
function labelsIn(link: Element): string[] {
  const labelled = [link, ...link.querySelectorAll("[alt], [aria-label]")];
  return labelled.flatMap((element) =>
    ["alt", "aria-label"].flatMap((name) => cleanText(element.getAttribute(name)) ?? []),
  );
}

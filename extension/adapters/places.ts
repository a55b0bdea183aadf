// Where accounts stand on a page: each place is the largest part of the page whose links lead to one account only.

import { isMention, linksIn, ownAvatar as ownAvatarIn } from "./agreement";
import { lasting } from "./found";
import { rowsOfList } from "./left-rows";
import { beforeParting, stands } from "./lists";
import { nameAmong, namingText, ownName } from "./naming";
import type { Avatar, Name, Reader } from "./patterns";
import { firstAvatar } from "./picture";

export interface Place {
  name: Name;
  /** The place itself: a row, a post's head, a name in a text. */
  element: Element;
  /** The links to the account within it, in the page's order. */
  links: Element[];
}

/** A name's key for comparing: of the stable id, else of the handle. */
export function keyOf(name: Name): string {
  return name.id ? `id:${name.id}` : handleKeyOf(name);
}

/** A row's name stays the same as long as its row does. */
const handleKeys = new WeakMap<Name, string>();

/** The same of the handle alone. */
export function handleKeyOf(name: Name): string {
  let key = handleKeys.get(name);
  if (key === undefined) {
    const { handle, exact } = name;
    key = `handle:${exact ? handle : handle?.toLowerCase()}`;
    handleKeys.set(name, key);
  }
  return key;
}

const MANY = Symbol("more than one account");

/** A link to an account. */
interface Linking {
  link: Element;
  name: Name;
  key: string;
}

/**
 * The places within `root`, in the page's order. `nameOf` says which account a link leads to; a place never
 * reaches over an element that fits `border`, so that two posts of one account stay two places. Of `lists`, rows that
 * are places as they were are not looked into. Each element is climbed over once, whatever the number of links.
 */
export function placesIn(
  root: Element,
  nameOf: (link: Element) => Name | null,
  border: string | null,
  lists: readonly Element[] = [],
): Place[] {
  const found: (Place | Linking)[] = [];
  const holds = new Map<Element, string | typeof MANY>();
  const look = (part: Element): void => {
    if (lists.includes(part)) {
      const rows = placesOfList(part, nameOf, border);
      if (rows.some(isPlace)) spread(part, root, holds);
      found.push(...rows);
    } else if (lists.some((list) => part.contains(list))) {
      found.push(...linking(part !== root && part.matches("a[href]") ? [part] : [], nameOf));
      for (const child of part.children) look(child);
    } else found.push(...linking(part === root ? part.querySelectorAll("a[href]") : linksIn(part), nameOf));
  };
  look(root);
  for (const one of found) {
    if (isPlace(one)) continue;
    for (
      let element: Element | null = one.link;
      element;
      element = element === root ? null : element.parentElement
    ) {
      const held = holds.get(element);
      if (held === one.key || held === MANY) break;
      holds.set(element, held === undefined ? one.key : MANY);
      if (held !== undefined) spread(element, root, holds);
    }
  }
  const places = new Map<Element, Place>();
  for (const one of found) {
    if (isPlace(one)) {
      places.set(one.element, one);
      continue;
    }
    const { link, name, key } = one;
    let element = link;
    while (element !== root && !(border && element.matches(border))) {
      const parent: Element | null = element.parentElement;
      if (!parent || holds.get(parent) !== key) break;
      element = parent;
    }
    const place = places.get(element);
    if (place) place.links.push(link);
    else places.set(element, { name, element, links: [link] });
  }
  return [...places.values()];
}

function isPlace(one: Place | Linking): one is Place {
  return "links" in one;
}

function linking(links: Iterable<Element>, nameOf: (link: Element) => Name | null): Linking[] {
  const found: Linking[] = [];
  for (const link of links) {
    const name = nameOf(link);
    if (name) found.push({ link, name, key: keyOf(name) });
  }
  return found;
}

/** The rows of a list, as far as each is the place of one account, and the links in all else; the links alone where
 * not several accounts are there, so that a place may be more than its row. */
function placesOfList(
  list: Element,
  nameOf: (link: Element) => Name | null,
  border: string | null,
): (Place | Linking)[] {
  const found = rowsOfList(list).flatMap((row): (Place | Linking)[] => {
    const place = lasting(row, "place", () => onlyPlace(row, linking(linksIn(row), nameOf), border));
    return place ? [place] : linking(linksIn(row), nameOf);
  });
  const [first] = found.filter(isPlace);
  if (first && found.some((one) => isPlace(one) && keyOf(one.name) !== keyOf(first.name))) return found;
  return found.flatMap((one) => (isPlace(one) ? linking(one.links, nameOf) : one));
}

function onlyPlace(row: Element, links: readonly Linking[], border: string | null): Place | null {
  const [first] = links;
  if (!first || isCut(row, border) || links.some(({ key }) => key !== first.key)) return null;
  return { name: first.name, element: row, links: links.map(({ link }) => link) };
}

function isCut(row: Element, border: string | null): boolean {
  return border !== null && (row.matches(border) || row.querySelector(border) !== null);
}

/** Those of `places` that are rows of a list by now need not be looked for again. */
export function keepPlaces(places: readonly Place[], border: string | null): void {
  for (const place of places)
    lasting(place.element, "place", () => (isCut(place.element, border) ? null : place));
}

/** All that holds an element with many accounts holds many. */
function spread(from: Element, root: Element, holds: Map<Element, string | typeof MANY>): void {
  for (
    let element: Element | null = from;
    element;
    element = element === root ? null : element.parentElement
  ) {
    if (element !== from && holds.get(element) === MANY) return;
    holds.set(element, MANY);
  }
}

const NO_AVATAR: Avatar = { sighting: null, account: null };

/** One account with its avatar: a row of a list, or the head of a post. */
export interface Row {
  name: Name;
  avatar: Avatar;
  /** The parts of the page that belong to it; more than one where the row also mentions other accounts. */
  parts: Place[];
}

/** The list's own of all rows: those before `end`, and before a text that parts suggestions off, where the list stands
 * `inOne` piece. `isWhole`: no text does. */
export function ownRows(
  all: readonly Row[],
  end: Element | null,
  inOne: boolean,
): { rows: Row[]; isWhole: boolean } {
  const whole = inOne ? beforeParting(all.flatMap((row) => row.parts[0]?.element ?? [])) : all.length;
  const rows = all
    .slice(0, whole)
    .filter(
      ({ parts: [first] }) =>
        !end || !first || !(first.element.contains(end) || stands(first.element, { after: end })),
    );
  return { rows, isWhole: whole === all.length };
}

/** The places that show an avatar, each with the parts of the same account that follow it. Mentions show none. Of those
 * without one, whatever `isBare` says stands for an account all the same. */
export function rowsOf(
  places: readonly Place[],
  reader: Reader,
  isBare: (place: Place) => boolean = () => false,
): Row[] {
  return joined(places, (place) => anyAvatar(place, reader), isBare);
}

/**
 * The rows of a list: also those without an avatar that stand as the others do. Where no picture at all is known
 * as an avatar, those whose links hold some picture. Besides, those of which `isCard` says that the site sets them apart.
 */
export function listRowsOf(
  places: readonly Place[],
  reader: Reader,
  isCard: (place: Place) => boolean = () => false,
): Row[] {
  // The only place of an area is all of it, with whatever is written above the row.
  const avatarOf = places.length > 1 ? ownAvatar : anyAvatar;
  const shown = new Map(places.map((place) => [place, avatarOf(place, reader)]));
  const kinds = new Map<Element, string[]>();
  for (const [{ element }, avatar] of shown) {
    const { parentElement: parent, localName } = element;
    if (!avatar || !parent) continue;
    const known = kinds.get(parent);
    if (known) known.push(localName);
    else kinds.set(parent, [localName]);
  }
  const isAlike = ({ element: { parentElement, localName } }: Place) =>
    !INLINE.has(localName) &&
    (parentElement ? (kinds.get(parentElement) ?? []) : []).filter((kind) => kind === localName).length > 1;
  const isPictured = ({ links }: Place) => links.some((link) => link.querySelector("img, image") !== null);
  const isBare = kinds.size > 0 ? isAlike : isPictured;
  const isRow = (place: Place) => (isBare(place) && !isMentioned(place)) || isCard(place);
  const rows = joined(places, (place) => shown.get(place) ?? (isRow(place) ? NO_AVATAR : null));
  return rows.filter((row) => nameElement(row) !== null && !isSpokenOf(row));
}

function isMentioned({ element, links }: Place): boolean {
  return links.every((link) => isMention(link, element.parentElement ?? element));
}

function anyAvatar(place: Place, reader: Reader): Avatar | null {
  return isMentioned(place) ? null : avatarOfPlace(place, reader);
}

/** The avatar of the account itself: its link holds the avatar, or what is written first. An account that is gone
 * has no link, though its row may have others. */
function ownAvatar(place: Place, reader: Reader): Avatar | null {
  return lasting(place.element, "own avatar", () => avatarIn(place, reader));
}

function avatarIn(place: Place, reader: Reader): Avatar | null {
  const text = namingText(place.element);
  const avatar = avatarOfPlace(place, reader);
  const isOwn = (link: Element) => (text ? link.contains(text) : false) || firstAvatar(link, reader) !== null;
  return !text || place.links.some(isOwn) ? avatar : null;
}

/** A place's links all lead to one account: its avatar is in one of them, or stands before its name. */
function avatarOfPlace({ element, links, name }: Place, reader: Reader): Avatar | null {
  const linked = (link: Element) => (links.includes(link) ? name : null);
  const whose = { name, part: element, linked, reader };
  const text = ownName(whose, []);
  return ownAvatarIn(whose, element, text);
}

/** The smallest element that holds all of a row's parts, unless it reaches into another of `rows`. */
export function wholeRow(row: Row, rows: readonly Row[]): Element | null {
  const [first, ...others] = row.parts.map(({ element }) => element);
  let whole: Element | null | undefined = first;
  while (whole && others.some((other) => !whole?.contains(other))) whole = whole.parentElement;
  const reachesOver = rows.some(
    (other) => other !== row && other.parts[0] && whole?.contains(other.parts[0].element),
  );
  return (reachesOver ? null : whole) ?? first ?? null;
}

const INLINE = new Set(["a", "b", "span", "strong", "em", "i", "p"]);

function joined(
  places: readonly Place[],
  avatarOf: (place: Place) => Avatar | null,
  isBare: (place: Place) => boolean = () => false,
): Row[] {
  const rows: { name: Name; avatar: Avatar | null; parts: Place[] }[] = [];
  for (const place of places) {
    const avatar = avatarOf(place);
    const last = rows.at(-1);
    if (!avatar && last?.avatar && keyOf(last.name) === keyOf(place.name)) last.parts.push(place);
    else
      rows.push({
        name: place.name,
        avatar: avatar ?? (isBare(place) ? NO_AVATAR : null),
        parts: [place],
      });
  }
  return rows.filter((row): row is Row => row.avatar !== null);
}

/** The element of a row's name, or of its handle. */
export function nameElement({ name, parts }: Pick<Row, "name" | "parts">): Element | null {
  const links = parts.flatMap((part) => part.links);
  const [first, second] = parts;
  return first && !second
    ? lasting(first.element, "name", () => nameAmong(links, name))
    : nameAmong(links, name);
}

/** Whether all that names a row's account stands in sentences: who liked, or shared, what is below. */
export function isSpokenOf({ parts }: Pick<Row, "parts">): boolean {
  const naming = parts.flatMap(({ element, links }) => {
    const mentions = () =>
      links.filter(namingText).map((link) => isMention(link, element.parentElement ?? element));
    // No sentence reaches beyond a block.
    return element.localName === "div" ? lasting(element, "mentions", mentions) : mentions();
  });
  return naming.length > 0 && naming.every(Boolean);
}

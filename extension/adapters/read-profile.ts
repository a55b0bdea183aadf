// Reads the head of a profile, or of one of its lists, by a site's layout.

import type { DisplayedCounts } from "../../shared/wire/types.gen";
import { headAvatar, linksIn } from "./agreement";
import type { LaidOut } from "./laid-out";
import { expectSomething } from "./lists";
import { countIn, elementsOf, isSame, pick } from "./parts";
import type { Avatar, Name } from "./patterns";
import { firstAvatar } from "./picture";
import { firstTextElement, saying, sayingTitle, TEXT_LENGTH, textOf } from "./text";
import { momentOfMonth } from "./times";

/** Sees whose page it is; the numbers that it shows, null where nobody's profile is there. */
export function readProfile(page: LaidOut, owner: Name, behindList: boolean): DisplayedCounts | null {
  const layout = page.layout.profile;
  if (layout.closed && page.document.querySelector(layout.closed)) return null;
  const place = page.head;
  if (isAnothers(place, layout.handle, owner)) return null;
  // A list's title may be the list's, as its headings are.
  const name = pick(place, layout.name) ?? (behindList ? null : profileName(page, place, owner));
  if (!name) {
    if (!behindList) expectSomething(page.main, page.platform, "a profile", page.isAside);
    return null;
  }
  const counts = linkedCounts(page, place, owner);
  for (const [kind, selector] of Object.entries(layout.counts) as [keyof DisplayedCounts, string][]) {
    counts[kind] ??= countIn(pick(place, selector));
  }
  const bio = typeof layout.bio === "string" ? pick(place, layout.bio) : null;
  const account = { ...owner, id: owner.id ?? layout.idOf?.(place, owner) ?? null };
  const avatar = profileAvatar(page, place, account);
  page.seen.see({
    name: account,
    role: "profile",
    anchor: firstTextElement(name) ?? name,
    displayName: withoutHandle(textOf(name), owner),
    bio: textOf(typeof layout.bio === "function" ? layout.bio(place) : bio, TEXT_LENGTH),
    counts,
    avatar,
  });
  page.actPicture(account, avatar);
  const created = layout.created ? pick(place, layout.created)?.textContent : null;
  const moment = momentOfMonth(created, page.document.documentElement.lang);
  if (moment) page.seen.act({ account, kind: "account_created", ...moment });
  return counts;
}

/** Whether the head writes handles, and not the owner's: it is of the page before, or of whom the address leads to. */
function isAnothers(place: Element, selector: string | undefined, { handle }: Name): boolean {
  const texts = [...elementsOf(place, selector)].map((element) => textOf(element)?.toLowerCase() ?? "");
  const written = texts.filter((text) => /^@[\w.-]+$/u.test(text));
  return handle !== null && written.length > 0 && !written.includes(`@${handle.toLowerCase()}`);
}

/** A heading may say the handle after the name. */
function withoutHandle(shown: string | null, { handle }: Name): string | null {
  const end = `@${handle}`.toLowerCase();
  return shown?.toLowerCase().endsWith(end) ? shown.slice(0, -end.length).trim() || shown : shown;
}

/** The first avatar where the layout says, unless it leads to somebody else, or to a list of people. */
function profileAvatar(page: LaidOut, place: Element, owner: Name): Avatar | null {
  const { layout, reader, linked, address } = page;
  const around = [layout.aside, layout.viewer].filter(Boolean).join(", ");
  const isOut = (element: Element) => {
    if (element.closest(page.postPlaces) || (around && element.closest(around))) return true;
    const link = element.closest("a[href]");
    const target = link && !linked(link) ? reader.target(link.getAttribute("href"), address) : null;
    return target !== null && (reader.list(target) !== null || isBelowAnother(target, page, owner));
  };
  const { picture } = layout.profile;
  for (const scope of picture ? elementsOf(place, picture) : [place]) {
    const avatar = headAvatar({ name: owner, part: place, linked, reader }, scope, isOut);
    if (avatar) return avatar;
  }
  return null;
}

/** Whether an address is a part of somebody else's page, as that of a picture in full size is. */
function isBelowAnother(target: URL, { reader, address }: LaidOut, { handle }: Name): boolean {
  const top = new URL(`/${target.pathname.split("/")[1] ?? ""}`, target);
  const other = reader.isHere(target, address) ? reader.account(top)?.handle : null;
  return !!other && !!handle && other.toLowerCase() !== handle.toLowerCase();
}

/** Where the profile says whose it is, in pages that do not mark it. */
function profileName(page: LaidOut, place: Element, owner: Name): Element | null {
  const title = sayingTitle(place) ?? ownHeading(page, place, owner);
  return title ?? (owner.handle ? saying(place, [owner.handle, `@${owner.handle.split("@")[0]}`]) : null);
}

/** The first heading within a link to the owner's own page, or a part of it. */
function ownHeading(page: LaidOut, place: Element, owner: Name): Element | null {
  for (const link of place.querySelectorAll("a[href]:has(h2, h3, p, [role=heading])")) {
    const path = page.reader.target(link.getAttribute("href"), page.address)?.pathname;
    const start = page.reader.target(page.reader.home(owner), page.address)?.pathname.replace(/\/?$/u, "/");
    if (path && start && `${path}/`.startsWith(start) && !firstAvatar(link, page.reader))
      return firstTextElement(link);
  }
  return null;
}

/** What the links to the owner's own lists say; whom the viewer knows among them is a part, with its own number. */
function linkedCounts(page: LaidOut, place: Element, owner: Name): DisplayedCounts {
  const counts: DisplayedCounts = {};
  for (const link of linksIn(place)) {
    const target = page.reader.target(link.getAttribute("href"), page.address);
    const list = target && page.reader.list(target);
    if (!target || !list?.owner || !isSame(list.owner, owner)) continue;
    if (/known|mutual|you_follow/u.test(target.pathname)) continue;
    if (list.kind === "followers" || list.kind === "following" || list.kind === "friends")
      counts[list.kind] ??= countIn(link);
  }
  return counts;
}

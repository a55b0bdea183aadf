// Reads the head of a profile on Facebook, or of one of its lists.

import type { DisplayedCounts } from "../../shared/wire/types.gen";
import { headAvatar } from "./agreement";
import { readCount } from "./counts";
import { AROUND, BORDER, type FacebookPage } from "./facebook-page";
import { expectSomething } from "./lists";
import type { Avatar, Name } from "./patterns";
import { keyOf } from "./places";
import { firstTextElement, sayingTitle, TEXT_LENGTH, textOf } from "./text";

/** Sees whose page it is; the numbers that it shows, null where nobody's profile is there. */
export function readProfile(page: FacebookPage, owner: Name, behindList: boolean): DisplayedCounts | null {
  const place = profileName(page.main);
  if (!place) {
    if (!behindList) expectSomething(page.main, "facebook", "a profile");
    return null;
  }
  const counts = {
    friends: countOf(page, "friends", owner),
    followers: countOf(page, "followers", owner),
    following: countOf(page, "following", owner),
  };
  const name = { ...owner, id: owner.id ?? ownerId(page.main) };
  page.seen.see({
    name,
    role: "profile",
    anchor: place,
    displayName: textOf(place),
    bio: textOf(bioIn(page.main), TEXT_LENGTH),
    counts,
    avatar: profilePicture(page, name),
  });
  return counts;
}

/** What is of the page's menus, or stands among rows or posts, is none of a profile's. */
function profilePicture({ main, reader, nameOf }: FacebookPage, name: Name): Avatar | null {
  const whose = { name, part: main, linked: nameOf, reader };
  const isOfMenu = (picture: Element) => !main.closest(AROUND) && picture.closest(AROUND) !== null;
  return headAvatar(whose, main, (picture) => isOfMenu(picture) || picture.closest(BORDER) !== null);
}

/** The page's first heading; where there is none, the text that is the page's title. */
function profileName(main: Element): Element | null {
  const heading = main.querySelector("h1");
  if (heading) return firstTextElement(heading);
  return sayingTitle(main);
}

/** The number in the header's link to one of the owner's lists; links to parts of a list say other numbers. */
export function countOf(
  { main, reader, address }: FacebookPage,
  kind: string,
  owner: Name | null,
): number | null {
  for (const link of main.querySelectorAll(`a[href*="${kind}"]`)) {
    const href = link.getAttribute("href") ?? "";
    const list = /\bfriends_/u.test(href) ? null : reader.listAt(href, address);
    const isOwn =
      list?.kind === kind && (owner ? list.owner && keyOf(list.owner) === keyOf(owner) : !list.owner);
    const count = isOwn ? readCount(link.textContent) : null;
    if (count !== null) return count;
  }
  return null;
}

/** Older pages spell the owner's number in the links to the profile's and the cover's picture. */
function ownerId(main: Element): string | null {
  for (const link of main.querySelectorAll('a[href*="photo.php?"], a[href*="profile_id="]')) {
    const id = /[?&](?:profile_)?id=(\d+)/u.exec(link.getAttribute("href") ?? "")?.[1];
    if (id) return id;
  }
  return null;
}

/** The first text of the introduction that is no detail with an icon. */
function bioIn(main: Element): Element | null {
  const intro = main.querySelector('[data-pagelet^="ProfileTilesFeed"]');
  for (const text of intro?.querySelectorAll("span[dir=auto]") ?? []) {
    const hasIcon = text.parentElement?.parentElement?.querySelector("img, i, svg");
    if (!hasIcon && !text.closest("a, h2, ul, [role=button]") && textOf(text)) return text;
  }
  const about = [...main.querySelectorAll("#bio div")];
  return (
    about.find((text) => text.childElementCount === 0 && textOf(text) && !text.closest("header, a")) ?? null
  );
}

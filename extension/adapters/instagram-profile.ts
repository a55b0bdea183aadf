// Reads the head of a profile on Instagram, or of one of its lists.

import type { DisplayedCounts } from "../../shared/wire/types.gen";
import { headAvatar } from "./agreement";
import { readCount } from "./counts";
import { counters } from "./instagram-header";
import { type InstagramPage, saysHandle } from "./instagram-page";
import { expectSomething, stands } from "./lists";
import { countIn } from "./parts";
import type { Name } from "./patterns";
import { firstTextElement, TEXT_LENGTH, textOf } from "./text";

/** Sees whose page it is; the numbers that it shows, null where nobody's profile is there. */
export function readProfile(page: InstagramPage, owner: Name, behindList: boolean): DisplayedCounts | null {
  const header = page.main.querySelector("header");
  const place = header && firstTextElement(header.querySelector("h1, h2") ?? header);
  // A list may have a title of its own instead.
  if (!header || !place || (behindList && !saysHandle(place, owner))) {
    if (!behindList) expectSomething(page.main, "instagram", "a profile");
    return null;
  }
  const { followers, following } = counters(header);
  const links = [followers, following].flatMap((link) => link ?? []);
  const texts = [...header.querySelectorAll("span[dir=auto], h1[dir=auto], div[dir=auto]")].filter(
    (text) => stands(text, { after: place }) && !text.closest("a, button, [role=menu]"),
  );
  const [first, last] = [links[0], links.at(-1)];
  let counted: Element | null | undefined = first?.parentElement;
  while (counted && last && last !== first && !counted.contains(last)) counted = counted.parentElement;
  const isCount = (text: Element) => counted?.contains(text) ?? false;
  const below = texts.filter((text) => last && stands(text, { after: last }) && !isCount(text));
  const above = texts.find((text) => first && !stands(text, { after: first }) && !isCount(text));
  // The name stands above the counters, or below, before what the account says of itself.
  const name = above ?? below.find((text) => isTitled(text, owner));
  const isTold = name || page.document.title.includes(`(@${owner.handle})`);
  const bio = isTold ? below.find((text) => text !== name && !name?.contains(text)) : null;
  const posts = texts.find((text) => isCount(text));
  const counts = {
    followers: countIn(followers),
    following: countIn(following),
    posts: readCount(textOf(posts)),
  };
  page.seen.see({
    name: owner,
    role: "profile",
    anchor: place,
    displayName: textOf(name),
    bio: textOf(bio, TEXT_LENGTH),
    counts,
    avatar: headAvatar(
      { name: owner, part: header, linked: page.nameOf, reader: page.reader },
      header,
      // Whom the viewer knows among the followers.
      (picture) => picture.closest('a[href*="/followers"], a[href*="/following"]') !== null,
    ),
  });
  return counts;
}

/** The page's title says the name before the handle. */
function isTitled(text: Element, { handle }: Name): boolean {
  const said = textOf(text);
  return said !== null && text.ownerDocument.title.includes(`${said} (@${handle})`);
}

// A profile's header: its counters stand in one order in every language, and name the lists that they open.

import { readCount } from "./counts";
import { titleOf } from "./list-head";
import { wasPressed } from "./pressed";
import { cleanText } from "./text";
import { common, LEAST_COMMON, words } from "./wording";

type Kind = "followers" | "following";

/** The counters that open lists: by their addresses, else as second and third of three with numbers. */
export function counters(header: Element): Record<Kind, Element | null> {
  const followers = header.querySelector('a[href*="/followers/"]');
  const following = header.querySelector('a[href*="/following/"]');
  if (followers || following) return { followers, following };
  for (const group of header.querySelectorAll("ul, div")) {
    const [posts, second, third, fourth] = [...group.children];
    if (posts && second && third && !fourth && [posts, second, third].every(isCounter))
      return { followers: second, following: third };
  }
  return { followers: null, following: null };
}

/** Whether a dialog over a page shows who liked a post: its heading says what the link to them says, or the post's own
 * button, or that link was pressed. */
export function isOfLikers(dialog: Element): boolean {
  const { ownerDocument } = dialog;
  const links = [...ownerDocument.querySelectorAll('a[href*="/liked_by"]')];
  // Like, comment, share: the first of a post's buttons.
  const buttons = [...ownerDocument.querySelectorAll("section:not(:has(section, main, header))")];
  const button = buttons
    .map((row) => row.querySelectorAll("svg[aria-label]"))
    .find(({ length }) => length > 1)?.[0];
  const sayings = [...links.map((link) => words(link)), words(button ?? null, "aria-label")].filter(Boolean);
  return links.some(wasPressed) || sayings.some((said) => common(titleOf(dialog), said) >= LEAST_COMMON);
}

const LONGEST_COUNTER = 60;

function isCounter(element: Element): boolean {
  const text = cleanText(element.textContent);
  return text !== null && text.length <= LONGEST_COUNTER && readCount(text) !== null;
}

/** The list that a dialog shows: its heading says what one of the counters says, in the page's own language; where
 * both are alike or the heading is another, the counter that was pressed. */
export function listIn(dialog: Element, header: Element | null): Kind | null {
  if (!header) return null;
  const { followers, following } = counters(header);
  const alike = [followers, following].map((counter) => common(titleOf(dialog), words(counter)));
  const [one = 0, other = 0] = alike;
  if (Math.max(one, other) >= LEAST_COMMON && one !== other) return one > other ? "followers" : "following";
  if (wasPressed(followers)) return "followers";
  return wasPressed(following) ? "following" : null;
}

// A profile's header: its counters stand in one order in every language, and name the lists that they open.

import { readCount } from "./counts";
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
  const heading = words(dialog.querySelector("h1, h2, [role=heading]")) || words(dialog, "aria-label");
  const alike = [followers, following].map((counter) => common(heading, words(counter)));
  const [one = 0, other = 0] = alike;
  if (Math.max(one, other) >= LEAST_COMMON && one !== other) return one > other ? "followers" : "following";
  if (wasPressed(followers)) return "followers";
  return wasPressed(following) ? "following" : null;
}

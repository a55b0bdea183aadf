// Who stands at the head of a post, in pages that mark it with nothing but their order: a picture and a name that lead
// to one place.

import { isMention, linksIn, pathOf } from "./agreement";
import { startsWithCount } from "./counts";
import { stands } from "./lists";
import { namingText, textAfter } from "./naming";
import { textOf } from "./text";

const PICTURES = "img, image, figure, svg, [style*=background-image], [data-delayed-url]";

/** The pictured link at the head of `part`; `body` says where the post's own text begins. Of two heads the first says
 * who brought the second. */
export function headLink(part: Element, body: Element | null): Element | null {
  let head: Element | null = null;
  for (const link of linksIn(part)) {
    if (head && body && stands(link, { after: body })) break;
    if (!link.matches("a[href]") || !link.querySelector(PICTURES) || isMention(link, part)) continue;
    const path = pathOf(link);
    if (head && pathOf(head) === path) continue;
    if (isNamed(link, path, part)) head = link;
    if (head && !body) break;
  }
  return head;
}

/** Whether something says the name that belongs to the picture: a link to the same place, outside of sentences, or
 * else the text that follows the picture. */
function isNamed(pictured: Element, path: string, part: Element): boolean {
  let isMentioned = false;
  for (const link of linksIn(part)) {
    const text = pathOf(link) === path ? namingText(link) : null;
    if (!text || startsWithCount(textOf(text))) continue;
    if (!isMention(link, part)) return true;
    isMentioned = true;
  }
  return !isMentioned && textAfter(pictured, part) !== null;
}

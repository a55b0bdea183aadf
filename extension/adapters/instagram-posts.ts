// Instagram's posts, by the links that lead to them.

import { linksIn } from "./agreement";
import { isSame } from "./parts";
import type { Name, Reader } from "./patterns";
import { cleanText, TEXT_LENGTH } from "./text";
import { type Moment, momentOfId } from "./times";

export const POST = /^\/(?:(?<handle>[A-Za-z0-9._]{1,30})\/)?(?<post>(?:p|reel|tv)\/(?<code>[\w-]+))/u;

/** Below these addresses of a profile stand others' posts too. */
const OTHERS = /^\/[^/]+\/(?:tagged|saved|reposts)\b/u;

/** The one address of the post that `address` leads to. */
export function postOf(address: URL | null): string | null {
  const post = POST.exec(address?.pathname ?? "")?.groups?.post;
  return post ? `https://www.instagram.com/${post}` : null;
}

export interface OwnPost {
  object: string;
  text: string | null;
  moment: Moment | null;
}

/** The posts of `owner` in the grid of the profile at `address`, without those that are not said to be the owner's. */
export function ownPosts(area: Element, owner: Name, reader: Reader, address: URL): OwnPost[] {
  return linksIn(area).flatMap((link) => {
    const target = reader.target(link.getAttribute("href"), address);
    const { handle, code } = (target && reader.isOwn(target) && POST.exec(target.pathname)?.groups) || {};
    const object = postOf(target);
    const isOwn = handle ? isSame({ id: null, handle }, owner) : !OTHERS.test(address.pathname);
    const picture = link.querySelector("img");
    if (!object || !code || !isOwn || !(picture || link.querySelector('[style*="background"]'))) return [];
    return [{ object, text: captionOf(picture, owner), moment: momentOfCode(code) }];
  });
}

/** A picture's label has the post's words; where there are none, it says by whom the picture is. */
function captionOf(picture: Element | null, { handle }: Name): string | null {
  const label = cleanText(picture?.getAttribute("alt"), TEXT_LENGTH);
  const title = cleanText(picture?.ownerDocument.title) ?? "";
  const owner = /^(?:\(\d+\+?\) )?(.+?) \(@/u.exec(title)?.[1] ?? handle;
  return owner && label?.toLowerCase().includes(owner.toLowerCase()) ? null : label;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** What follows is the key to a private account's post. */
const LENGTH = 11;
/** https://instagram-engineering.com/sharding-ids-at-instagram-1cf5a71e5a5c */
const EPOCH = 1_314_220_021_721;

/** When a post was made: its code is its number in base 64, which counts milliseconds above 23 other bits. */
function momentOfCode(code: string): Moment | null {
  if (code.length < LENGTH) return null;
  const number = [...code.slice(0, LENGTH)].reduce(
    (value, digit) => value * 64n + BigInt(DIGITS.indexOf(digit)),
    0n,
  );
  const moment = momentOfId(String(number), 23n, 1, EPOCH);
  return moment && Date.parse(moment.time) < Date.now() ? moment : null;
}

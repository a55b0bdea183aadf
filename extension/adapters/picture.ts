// The avatar within a part of the page, at the largest size that the page offers.

import { once } from "./found";
import type { Avatar, Reader } from "./patterns";

const PICTURES =
  'img, image, faceplate-img, [style*="background"], [data-src], [data-bg], [data-delayed-url], [data-ghost-url]';

interface ShownAvatar {
  element: Element;
  avatar: Avatar;
}

/** The element of the first avatar (or placeholder) within `scope`, itself included, with what it shows. */
export function firstAvatar(scope: Element, reader: Reader): ShownAvatar | null {
  for (const shown of avatarsIn(scope, reader)) return shown;
  return null;
}

/** Whatever may show a picture within `scope`, itself included, in the page's order. */
export const picturesIn = once((scope): readonly Element[] => {
  const inner = scope.querySelectorAll(PICTURES);
  return scope.matches(PICTURES) ? [scope, ...inner] : [...inner];
});

/** Every avatar within `scope`, itself included, in the page's order. */
export function* avatarsIn(scope: Element, reader: Reader): Generator<ShownAvatar> {
  for (const element of picturesIn(scope)) {
    const avatar = avatarOf(element, reader);
    if (avatar) yield { element, avatar };
  }
}

/** The avatar that `element` shows, or null where it shows something else. */
export const avatarOf = once((element, reader: Reader): Avatar | null => {
  let best: Avatar | null = null;
  let bestWidth = -1;
  for (const { address, width } of offers(element)) {
    const avatar = reader.avatar(address);
    if (!avatar || width <= bestWidth) continue;
    best = avatar;
    bestWidth = width;
  }
  if (!best?.sighting) return best;
  const larger = reader.enlarged(best.sighting.address);
  const known = larger === best.sighting.address && bestWidth > 0 ? { width: bestWidth } : {};
  return { ...best, sighting: { ...best.sighting, address: larger, ...known } };
});

/** Every address that `element` offers for its picture, with the width it claims (0: it claims none). */
export function* offers(element: Element): Generator<{ address: string; width: number }> {
  const claimed = Number(/^\d+$/u.exec(element.getAttribute("width") ?? "")?.[0] ?? 0);
  const sources = element.localName === "img" ? element.closest("picture")?.querySelectorAll("source") : null;
  for (const source of [...(sources ?? []), element]) yield* fromSrcset(source, claimed);
  for (const name of element.getAttributeNames()) {
    const value = element.getAttribute(name) ?? "";
    const address = isAddress(name, value) ? absolute(value, element) : null;
    if (address) yield { address, width: spelledWidth(address) || claimed };
  }
  const style = element.getAttribute("style");
  const background = style && /background(?:-image)?:[^;]*?url\(\s*(["']?)(.*?)\1\s*\)/iu.exec(style)?.[2];
  const address = absolute(background ? unescaped(background) : null, element);
  if (address) yield { address, width: spelledWidth(address) || claimed };
}

/** A picture that comes when it is scrolled to has its address in an attribute of the site's own until then. */
function isAddress(name: string, value: string): boolean {
  if (name === "src" || name === "href" || name === "xlink:href") return true;
  return name.startsWith("data-") && /^(?:https?:)?\/\/?\w/u.test(value) && !/\s/u.test(value);
}

/** CSS may spell a character by its number: `https\\3a //`. */
function unescaped(css: string): string {
  return css.replace(/\\([0-9a-f]{1,6}) ?/giu, (_all, code) =>
    String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
  );
}

/** Many hosts spell the size that they serve in the address: `/p74x74/`, `stp=dst-jpg_s160x160`, `shrink_100_100`. */
function spelledWidth(address: string): number {
  const spelled = /[_/=](?:[sp]|shrink_)?(\d{2,4})(?:x\d{2,4}(?![\dx])|_\d{2,4}(?=[/?]|$))/u.exec(address);
  return Number(spelled?.[1] ?? 0);
}

function* fromSrcset(element: Element, claimed: number): Generator<{ address: string; width: number }> {
  const srcset = `${element.getAttribute("srcset") ?? ""},${element.getAttribute("data-srcset") ?? ""}`;
  if (srcset === ",") return;
  for (const part of srcset.slice(0, 20_000).matchAll(/(\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)/gu)) {
    const address = absolute(part[1] ?? null, element);
    const number = Number(part[2] ?? 1);
    if (address)
      yield { address, width: part[3] === "w" ? number : Math.round(Math.max(claimed, 1) * number) };
  }
}

function absolute(address: string | null, element: Element): string | null {
  if (!address || address.length > 4096) return null;
  if (/^https?:\/\/[!-~]+$/u.test(address)) return address;
  try {
    const url = new URL(address, element.ownerDocument.baseURI);
    return /^https?:$/.test(url.protocol) && url.href.length <= 4096 ? url.href : null;
  } catch {
    return null;
  }
}

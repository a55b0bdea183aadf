// What two texts of a page have in common, in its own language: a list's heading says what the button says that counts it.

import { cleanText } from "./text";

/** So many letters that words have in common are no accident. */
export const LEAST_COMMON = 2;

/** The words of an element, or of its attribute, in small letters. */
export function words(element: Element | null, attribute?: string): string {
  const text = attribute ? element?.getAttribute(attribute) : element?.textContent;
  return (cleanText(text) ?? "")
    .toLowerCase()
    .replace(/[^\p{L}\p{M} ]/gu, "")
    .trim();
}

/** How many letters of a word of one begin a word of the other, where that is half of either or more: cases and numbers
 * change the end. */
export function common(one: string, other: string): number {
  let most = 0;
  for (const word of one.split(" "))
    for (const like of other.split(" ")) {
      let length = 0;
      while (length < word.length && word[length] === like[length]) length += 1;
      if (length >= Math.max(word.length, like.length) / 2) most = Math.max(most, length);
    }
  return most;
}

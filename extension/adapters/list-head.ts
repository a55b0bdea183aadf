// What stands right above the first row of a list. Where nobody is in a list, or it is closed, sites put suggestions there,
// below a title of their own.

import { startsWithCount } from "./counts";
import { stands } from "./lists";
import { selectedTabIn } from "./parts";
import { picturesIn } from "./picture";
import { cleanText, textElementsIn } from "./text";
import { common, LEAST_COMMON, words } from "./wording";

const CONTROL = "a, button, [role=button], [role=tab], label";
/** A title may have a line below it; tabs have names and numbers. */
const MOST_TEXTS = 2;
const SENTENCE_END = /[.。．।؟?!…]$/u;

/** What a dialog is called, in words. */
export function titleOf(dialog: Element): string {
  return words(dialog.querySelector("h1, h2, [role=heading]")) || words(dialog, "aria-label");
}

/** Whether the rows from `first` on stand in `dialog` below a title that has no word in common with what it is called,
 * or with any of `titles`, which say what the list is, too. */
export function areSuggested(first: Element, dialog: Element, ...titles: readonly string[]): boolean {
  const said = [titleOf(dialog), words(selectedTabIn(dialog)), ...titles].filter(Boolean);
  const above = said.length > 0 ? words(titleAbove(first, dialog)) : "";
  return above !== "" && !said.some((title) => above.includes(title) || common(above, title) >= LEAST_COMMON);
}

/** The last text before `first` that is no control, no number and no sentence, and stands beside no picture, and not in
 * a bar of tabs. */
function titleAbove(first: Element, dialog: Element): Element | null {
  let title: Element | null = null;
  for (const text of textElementsIn(dialog)) {
    if (!stands(first, { after: text })) break;
    const said = cleanText(text.textContent) ?? "";
    const isLinked = text.closest(CONTROL) !== null || text.querySelector("a[href]") !== null;
    const isTitle = !isLinked && !startsWithCount(said) && !SENTENCE_END.test(said);
    if (isTitle && isTitleBlock(blockOf(text, first))) title = text;
  }
  return title;
}

function isTitleBlock(block: Element): boolean {
  const texts = [...textElementsIn(block)].filter((text) => !text.closest(CONTROL));
  return texts.length <= MOST_TEXTS && picturesIn(block).length === 0;
}

/** The largest block around `text` that does not hold `first`. */
function blockOf(text: Element, first: Element): Element {
  let block = text;
  while (block.parentElement && !block.parentElement.contains(first)) block = block.parentElement;
  return block;
}

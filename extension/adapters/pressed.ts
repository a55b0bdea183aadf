// What the person pressed last on a page, and in a dialog: some sites open lists without an address of their own.

const DIALOG = "[role=dialog], dialog";
/** A dialog with a post is as a page is: from there lists are opened. */
const POST = "article, [role=article], time";
/** What is pressed there is of one person, and chooses no list. */
const ROW = "li, [role=listitem], a[href]";

const last = new WeakMap<Document, Element>();
const lastIn = new WeakMap<Element, Element>();

/** Notes what was pressed; the page is only looked at. */
export function notePress(target: EventTarget | null): void {
  const element = target as Element | null;
  const document = element?.ownerDocument;
  if (!document || !element.closest) return;
  const dialog = element.closest(DIALOG);
  if (!dialog || dialog.querySelector(POST)) last.set(document, element);
  else if (!element.closest(ROW)) lastIn.set(dialog, element);
}

/** Whether what was pressed last on a page stands within `part`. */
export function wasPressed(part: Element | null | undefined): boolean {
  const pressed = part && pressedOn(part.ownerDocument);
  return pressed ? part.contains(pressed) : false;
}

/** What was pressed last on a page, and not in a list over it. */
export function pressedOn(document: Document): Element | null {
  return last.get(document) ?? null;
}

/** What was pressed last in a list's dialog, outside of its rows. */
export function pressedIn(dialog: Element): Element | null {
  return lastIn.get(dialog) ?? null;
}

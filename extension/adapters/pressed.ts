// What the person pressed last on a page, outside of dialogs: some sites open lists without an address of their own.

const last = new WeakMap<Document, Element>();

/** Notes what was pressed; the page is only looked at. */
export function notePress(target: EventTarget | null): void {
  const element = target as Element | null;
  const document = element?.ownerDocument;
  if (document && element.closest && !element.closest("[role=dialog], dialog")) last.set(document, element);
}

/** Whether what was pressed last stands within `part`. */
export function wasPressed(part: Element | null): boolean {
  const pressed = part && last.get(part.ownerDocument);
  return pressed ? part.contains(pressed) : false;
}

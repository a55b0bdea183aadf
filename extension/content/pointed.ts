// What was under the pointer when a person opened the browser's menu, and the picture that it shows.

const CLIMB = 4;
const BACKGROUND = /url\(\s*(["']?)(.*?)\1\s*\)/i;

interface FirefoxMenus {
  menus?: { getTargetElement(element: number): Element | null };
}

/** Firefox says which element it was; elsewhere the pointer still stands on it. */
export function pointedAt(document: Document, source: string | null, element: number | null): HTMLElement {
  const said = element === null ? null : (globalThis.chrome as FirefoxMenus).menus?.getTargetElement(element);
  const shown = source === null ? undefined : [...document.images].find((image) => shows(image, source));
  const under = [...document.querySelectorAll(":hover")].at(-1);
  const found = said ?? shown ?? under;
  return found instanceof HTMLElement ? found : (found?.parentElement ?? document.body);
}

function shows({ currentSrc, src }: HTMLImageElement, source: string): boolean {
  return currentSrc === source || src === source;
}

/** The picture of the element itself, the only one within it, or the one behind it; null where there is none. */
export function addressOf(element: Element): string | null {
  const own = pictureOf(element);
  if (own) return own;
  const within = element.querySelectorAll("img, image");
  if (within.length === 1 && !element.contains(element.ownerDocument.body))
    return pictureOf(within[0] as Element);
  let place: Element | null = element;
  for (let climbed = 0; place && climbed < CLIMB; climbed += 1, place = place.parentElement) {
    const address = backgroundOf(place);
    if (address) return address;
  }
  return null;
}

function pictureOf(element: Element): string | null {
  if (element instanceof HTMLImageElement) return element.currentSrc || element.src || null;
  if (element.localName !== "image") return backgroundOf(element);
  const address = element.getAttribute("href") ?? element.getAttribute("xlink:href");
  return address && new URL(address, element.baseURI).href;
}

function backgroundOf(element: Element): string | null {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element).backgroundImage ?? "";
  const address = BACKGROUND.exec(style)?.[2];
  return address ? new URL(address, element.baseURI).href : null;
}

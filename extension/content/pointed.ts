// What was under the pointer when a person opened the browser's menu, and the picture that it shows.

const CLIMB = 4;
const BACKGROUND = /url\(\s*(["']?)(.*?)\1\s*\)/i;

interface FirefoxMenus {
  menus?: { getTargetElement(element: number): Element | null };
}

/** Every script of ours in the page sees it. */
const world = globalThis as { eyelineMenu?: { at: WeakRef<Element> | null } };

/** From now on the place of the menu is known: when it is chosen from, the pointer has moved on to its item. */
export function watchMenu(document: Document): void {
  if (world.eyelineMenu) return;
  const menu: { at: WeakRef<Element> | null } = { at: null };
  world.eyelineMenu = menu;
  const opened = (event: Event) => {
    const [innermost] = event.composedPath();
    menu.at = innermost instanceof Element ? new WeakRef(innermost) : null;
  };
  document.addEventListener("contextmenu", opened, { capture: true, passive: true });
}

/** Firefox says which element it was; elsewhere it is where the menu was opened, or where the pointer stands. */
export function pointedAt(document: Document, picture: string | null, element: number | null): Element {
  const said = element === null ? null : (globalThis.chrome as FirefoxMenus).menus?.getTargetElement(element);
  const shown = picture === null ? undefined : [...document.images].find((image) => shows(image, picture));
  const menu = world.eyelineMenu?.at?.deref();
  const under = menu?.isConnected ? menu : [...document.querySelectorAll(":hover")].at(-1);
  return said ?? shown ?? under ?? document.body;
}

/** What a card can stand beside: the element, or of a drawing what it stands in. */
export function placeOf(element: Element): HTMLElement {
  let place: Element | null = element;
  while (place && !(place instanceof HTMLElement)) place = place.parentElement;
  return place ?? element.ownerDocument.body;
}

function shows({ currentSrc, src }: HTMLImageElement, source: string): boolean {
  return currentSrc === source || src === source;
}

/**
 * The picture of the element itself, the only one within it or within its link, what its link leads to, or the one
 * behind it; null where there is none.
 */
export function addressOf(element: Element, link: string | null = null): string | null {
  const inLink = element.closest("a");
  return (
    pictureOf(element) ??
    onlyPictureIn(element) ??
    (inLink && onlyPictureIn(inLink)) ??
    backgroundBehind(element, link === null ? null : inLink) ??
    link
  );
}

function onlyPictureIn(element: Element): string | null {
  const within = element.querySelectorAll("img, image");
  const [only] = within;
  return only && within.length === 1 && !element.contains(element.ownerDocument.body)
    ? pictureOf(only)
    : null;
}

/** Of the nearest few around the element; `last` is the outermost to be looked at. */
function backgroundBehind(element: Element, last: Element | null): string | null {
  let place: Element | null = element;
  for (let climbed = 0; place && climbed < CLIMB; climbed += 1) {
    const address = backgroundOf(place);
    if (address) return address;
    place = place === last ? null : place.parentElement;
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

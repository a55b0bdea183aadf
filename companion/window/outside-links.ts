// Links that lead out of the companion's pages open in the browser, or in a tab of their own, wherever they stand.

/** The page is in Eyeline's own window, where there is one page and no tab. */
export const inWindow = navigator.userAgent.startsWith("EyelineWindow/");

export function openOutsideLinksOutside(document: Document): void {
  const mark = (event: Event) => {
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>("a[href]");
    if (!link || link.origin === location.origin || !/^https?:$/.test(link.protocol)) return;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  };
  for (const type of ["click", "auxclick"]) document.addEventListener(type, mark, { capture: true });
}

// Styles of a shadow root, under any page's content security policy.

const sheets = new Map<string, CSSStyleSheet>();

/** A root that wears `css`; all that wear the same share one sheet. */
export function styledRoot(host: Element, css: string): ShadowRoot {
  const root = host.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = [sheetOf(css)];
  return root;
}

function sheetOf(css: string): CSSStyleSheet {
  const known = sheets.get(css);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(css, sheet);
  return sheet;
}

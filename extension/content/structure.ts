// How a page is built, and nothing of what it says: for a report that a site has changed. Elements, roles and attributes
// are named only by words of the standards; whatever a page could have made up is left out.

const DEPTH = 40;
const LINES = 400;
const LENGTH = 24_000;

const words = (text: string) => new Set(text.split(/\s+/));

const ELEMENTS =
  words(`a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption
  cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form
  h1 h2 h3 h4 h5 h6 header hgroup hr html i iframe img input ins kbd label legend li link main map mark menu meter nav
  object ol optgroup option output p picture pre progress q rp rt ruby s samp search section select slot small source span
  strong sub summary sup svg table tbody td textarea tfoot th thead time tr track u ul var video wbr circle clippath defs
  ellipse foreignobject g image line mask path polygon polyline rect symbol text title tspan use`);

/** What says nothing of how accounts stand on the page. */
const LEFT_OUT = words("head script style noscript template link meta path defs");

const ROLES = words(`alert alertdialog application article banner blockquote button caption cell checkbox code
  columnheader combobox complementary contentinfo definition deletion dialog directory document emphasis feed figure form
  generic grid gridcell group heading img insertion link list listbox listitem log main marquee math menu menubar menuitem
  menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar radio radiogroup
  region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong subscript superscript
  switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem`);

const ATTRIBUTES = words(`alt aria-busy aria-checked aria-controls aria-current aria-describedby aria-disabled
  aria-expanded aria-haspopup aria-hidden aria-label aria-labelledby aria-level aria-live aria-modal aria-pressed
  aria-selected class contenteditable data-testid data-id data-visualcompletion datetime dir draggable height hidden href
  id itemprop itemscope itemtype lang loading name open rel role sizes src srcset style tabindex target title type value
  width xlink:href`);

interface Budget {
  lines: string[];
  length: number;
}

/** An outline, one element a line; brothers that are built alike stand once, with their number. */
export function structureOf(document: Document): string {
  const budget: Budget = { lines: [], length: 0 };
  outline(document.body, 0, budget);
  return budget.lines.join("\n");
}

function outline(element: Element, depth: number, budget: Budget): void {
  if (depth > DEPTH) return;
  const children = [...element.children].filter((child) => !isLeftOut(child));
  for (let place = 0; place < children.length; ) {
    const child = children[place] as Element;
    const form = formOf(child);
    let same = 1;
    while (place + same < children.length && formOf(children[place + same] as Element) === form) same += 1;
    const line = `${" ".repeat(depth)}${described(child)}${same > 1 ? ` \u00d7${same}` : ""}`;
    if (budget.lines.length >= LINES || budget.length + line.length > LENGTH) return;
    budget.lines.push(line);
    budget.length += line.length + 1;
    outline(child, depth + 1, budget);
    place += same;
  }
}

function isLeftOut(element: Element): boolean {
  return LEFT_OUT.has(element.localName.toLowerCase()) || element.hasAttribute("data-eyeline");
}

/** Alike are elements whose own line and whose children's lines are the same. */
function formOf(element: Element): string {
  return [element, ...element.children].map(described).join("/");
}

function described(element: Element): string {
  const tag = element.localName.toLowerCase();
  const name = ELEMENTS.has(tag) ? tag : tag.includes("-") ? "custom-element" : "element";
  const role = element.getAttribute("role")?.trim().toLowerCase() ?? "";
  const attributes = new Set(element.getAttributeNames().map(nameOf));
  attributes.delete("role");
  const parts = [...attributes].sort().join(" ");
  return `${name}${ROLES.has(role) ? `(${role})` : ""}${parts ? ` [${parts}]` : ""}`;
}

function nameOf(attribute: string): string {
  const name = attribute.toLowerCase();
  if (ATTRIBUTES.has(name)) return name;
  if (name.startsWith("data-")) return "data-*";
  return name.startsWith("aria-") ? "aria-*" : "*";
}

// Elements of a card, made in the page's own document.

export type Make = (
  name: string,
  attributes: Record<string, string>,
  ...content: (Node | string)[]
) => HTMLElement;

export function maker(document: Document): Make {
  return (name, attributes, ...content) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content);
    return element;
  };
}

export function list(sentences: readonly string[], make: Make): HTMLElement {
  return make("ul", {}, ...sentences.map((sentence) => make("li", { dir: "auto" }, sentence)));
}

/** A heading and sentences; nothing where there are none. */
export function points(heading: string, sentences: readonly string[], make: Make): HTMLElement[] {
  return sentences.length === 0 ? [] : [make("h3", {}, heading), list(sentences, make)];
}

/** The same, folded. */
export function folded(heading: string, content: readonly Node[], make: Make, name = ""): HTMLElement[] {
  if (content.length === 0) return [];
  return [make("details", name ? { class: name } : {}, make("summary", {}, heading), ...content)];
}

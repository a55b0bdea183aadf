// The badge's drawings, 14 high. Where the eyes sit is drawn on a small picture: a line through it that runs on beyond
// both its sides, and the eyes on that line. Two squares stand for a picture that others have too, three joined dots for
// a group that stands out. Each has its colours and an edge in itself, so that it shows on any ground and in any page.

const SVG = "http://www.w3.org/2000/svg";
export const HEIGHT = 14;

/** Where the eyes sit, told apart by shape before colour; a picture that others have too; a group that stands out. */
export type DrawnShape = "strong" | "some" | "dot" | "waiting" | "asleep" | Extra;
/** Signs that stand beside where the eyes sit. */
export type Extra = "reused" | "network";

type Attributes = Record<string, string | number>;
type Part = [name: "path" | "circle" | "rect", attributes: Attributes];

const INK = "#1d1b16";
const LINE = "#f2b705";
const QUIET = "#6f6a60";
const BLUE = "#2462a6";
const WHITE = "#ffffff";

const ACROSS = "M1 7H21";
const JOINED = "M7.5 3L2.8 11H12.2Z";

function stroke(d: string, colour: string, width: number): Part {
  return ["path", { d, stroke: colour, "stroke-width": width }];
}

function dots(colour: string, r: number, ...at: [cx: number, cy: number][]): Part[] {
  return at.map(([cx, cy]): Part => ["circle", { cx, cy, r, fill: colour }]);
}

/** The small picture: its corners are square, so that nobody takes it for a head. */
function picture(colour: string): Part {
  return ["rect", { x: 4.5, y: 0.5, width: 13, height: 13, rx: 0.5, fill: colour, stroke: WHITE }];
}

const LINED: Part[] = [picture(INK), stroke(ACROSS, INK, 3.2), stroke(ACROSS, LINE, 1.4)];

function square(x: number, y: number): Part[] {
  const at = { x, y, width: 7, height: 7 };
  return [
    ["rect", { ...at, stroke: WHITE, "stroke-width": 3.2 }],
    ["rect", { ...at, fill: WHITE, stroke: BLUE, "stroke-width": 1.6 }],
  ];
}

function corners(r: number, colour: string): Part[] {
  return dots(colour, r, [7.5, 3], [2.8, 11], [12.2, 11]);
}

/** In the order in which they are explained. */
export const DRAWINGS: Record<DrawnShape, { width: number; parts: Part[] }> = {
  strong: { width: 22, parts: [...LINED, ...dots(LINE, 1.9, [8, 7], [14, 7])] },
  some: {
    width: 22,
    parts: [...LINED, ["circle", { cx: 11, cy: 7, r: 2.3, fill: INK, stroke: LINE, "stroke-width": 1.5 }]],
  },
  waiting: { width: 22, parts: [picture(QUIET), ...dots(WHITE, 1.2, [7.8, 7], [11, 7], [14.2, 7])] },
  asleep: { width: 22, parts: [picture(QUIET), stroke("M7.5 10.5L14.5 3.5", WHITE, 1.5)] },
  dot: { width: 22, parts: dots("#8a857a", 2.4, [11, 7]) },
  reused: { width: 15, parts: [...square(2, 2), ...square(6, 5)] },
  network: {
    width: 15,
    parts: [stroke(JOINED, INK, 2.6), ...corners(3, INK), stroke(JOINED, LINE, 1.2), ...corners(2.2, LINE)],
  },
};

const drawn = new Map<DrawnShape, SVGSVGElement>();

/** A copy of the shape's drawing, which is made once: copying is many times quicker than making. */
export function drawing(document: Document, shape: DrawnShape): Node {
  const made = drawn.get(shape) ?? draw(document, shape);
  drawn.set(shape, made);
  return document.importNode(made, true);
}

/** Its attributes are presentation attributes: they hold under any content security policy. */
export function attributesOf(shape: DrawnShape): Attributes {
  const { width } = DRAWINGS[shape];
  return {
    viewBox: `0 0 ${width} ${HEIGHT}`,
    width,
    height: HEIGHT,
    fill: "none",
    "stroke-linecap": "round",
  };
}

function draw(document: Document, shape: DrawnShape): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  set(svg, { ...attributesOf(shape), "aria-hidden": "true" });
  for (const [name, attributes] of DRAWINGS[shape].parts) {
    const part = document.createElementNS(SVG, name);
    set(part, attributes);
    svg.append(part);
  }
  return svg;
}

function set(element: Element, attributes: Attributes): void {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, `${value}`);
}

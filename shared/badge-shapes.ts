// The badge's drawings, 14 high: eyes on a line, two squares for a picture that others have too, and three joined dots
// for a group that stands out. Each colour has an edge, so that it shows on light and on dark.

const SVG = "http://www.w3.org/2000/svg";
export const HEIGHT = 14;

/** Where the eyes sit, told apart by shape before colour; a picture that others have too; a group that stands out. */
export type DrawnShape = "strong" | "some" | "dot" | "waiting" | "asleep" | Extra;
/** Signs that stand beside where the eyes sit. */
export type Extra = "reused" | "network";

type Part = [name: "path" | "circle" | "rect", attributes: Record<string, string>];

const LINE = "M1.5 7h19";
const EYES = [
  { cx: "6.5", cy: "7" },
  { cx: "15.5", cy: "7" },
];
const SIDES = "M1.5 7h5.5M15 7h5.5";
const MIDDLE = { cx: "11", cy: "7", r: "3.4" };
const SQUARES = [
  { x: "2", y: "2", width: "7", height: "7" },
  { x: "6", y: "5", width: "7", height: "7" },
];

const JOINED = "M7.5 3L2.8 11H12.2Z";
const DOTS = [
  { cx: "7.5", cy: "3", r: "2.2" },
  { cx: "2.8", cy: "11", r: "2.2" },
  { cx: "12.2", cy: "11", r: "2.2" },
];

/** The ink below, the colour on it: seen on any ground. */
const DRAWINGS: Record<DrawnShape, Part[]> = {
  strong: [
    ["path", { class: "edge", d: LINE }],
    ...EYES.map((at): Part => ["circle", { class: "edge", ...at, r: "3.2" }]),
    ["path", { class: "line", d: LINE }],
    ...EYES.map((at): Part => ["circle", { class: "filled", ...at, r: "3.2" }]),
  ],
  some: [
    ["path", { class: "edge", d: SIDES }],
    ["circle", { class: "edge", ...MIDDLE }],
    ["path", { class: "line", d: SIDES }],
    ["circle", { class: "line", ...MIDDLE }],
  ],
  waiting: EYES.map((at): Part => ["circle", { class: "quiet", ...at, r: "2.4" }]),
  asleep: [["path", { class: "lids", d: "M3.5 6q3 3.4 6 0M12.5 6q3 3.4 6 0" }]],
  dot: [["circle", { class: "quiet", cx: "11", cy: "7", r: "2.4" }]],
  reused: SQUARES.flatMap((at): Part[] => [
    ["rect", { class: "edge", ...at }],
    ["rect", { class: "again", ...at }],
  ]),
  network: [
    ["path", { class: "edge join", d: JOINED }],
    ...DOTS.map((at): Part => ["circle", { class: "edge knot", ...at }]),
    ["path", { class: "line join", d: JOINED }],
    ...DOTS.map((at): Part => ["circle", { class: "filled knot", ...at }]),
  ],
};

const drawn = new Map<DrawnShape, SVGSVGElement>();

/** A copy of the shape's drawing, which is made once: copying is many times quicker than making. */
export function drawing(document: Document, shape: DrawnShape): Node {
  const made = drawn.get(shape) ?? draw(document, shape);
  drawn.set(shape, made);
  return document.importNode(made, true);
}

function draw(document: Document, shape: DrawnShape): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const width = shape === "reused" || shape === "network" ? 15 : 22;
  svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  svg.setAttribute("width", `${width}`);
  svg.setAttribute("aria-hidden", "true");
  for (const [name, attributes] of DRAWINGS[shape]) {
    const part = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    svg.append(part);
  }
  return svg;
}

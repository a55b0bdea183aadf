// The badge's drawings, 22 × 14: eyes on a line. Yellow with an ink edge shows on light and on dark.

import type { Shape } from "./appearance";

const SVG = "http://www.w3.org/2000/svg";
export const WIDTH = 22;
export const HEIGHT = 14;

type Part = [name: "path" | "circle", attributes: Record<string, string>];

const LINE = "M1.5 7h19";
const EYES = [
  { cx: "6.5", cy: "7" },
  { cx: "15.5", cy: "7" },
];
const SIDES = "M1.5 7h5.5M15 7h5.5";
const MIDDLE = { cx: "11", cy: "7", r: "3.4" };

/** The ink below, the colour on it: seen on any ground. */
const DRAWINGS: Record<Exclude<Shape, "hidden">, Part[]> = {
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
};

const drawn = new Map<Shape, SVGSVGElement>();

/** A copy of the shape's drawing, which is made once: copying is many times quicker than making. */
export function drawing(document: Document, shape: Exclude<Shape, "hidden">): Node {
  const made = drawn.get(shape) ?? draw(document, shape);
  drawn.set(shape, made);
  return document.importNode(made, true);
}

function draw(document: Document, shape: Exclude<Shape, "hidden">): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("aria-hidden", "true");
  for (const [name, attributes] of DRAWINGS[shape]) {
    const part = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    svg.append(part);
  }
  return svg;
}

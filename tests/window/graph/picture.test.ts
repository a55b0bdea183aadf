// @vitest-environment jsdom

import { beforeAll, describe, expect, it } from "vitest";
import { drawingOf, dress } from "../../../companion/window/graph/model";
import { svgOf } from "../../../companion/window/graph/picture";
import { edges, graph, node, SHOWN } from "./received";

const LEGEND_AT = 1600;
const MOST = 40;

/** Somebody with a long name at each edge of the drawing. */
function drawn(): Document {
  const name = "Adelaida Fuencisla de la Vega";
  const nodes = [0, 1000].map((x) => node(x + 1, { display_name: name, x, y: x }));
  const drawing = drawingOf(graph(nodes, edges([[0, 1, "follows"]])), "#5d584c");
  dress(drawing, "community", "degree");
  const rows = [
    { name: "inside a community, in its colour", colour: "#123456", sign: "line" as const, count: 15_832 },
  ];
  const svg = svgOf(drawing, SHOWN, [{ title: "Edges", rows }], "A graph", false);
  return new DOMParser().parseFromString(svg, "image/svg+xml");
}

const textsOf = (picture: Document) =>
  [...picture.querySelectorAll("text")].map((text) => ({
    x: Number(text.getAttribute("x")),
    y: Number(text.getAttribute("y")),
    words: text.textContent ?? "",
  }));

describe("a drawing that is saved", () => {
  let texts: ReturnType<typeof textsOf>;
  beforeAll(() => {
    texts = textsOf(drawn());
  });

  it("has no name of an account over its legend", () => {
    const names = texts.filter(({ words }) => words.startsWith("Adelaida"));
    expect(names).toHaveLength(2); // on a line around its letters, which is drawn beneath them
    expect(new Set(names.map(({ x, y }) => `${x} ${y}`)).size).toBe(1);
    expect(names[0]?.x).toBeLessThan(LEGEND_AT / 2);
  });

  it("has long rows of its legend in lines, each below the one before and none cut", () => {
    const lines = texts.filter(({ x }) => x > LEGEND_AT);
    expect(lines.map(({ words }) => words).join(" ")).toBe("inside a community, in its colour (15,832)");
    expect(lines.length).toBeGreaterThan(1);
    for (const { words } of lines) expect(words.length).toBeLessThan(MOST);
    expect(lines[1]?.y).toBeGreaterThan((lines[0]?.y ?? 0) + 20);
  });
});

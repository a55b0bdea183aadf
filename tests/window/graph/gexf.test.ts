// @vitest-environment jsdom

import Graph from "graphology";
import { parse } from "graphology-gexf/browser";
import { describe, expect, it } from "vitest";
import { gexfOf } from "../../../companion/window/graph/gexf";
import { drawingOf, dress } from "../../../companion/window/graph/model";
import { edges, graph, node, SHOWN } from "./received";

const drawing = () => {
  const person = (account: number, x: number, y: number) =>
    node(account, { display_name: `Ada & "${account}"`, degree: 2, tags: ["one"], x, y });
  const received = graph(
    [person(1, 0, 0), person(2, 100, 50), person(3, 20, 30)],
    edges([
      [1, 0, "follows"],
      [0, 2, "friend"],
      [1, 2, "shared"],
    ]),
  );
  const made = drawingOf(received, "#6b665e");
  dress(made, "community", "degree");
  return made;
};

describe("the drawing as GEXF", () => {
  it("has places, sizes, colours and names as they are drawn, and directions where there are any", () => {
    const { graph } = drawing();
    const read = parse(Graph, gexfOf(drawing(), SHOWN));
    expect(read.order).toBe(3);
    for (const key of ["1", "2", "3"]) {
      const { x, y, size, label, color } = graph.getNodeAttributes(key);
      expect(read.getNodeAttributes(key)).toMatchObject({
        x,
        y,
        size,
        label,
        color: color === "#b861fc" && "rgb(184,97,252)",
        platform: "x",
        tags: "one",
      });
    }
    expect(read.hasDirectedEdge("2", "1")).toBe(true);
    expect(read.hasUndirectedEdge("1", "3")).toBe(true);
    expect(read.getEdgeAttributes(read.edge("2", "1"))).toMatchObject({ kind: "follows", strength: 0.5 });
  });

  it("has edges that can be seen elsewhere, paler than their accounts and in no translucent colour", () => {
    const read = parse(Graph, gexfOf(drawing(), SHOWN));
    expect(read.getEdgeAttributes(read.edge("2", "1"))).toMatchObject({
      weight: 2.5,
      color: "rgb(220,176,254)",
    });
  });

  it("leaves out what is hidden, with its edges", () => {
    const read = parse(Graph, gexfOf(drawing(), { ...SHOWN, hidden: new Set([3]) }));
    expect(read.nodes()).toEqual(["1", "2"]);
    expect(read.size).toBe(1);
  });
});

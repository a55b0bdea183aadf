import { describe, expect, it } from "vitest";
import { legendOf } from "../../../companion/window/graph/legend";
import { dotsOf, linesOf } from "../../../companion/window/graph/legend-sign";
import { drawingOf, dress } from "../../../companion/window/graph/model";
import { edges, graph, node, SHOWN } from "./received";

/** Two communities, one without a colour of its own, and somebody without an edge. */
function drawing() {
  const nodes = [
    ...[1, 2].map((account) => node(account, { x: account, y: 0, community: 0 })),
    ...[3, 4].map((account) => node(account, { x: account, y: 9, community: 40 })),
    node(5, { x: 0, y: 5, community: -1 }),
  ];
  const of = edges([
    [0, 1, "follows"],
    [2, 3, "follows"],
    [0, 3, "follows"],
  ]);
  const made = drawingOf(graph(nodes, of), "#5d584c");
  dress(made, "community", "degree");
  return made;
}

describe("the legend", () => {
  it("has another sign for each line, also where two are of one grey", () => {
    for (const { rows } of legendOf(drawing(), "community", SHOWN)) {
      const signs = rows.map(({ sign, colour }) =>
        JSON.stringify([dotsOf(sign, colour), linesOf(sign, colour)]),
      );
      expect(signs.length).toBeGreaterThan(1);
      expect(new Set(signs).size).toBe(signs.length);
    }
  });
});

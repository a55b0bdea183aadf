// @vitest-environment jsdom

import Graph from "graphology";
import { parse } from "graphology-gexf/browser";
import { describe, expect, it } from "vitest";
import { gexfOf } from "../../../companion/window/graph/gexf";
import { drawingOf, dress, type Shown } from "../../../companion/window/graph/model";
import type { GraphEdge, GraphNode } from "../../../shared/wire/types.gen";

const node = (account: number, x: number, y: number) =>
  ({
    account,
    handle: `a${account}`,
    display_name: `Ada & "${account}"`,
    platform: "x",
    community: 0,
    degree: 2,
    tags: ["one"],
    x,
    y,
  }) as GraphNode;
const edge = (source: number, target: number, kind: string) =>
  ({ source, target, kind, weight: 0.5, first_seen: "2026-11-01T00:00:00Z" }) as GraphEdge;
const shown: Shown = { at: null, since: null, backbone: 0, hidden: new Set(), focus: null, path: new Set() };

const drawing = () => {
  const received = {
    nodes: [node(1, 0, 0), node(2, 100, 50), node(3, 20, 30)],
    edges: [edge(2, 1, "follows"), edge(1, 3, "friend"), edge(2, 3, "shared")],
    all_nodes: 3,
    all_edges: 3,
  };
  const made = drawingOf(received, "#6b665e");
  dress(made, "community", "degree");
  return made;
};

describe("the drawing as GEXF", () => {
  it("has places, sizes, colours and names as they are drawn, and directions where there are any", () => {
    const { graph } = drawing();
    const read = parse(Graph, gexfOf(drawing(), shown));
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
    expect(read.getEdgeAttributes(read.edge("2", "1"))).toMatchObject({ kind: "follows", weight: 0.5 });
  });

  it("leaves out what is hidden, with its edges", () => {
    const read = parse(Graph, gexfOf(drawing(), { ...shown, hidden: new Set([3]) }));
    expect(read.nodes()).toEqual(["1", "2"]);
    expect(read.size).toBe(1);
  });
});

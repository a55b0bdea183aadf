import { describe, expect, it } from "vitest";
import { isCurved, opacitiesOf, verticesOf } from "../../../companion/window/graph/edge-layer";
import { edgeLooks, span } from "../../../companion/window/graph/edges";
import { drawingOf } from "../../../companion/window/graph/model";
import { edges, graph, node, SHOWN } from "./received";

const FOLLOWS = "#5d584c";
const drawing = () => {
  const of = edges([
    [0, 1, "follows"],
    [1, 2, "friend"],
  ]);
  of.gone_by[0] = of.times.push(Date.UTC(2026, 10, 5)) - 1;
  of.weight[1] = 0.1;
  return drawingOf(
    graph([node(1, { x: 0, y: 0 }), node(2, { x: 9, y: 0 }), node(3, { x: 9, y: 9, community: 1 })], of),
    FOLLOWS,
  );
};
const reasons = (more: object) =>
  [0, 1].map((edge) => edgeLooks(drawing(), { ...SHOWN, ...more })(edge)?.reason);

describe("an edge", () => {
  it("wears its community's colour, and between two none", () => {
    const lookOf = edgeLooks(drawing(), SHOWN);
    expect([lookOf(0), lookOf(1)]).toEqual([
      { colour: "#b861fc", reason: "inside" },
      { colour: FOLLOWS, reason: "between" },
    ]);
  });

  it("is paler between communities, and the less so the fewer of these there are", () => {
    const among = (inside: number, between: number) =>
      opacitiesOf(
        graph(
          [node(1), node(2), node(3, { community: 1 })],
          edges([
            ...Array.from({ length: inside }, () => [0, 1, "follows"] as const),
            ...Array.from({ length: between }, () => [0, 2, "follows"] as const),
          ]),
        ),
      );
    const [few, many] = [among(15_000, 1300), among(1300, 15_000)];
    expect(few("between")).toBeLessThan(few("inside"));
    expect(many("between")).toBeLessThan(few("between"));
    expect(few("between")).toBeGreaterThan(0.1); // where all were as faint as of 16,000 it is 0.07
  });

  it("or its kind's", () => {
    expect(reasons({ edgesBy: "kind" })).toEqual(["kind", "kind"]);
    expect(reasons({ edgesBy: "plain" })).toEqual(["plain", "plain"]);
  });

  it("is there from its first sighting until a whole list lacks it", () => {
    expect(reasons({ at: Date.UTC(2026, 9, 1) })).toEqual([undefined, undefined]);
    expect(reasons({ at: Date.UTC(2026, 10, 3) })).toEqual(["inside", "between"]);
    expect(reasons({ at: Date.UTC(2026, 10, 9) })).toEqual([undefined, "between"]);
    expect(reasons({ since: Date.UTC(2026, 10, 3), at: Date.UTC(2026, 10, 9) })).toEqual([
      "ended",
      "between",
    ]);
  });

  it("is left out by the backbone, the focus, and accounts that are hidden", () => {
    expect(reasons({ backbone: 0.3 })).toEqual(["inside", undefined]);
    expect(reasons({ focus: 3 })).toEqual([undefined, "between"]);
    expect(reasons({ hidden: new Set([1]) })).toEqual([undefined, "between"]);
    expect(reasons({ path: new Set([1, 2]) })).toEqual(["path", "between"]);
  });

  it("runs between its accounts, in a bend where there are few", () => {
    const numbers = new Float32Array(verticesOf(drawing(), { ...SHOWN, backbone: 0.3 }));
    expect(numbers.length % 6).toBe(0);
    expect([...numbers.slice(0, 2)]).toEqual([0, 0]);
    expect([...numbers.slice(-3, -1)]).toEqual([9, 0]);
    expect(Math.min(...numbers.filter((_, at) => at % 3 === 1))).toBeLessThan(-0.5);
    expect(isCurved(130_000)).toBe(false);
  });

  it("has a span of time", () => {
    expect(span(drawing().received.edges)).toEqual([Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 5)]);
    expect(span(edges([]))).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { coloursOf, labelOf, numbersOf } from "../../../companion/window/graph/attributes";
import { within } from "../../../companion/window/graph/lasso";
import { legendOf } from "../../../companion/window/graph/legend";
import { drawingOf, dress, sizesOf } from "../../../companion/window/graph/model";
import { ALL, leftOut } from "../../../companion/window/graph/narrow";
import { edges, graph, node, SHOWN } from "./received";

/** Two parts of 3 and 2, and one alone. */
const received = () =>
  graph(
    [
      node(1, { core: 2, tags: ["one"], followers: 10 }),
      node(2, { core: 2, tags: ["one", "other"], followers: 2000 }),
      node(3, { core: 2, tags: ["other"], followers: 30 }),
      node(4, { core: 1, community: 1, level: "strong" }),
      node(5, { core: 1, community: 1 }),
      node(6, { community: -1 }),
    ],
    edges([
      [0, 1, "follows"],
      [1, 2, "follows"],
      [2, 0, "follows"],
      [3, 4, "follows"],
    ]),
  );

describe("colours", () => {
  it("are of a class, the rest in grey and last in the legend", () => {
    const named = coloursOf(received(), "tag").map(({ name }) => name);
    expect(named.slice(0, 3)).toEqual(["one", "one", "other"]);
    expect(new Set(named.slice(3)).size).toBe(1);
    const drawing = drawingOf(received(), "#5d584c");
    const [accounts] = legendOf(drawing, "tag", SHOWN);
    expect(accounts?.rows.map(({ count }) => count)).toEqual([2, 1, 3]);
  });

  it("of a number are steps from little to much, and grey where it is not known", () => {
    const colours = coloursOf(received(), "followers");
    expect(colours[0]?.order).toBeLessThan(colours[2]?.order as number);
    expect(colours[2]?.order).toBeLessThan(colours[1]?.order as number);
    expect(colours[3]?.isRest).toBe(true);
  });
});

describe("what stands beside an account", () => {
  it("is its name, or what is known of it", () => {
    const [one, , , unknown] = received().nodes;
    if (!one || !unknown) throw new Error("nobody");
    expect(labelOf(one, "name")).toBe("a1");
    expect([labelOf(one, "tag"), labelOf(one, "core")]).toEqual(["one", "2"]);
    expect(labelOf(unknown, "followers")).toBe("");
  });
});

describe("sizes", () => {
  it("are by any number, the unknown smallest, and leave room on the drawing", () => {
    expect(numbersOf(received().nodes, "followers")).toEqual([10, 2000, 30, 0, 0, 0]);
    const drawing = drawingOf(received(), "#5d584c");
    dress(drawing, "community", "followers");
    const size = (account: number) => drawing.graph.getNodeAttribute(account, "size");
    expect(size(2)).toBeGreaterThan(size(3));
    const many = sizesOf(Array.from({ length: 20_000 }, (_, at) => at));
    expect(many.reduce((sum, each) => sum + Math.PI * each ** 2, 0)).toBeLessThan(0.2 * 2000 ** 2);
  });
});

describe("when an account was created", () => {
  const [old, young] = [Date.UTC(2012, 4, 1), Date.UTC(2026, 1, 3)];
  const people = [node(1, { created: old }), node(2, { created: young }), node(3)];

  it("is a day, and counts from the earliest as a size", () => {
    expect(labelOf(people[1] as (typeof people)[0], "created")).toContain("2026");
    expect(numbersOf(people, "created")).toEqual([0, young - old, 0]);
    expect(numbersOf([node(1)], "created")).toEqual([0]);
    const [first, second, unknown] = coloursOf(graph(people, edges([])), "created");
    expect(first?.name).toContain("2012");
    expect(second?.order).toBeGreaterThan(first?.order as number);
    expect(unknown?.isRest).toBe(true);
  });
});

describe("a line around accounts", () => {
  it("holds those that are shown within it, where it bends in, too", () => {
    const places = [
      [0, 0],
      [5, 5],
      [5, 1],
      [20, 20],
    ] as const;
    const people = places.map(([x, y], at) => node(at + 1, { x, y }));
    const drawing = drawingOf(graph(people, edges([])), "#5d584c");
    const around = [-1, -1, 9, -1, 9, 9, 4, 9, 4, 3, -1, 3];
    const line = [0, 2, 4, 6, 8, 10].map((at) => ({ x: around[at] as number, y: around[at + 1] as number }));
    expect(within(drawing, SHOWN, line)).toEqual([1, 2, 3]);
    expect(within(drawing, { ...SHOWN, hidden: new Set([2]) }, line)).toEqual([1, 3]);
    expect(within(drawing, SHOWN, [])).toEqual([]);
  });
});

describe("what holds accounts together", () => {
  const out = (more: object) => leftOut(drawingOf(received(), "#5d584c"), { ...ALL, ...more });
  it("is a core, the largest part, or any edge", () => {
    expect(out({})).toEqual([]);
    expect(out({ core: 2 })).toEqual([4, 5, 6]);
    expect(out({ largest: true })).toEqual([4, 5, 6]);
    expect(out({ joined: true })).toEqual([6]);
  });

  it("is an account, with whom so many edges lead to", () => {
    const chain = drawingOf(
      graph(
        [node(1), node(2), node(3), node(4)],
        edges([
          [1, 0, "follows"],
          [1, 2, "follows"],
          [2, 3, "follows"],
        ]),
      ),
      "#5d584c",
    );
    expect(leftOut(chain, { ...ALL, around: { account: 1, depth: 1 } })).toEqual([3, 4]);
    expect(leftOut(chain, { ...ALL, around: { account: 1, depth: 2 } })).toEqual([4]);
  });
});

import { beforeEach, describe, expect, it, vi } from "vitest";
import { covered, separate } from "../../../companion/window/graph/apart";
import { boundsOf, fill } from "../../../companion/window/graph/bounds";
import { layOut } from "../../../companion/window/graph/laying";
import { beginLayout, orderOf } from "../../../companion/window/graph/layout";
import { drawingOf, dress } from "../../../companion/window/graph/model";
import { packed } from "../../../companion/window/graph/packed";
import { edges, graph, node, simulated } from "./received";

describe("the square that a drawing fills", () => {
  it("holds the drawing in its middle, as wide as it is or as high", () => {
    expect([...fill(Float32Array.of(10, 0, 30, 5))]).toEqual([-1000, -250, 1000, 250]);
    expect([...fill(Float32Array.of(7, 7))]).toEqual([0, 0]);
    expect([...fill(new Float32Array(0))]).toEqual([]);
  });
});

describe("discs", () => {
  it("are counted where others cover more than a half of them", () => {
    const radii = Float32Array.of(1, 1, 1, 0.2);
    expect(covered(Float32Array.of(0, 0, 0.2, 0, 9, 9, 9, 9.1), radii)).toBe(0.75);
    expect(covered(Float32Array.of(0, 0, 1.5, 0, 9, 9, 12, 9), radii)).toBe(0);
  });

  it("are moved apart, also from one place, the small ones farther", () => {
    const places = Float32Array.of(0, 0, 0, 0, 1, 0);
    const radii = Float32Array.of(10, 1, 1);
    expect(separate(places, radii)).toBe(0);
    expect(covered(places, radii)).toBe(0);
    const moved = [0, 1].map((at) => Math.hypot(places[2 * at] as number, places[2 * at + 1] as number));
    expect(moved[0]).toBeLessThan((moved[1] as number) / 10);
  });
});

describe("parts that no edge joins", () => {
  it("stand near each other, each as it was", () => {
    const places = packed(Float32Array.of(0, 0, 10, 0, 5000, 0, 5000, 10), Uint32Array.of(0, 1, 2, 3));
    const between = (one: number, other: number) =>
      Math.hypot(
        (places[2 * one] as number) - (places[2 * other] as number),
        (places[2 * one + 1] as number) - (places[2 * other + 1] as number),
      );
    expect(between(0, 1)).toBeCloseTo(10, 2);
    expect(between(2, 3)).toBeCloseTo(10, 2);
    expect(between(0, 2)).toBeLessThan(2000);
  });
});

describe("a layout", () => {
  const received = simulated(12, 80, 40);
  const drawing = drawingOf(received, "#5d584c");
  dress(drawing, "community", "degree");
  const order = orderOf(drawing, true);
  const told: number[] = [];
  const places = layOut(order, (done) => told.push(done));

  it("hides nobody: at most 2 % of the discs are covered by more than a half", () => {
    expect(places.length).toBe(2 * received.nodes.length);
    expect(places.every(Number.isFinite)).toBe(true);
    expect(covered(places, order.radii)).toBeLessThanOrEqual(0.02);
  });

  it("keeps communities together", () => {
    const nearest = (at: number) =>
      [...order.groups.keys()]
        .filter((each) => each !== at && (order.groups[each] as number) >= 0)
        .sort((one, other) => far(at, one) - far(at, other))
        .slice(0, 10);
    const far = (one: number, other: number) =>
      Math.hypot(
        (places[2 * one] as number) - (places[2 * other] as number),
        (places[2 * one + 1] as number) - (places[2 * other + 1] as number),
      );
    const asked = [...order.groups.keys()].filter((at) => (order.groups[at] as number) >= 0 && at % 9 === 0);
    const own = asked.map(
      (at) => nearest(at).filter((each) => order.groups[each] === order.groups[at]).length / 10,
    );
    expect(own.reduce((sum, each) => sum + each, 0) / own.length).toBeGreaterThan(0.5);
  });

  it("puts those without an edge in rows beside all others", () => {
    const positions = [...order.groups.keys()];
    const of = (some: number[]) =>
      boundsOf(Float32Array.from(some.flatMap((at) => [...places.subarray(2 * at, 2 * at + 2)])));
    const joined = of(positions.filter((at) => (order.groups[at] as number) >= 0));
    const alone = positions.filter((at) => (order.groups[at] as number) < 0);
    const block = of(alone);
    expect(block?.right).toBeLessThan(joined?.left as number);
    expect(new Set(alone.map((at) => places[2 * at + 1])).size).toBeLessThan(alone.length);
  });

  it("is the same again, and tells how far it is", () => {
    expect(layOut(orderOf(drawing, true), () => {})).toEqual(places);
    expect(told).toEqual(Array.from(told, (_, at) => at + 1));
  });

  it("leaves those who have a place there, and puts who is new among their own", () => {
    const before = places.slice();
    const newcomers = [17, 33];
    for (const at of newcomers) before.fill(NaN, 2 * at, 2 * at + 2);
    const again = layOut({ ...orderOf(drawing, true), before }, () => {});
    const moved = [...order.groups.keys()].map((at) =>
      Math.hypot(
        (again[2 * at] as number) - (places[2 * at] as number),
        (again[2 * at + 1] as number) - (places[2 * at + 1] as number),
      ),
    );
    const others = moved.filter((_, at) => !newcomers.includes(at));
    expect(others.filter((far) => far > 30).length / others.length).toBeLessThan(0.02);
    expect(Math.max(...newcomers.map((at) => moved[at] as number))).toBeLessThan(1200);
  });

  it("of nobody, or of nobody who has an edge, is one too", () => {
    const nobody = {
      ends: new Uint32Array(0),
      groups: new Int32Array(0),
      radii: new Float32Array(0),
      before: new Float32Array(0),
    };
    expect([...layOut(nobody, () => {})]).toEqual([]);
    const three = layOut(
      {
        ends: new Uint32Array(0),
        groups: Int32Array.of(-1, -1, -1),
        radii: Float32Array.of(1, 1, 1),
        before: new Float32Array(6).fill(NaN),
      },
      () => {},
    );
    expect(covered(three, Float32Array.of(1, 1, 1))).toBe(0);
  });
});

/** A worker that answers when the test says so. */
class ToldWorker {
  static last: ToldWorker;
  told: (step: MessageEvent) => void = () => {};
  terminate = vi.fn();
  postMessage = vi.fn();
  constructor() {
    ToldWorker.last = this;
  }
  addEventListener(_: "message", listener: (step: MessageEvent) => void): void {
    this.told = listener;
  }
}

describe("laying out in a worker", () => {
  beforeEach(() => {
    vi.stubGlobal("Worker", ToldWorker);
  });

  it("moves everybody once, at its end", () => {
    const drawing = drawingOf(
      graph([node(1, { x: 5, y: 5 }), node(2)], edges([[0, 1, "follows"]])),
      "#000000",
    );
    const [told, placed] = [vi.fn(), vi.fn()];
    expect(drawing.placed).toBe(false);
    beginLayout(drawing, false, told, placed);
    ToldWorker.last.told({ data: { done: 3, of: 9 } } as MessageEvent);
    expect(told).toHaveBeenCalledWith(3, 9);
    expect(drawing.graph.getNodeAttribute(1, "x")).toBe(5);
    ToldWorker.last.told({ data: { places: Float32Array.of(1, 2, 3, 4) } } as MessageEvent);
    expect(placed).toHaveBeenCalled();
    expect([drawing.placed, drawing.graph.getNodeAttribute(2, "y")]).toEqual([true, 4]);
    expect(ToldWorker.last.terminate).toHaveBeenCalled();
  });
});

import { beforeEach, describe, expect, it, vi } from "vitest";
import { covered, separate } from "../../../companion/window/graph/apart";
import { boundsOf } from "../../../companion/window/graph/bounds";
import { layOut } from "../../../companion/window/graph/laying";
import { beginLayout, orderOf } from "../../../companion/window/graph/layout";
import { drawingOf, dress } from "../../../companion/window/graph/model";
import { edges, graph, node, simulated } from "./received";

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

describe("discs of a drawing that the companion laid out", () => {
  const received = simulated(12, 80, 40);
  const drawing = drawingOf(received, "#5d584c");
  dress(drawing, "community", "degree");
  const order = orderOf(drawing, received.nodes);
  const places = layOut(order);
  const isAlone = (at: number) => (received.nodes[at]?.community as number) < 0;
  const positions = [...received.nodes.keys()];

  it("hide nobody: at most 2 % are covered by more than a half", () => {
    expect(covered(order.places.slice(0, 2 * 12 * 80), order.radii.slice(0, 12 * 80))).toBeGreaterThan(0.02);
    expect(places.length).toBe(2 * received.nodes.length);
    expect(places.every(Number.isFinite)).toBe(true);
    expect(covered(places, order.radii)).toBeLessThanOrEqual(0.02);
  });

  it("stay near where they were", () => {
    const far = positions
      .filter((at) => !isAlone(at))
      .map((at) =>
        Math.hypot(
          (places[2 * at] as number) - (order.places[2 * at] as number),
          (places[2 * at + 1] as number) - (order.places[2 * at + 1] as number),
        ),
      );
    expect(far.reduce((sum, each) => sum + each, 0) / far.length).toBeLessThan(100);
  });

  it("stand in rows beside all others where they have no edge", () => {
    const of = (some: number[]) =>
      boundsOf(Float32Array.from(some.flatMap((at) => [...places.subarray(2 * at, 2 * at + 2)])));
    const alone = positions.filter(isAlone);
    const block = of(alone);
    expect(block?.right).toBeLessThan(of(positions.filter((at) => !isAlone(at)))?.left as number);
    expect(new Set(alone.map((at) => places[2 * at + 1])).size).toBeLessThan(alone.length);
  });

  it("may be none, or only such as have no edge", () => {
    expect([...layOut({ places: new Float32Array(0), radii: new Float32Array(0) })]).toEqual([]);
    const three = layOut({ places: new Float32Array(6).fill(NaN), radii: Float32Array.of(1, 1, 1) });
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

describe("moving discs apart in a worker", () => {
  beforeEach(() => {
    vi.stubGlobal("Worker", ToldWorker);
  });

  it("moves everybody once, at its end", () => {
    const received = graph([node(1, { x: 5, y: 5 }), node(2)], edges([[0, 1, "follows"]]));
    const drawing = drawingOf(received, "#000000");
    const placed = vi.fn();
    expect(drawing.placed).toBe(false);
    beginLayout(drawing, received.nodes, placed);
    expect(drawing.graph.getNodeAttribute(1, "x")).toBe(5);
    ToldWorker.last.told({ data: Float32Array.of(1, 2, 3, 4) } as MessageEvent);
    expect(placed).toHaveBeenCalled();
    expect([drawing.placed, drawing.graph.getNodeAttribute(2, "y")]).toEqual([true, 4]);
    expect(ToldWorker.last.terminate).toHaveBeenCalled();
  });
});

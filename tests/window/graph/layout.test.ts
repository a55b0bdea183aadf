import { beforeEach, describe, expect, it, vi } from "vitest";
import { fill } from "../../../companion/window/graph/bounds";
import { layOut, ROUNDS } from "../../../companion/window/graph/layout";
import { drawingOf } from "../../../companion/window/graph/model";
import type { GraphEdge, GraphNode } from "../../../shared/wire/types.gen";

const node = (account: number, x: number | null = null, y: number | null = null) =>
  ({
    account,
    handle: `a${account}`,
    platform: "x",
    community: 0,
    degree: 1,
    pagerank: 0,
    x,
    y,
  }) as GraphNode;
const edge = { source: 1, target: 2, kind: "follows", weight: 1 } as GraphEdge;

/** A worker that tells its steps when the test says so. */
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
  tell(done: number, ...places: number[]): void {
    this.told({ data: { places: Float32Array.from(places), done } } as MessageEvent);
  }
}

describe("the square that a drawing fills", () => {
  it("holds the drawing in its middle, as wide as it is or as high", () => {
    expect([...fill(Float32Array.of(10, 0, 30, 5))]).toEqual([-1000, -250, 1000, 250]);
    expect([...fill(Float32Array.of(7, 7))]).toEqual([0, 0]);
    expect([...fill(new Float32Array(0))]).toEqual([]);
  });

  it("is filled again by what fills it, so that kept places stay", () => {
    const places = fill(Float32Array.of(3, 9, -40, 7, 12, 250));
    expect([...fill(places.slice())]).toEqual([...places]);
  });
});

describe("laying out", () => {
  const drawing = () =>
    drawingOf({ nodes: [node(1, 0, 0), node(2)], edges: [edge], all_nodes: 2, all_edges: 1 }, "#000");

  beforeEach(() => {
    vi.stubGlobal("Worker", ToldWorker);
  });

  it("draws only the newest of the steps that came while it drew", async () => {
    const { graph, received } = drawing();
    const drawn: number[] = [];
    const told: number[] = [];
    let go = () => {};
    layOut(
      { graph, received },
      () => {
        drawn.push(graph.getNodeAttribute(1, "x"));
        return new Promise((resolve) => {
          go = resolve;
        });
      },
      (done) => told.push(done),
    );
    const worker = ToldWorker.last;
    worker.tell(5, 1, 0, 0, 0);
    worker.tell(10, 2, 0, 0, 0);
    worker.tell(15, 3, 0, 0, 0);
    expect(drawn).toEqual([1]);
    go();
    await vi.waitFor(() => expect(drawn).toEqual([1, 3]));
    worker.tell(ROUNDS, 4, 0, 0, 0);
    go();
    await vi.waitFor(() => expect(drawn).toEqual([1, 3, 4]));
    go();
    await vi.waitFor(() => expect(told).toEqual([5, 15, ROUNDS]));
    expect(worker.terminate).toHaveBeenCalled();
  });

  it("tells and moves nothing any more once it is stopped", async () => {
    const { graph, received } = drawing();
    const told = vi.fn();
    const layout = layOut({ graph, received }, async () => {}, told);
    layout.stop();
    ToldWorker.last.tell(5, 1, 1, 1, 1);
    await Promise.resolve();
    expect(told).not.toHaveBeenCalled();
    expect(graph.getNodeAttribute(1, "x")).not.toBe(1);
  });
});

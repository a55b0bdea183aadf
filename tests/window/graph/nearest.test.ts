import { describe, expect, it } from "vitest";
import { distance } from "../../../companion/window/graph/nearest";

describe("the distance of a click from an edge", () => {
  const [from, to] = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
  ];

  it("is to the line between its ends, and beyond them to the nearer end", () => {
    expect(distance({ x: 4, y: 3 }, from, to)).toBe(3);
    expect(distance({ x: 13, y: 4 }, from, to)).toBe(5);
    expect(distance({ x: -3, y: 4 }, from, to)).toBe(5);
  });

  it("is to the point where both ends are", () => {
    expect(distance({ x: 3, y: 4 }, from, from)).toBe(5);
  });
});

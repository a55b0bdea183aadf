import { describe, expect, it } from "vitest";
import { isFree } from "../../../companion/window/graph/label-collisions";

describe("names beside nodes", () => {
  const bounds = (left: number, top: number) => ({ left, right: left + 50, top, bottom: top + 14 });

  it("are written only where no other stands", () => {
    const taken: ReturnType<typeof bounds>[] = [];
    expect(isFree(bounds(0, 0), taken)).toBe(true);
    expect(isFree(bounds(40, 10), taken)).toBe(false);
    expect(isFree(bounds(40, 14), taken)).toBe(true); // below the first
    expect(isFree(bounds(50, 0), taken)).toBe(true); // beside it
    expect(taken).toHaveLength(3);
  });
});

import { describe, expect, it } from "vitest";
import { hasRoom } from "../../../companion/window/graph/label-collisions";

describe("names beside nodes", () => {
  const box = (left: number, top: number) => ({ left, right: left + 50, top, bottom: top + 14 });

  it("are written only where no other stands", () => {
    const there: ReturnType<typeof box>[] = [];
    expect(hasRoom(box(0, 0), there)).toBe(true);
    expect(hasRoom(box(40, 10), there)).toBe(false);
    expect(hasRoom(box(40, 14), there)).toBe(true); // below the first
    expect(hasRoom(box(50, 0), there)).toBe(true); // beside it
    expect(there).toHaveLength(3);
  });
});

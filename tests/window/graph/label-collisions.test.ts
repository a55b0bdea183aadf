import { describe, expect, it } from "vitest";
import { type GroupName, groupNamePlaces, isFree } from "../../../companion/window/graph/label-collisions";

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

describe("names of groups", () => {
  const VIEW = { width: 400, height: 400 };
  const group = (left: number, top: number): GroupName => ({
    wide: 80,
    discs: { left, right: left + 100, top, bottom: top + 100 },
  });
  const tops = (names: GroupName[], view = VIEW) =>
    groupNamePlaces(names, 20, view, []).map((place) => place?.top ?? null);

  it("stand above their discs, and below where there is no room above", () => {
    expect(tops([group(50, 100), group(250, 0)])).toEqual([80, 100]);
  });

  it("stand in the middle of their own where they would lie over others'", () => {
    expect(tops([group(50, 140), group(50, 30), group(50, 250)])[0]).toBe(180);
  });

  it("are not written where the middle of their discs is out of view, nor over each other", () => {
    expect(tops([group(380, 100)])).toEqual([null]);
    const many = Array.from({ length: 12 }, (_, at) => group(50 + at, 100));
    expect(tops(many)).toContain(null);
  });

  it("keep clear of what lies over the drawing, close to their discs", () => {
    const legend = { left: 300, right: 400, top: 0, bottom: 200 };
    const [place] = groupNamePlaces([{ ...group(220, 80), wide: 140 }], 20, VIEW, [legend]);
    expect(place).toMatchObject({ left: 160, right: 300, top: 60 });
  });

  it("stand where they begin at their own discs", () => {
    const [place] = groupNamePlaces([group(50, 140), group(50, 30), group(50, 250)], 20, VIEW, []);
    expect(place).toMatchObject({ left: 150, top: 180 });
  });

  it("are seen whole at the edge", () => {
    const [place] = groupNamePlaces([group(-40, 100)], 20, VIEW, []);
    expect(place).toMatchObject({ left: 0, right: 80 });
  });
});

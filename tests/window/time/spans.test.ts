import { describe, expect, it } from "vitest";
import { stepFor, stretches } from "../../../companion/window/time/spans";

const DAILY = {
  first_day: "2020-02-28T00:00:00Z", // a Friday
  observed: [1, 2, 0, 3, 4],
  expected: [0.5, 0.5, 0.5, 0.5, 0.5],
  who: [[1], [1, 2], [], [2, 3, 4], [1, 2, 3, 4]],
};

const begins = (found: readonly { begin: number }[]) =>
  found.map(({ begin }) => new Date(begin).toISOString().slice(0, 10));

describe("a timeline's stretches", () => {
  it("are days, weeks from Monday on, and months", () => {
    expect(begins(stretches(DAILY, "day", null, null))).toEqual([
      "2020-02-28",
      "2020-02-29",
      "2020-03-01",
      "2020-03-02",
      "2020-03-03",
    ]);
    expect(begins(stretches(DAILY, "week", null, null))).toEqual(["2020-02-24", "2020-03-02"]);
    expect(begins(stretches(DAILY, "month", null, null))).toEqual(["2020-02-01", "2020-03-01"]);
  });

  it("count every event, and each account once", () => {
    const [before, after] = stretches(DAILY, "week", null, null);
    expect(before).toMatchObject({ observed: 3, expected: 1.5, who: [1, 2] });
    expect(after).toMatchObject({ observed: 7, expected: 1, who: [2, 3, 4, 1] });
    expect(after?.end).toBe(Date.parse("2020-03-09"));
  });

  it("keep to the dates given, the last included", () => {
    expect(begins(stretches(DAILY, "day", "2020-02-29", "2020-03-01"))).toEqual(["2020-02-29", "2020-03-01"]);
    expect(stretches(DAILY, "month", "2020-03-02", null)).toMatchObject([{ observed: 7, expected: 1 }]);
    expect(stretches(DAILY, "day", "2021-01-01", null)).toEqual([]);
  });
});

describe("the step", () => {
  it.each([
    [1, "day"],
    [180, "day"],
    [181, "week"],
    [1260, "week"],
    [4000, "month"],
  ] as const)("of %i days is a %s", (days, step) => {
    expect(stepFor(days)).toBe(step);
  });
});

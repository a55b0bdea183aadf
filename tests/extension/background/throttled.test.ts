import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Throttled } from "../../../extension/background/throttled";

let told: string[][];
let throttled: Throttled<string>;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  throttled = new Throttled((items) => told.push(items));
});

afterEach(() => {
  vi.useRealTimers();
});

test("what comes alone is told at once, and what comes within a moment after it together", () => {
  throttled.add(["ana"]);
  expect(told).toEqual([["ana"]]);
  throttled.add(["bo", "carla"]);
  throttled.add(["dora"]);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(200);
  expect(told.slice(1)).toEqual([["bo", "carla", "dora"]]);
  vi.advanceTimersByTime(1000);
  throttled.add(["eva"]);
  expect(told.at(-1)).toEqual(["eva"]);
});

test("nothing is told where nothing came", () => {
  throttled.add([]);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([]);
});

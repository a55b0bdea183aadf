import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Together } from "../../../extension/background/together";

let told: string[][];
let together: Together<string>;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  together = new Together((items) => told.push(items));
});

afterEach(() => {
  vi.useRealTimers();
});

test("what comes alone is told at once, and what comes within a moment after it together", () => {
  together.add(["ana"]);
  expect(told).toEqual([["ana"]]);
  together.add(["bo", "carla"]);
  together.add(["dora"]);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(200);
  expect(told.slice(1)).toEqual([["bo", "carla", "dora"]]);
  vi.advanceTimersByTime(1000);
  together.add(["eva"]);
  expect(told.at(-1)).toEqual(["eva"]);
});

test("nothing is told where nothing came", () => {
  together.add([]);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([]);
});

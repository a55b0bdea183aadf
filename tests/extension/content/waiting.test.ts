// @vitest-environment jsdom

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Waiting } from "../../../extension/content/waiting";

let waits: string[];
let asked: string[][];
let waiting: Waiting;

beforeEach(() => {
  vi.useFakeTimers();
  waits = ["ana", "bo"];
  asked = [];
  waiting = new Waiting({
    refs: () => waits,
    all: () => ["ana", "bo", "carla"],
    ask: async (refs) => void asked.push(refs),
    check: async () => {},
  });
});

afterEach(() => {
  waiting.stop();
  vi.useRealTimers();
});

test("what waits is asked for less and less often, and everybody after a while", async () => {
  waiting.startSoon();
  await vi.advanceTimersByTimeAsync(60_000);
  const first = asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(first).toBeGreaterThan(3);
  expect(asked.length - first).toBeLessThan(first);
  expect(asked[0]).toEqual(["ana", "bo"]);
  expect(asked.at(-1)).toEqual(["carla", "ana", "bo"]);
});

test("once nothing waits any more, everybody is asked for now and then", async () => {
  waiting.startSoon();
  await vi.advanceTimersByTimeAsync(2000);
  waits = [];
  asked = [];
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.length).toBeLessThan(8);
  expect(new Set(asked.map((refs) => refs.join()))).toEqual(new Set(["ana,bo,carla"]));
});

test("what newly waits is not put off by what waits longer, nor by what comes after it", async () => {
  waits = [];
  waiting.startSoon();
  await vi.advanceTimersByTimeAsync(60_000);
  asked = [];
  waits = ["dee"];
  for (let moment = 0; moment < 20; moment++) {
    waiting.startSoon();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked).toEqual([["dee"]]);
});

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

test("what waits is asked for less and less often", async () => {
  waiting.startSoon();
  await vi.advanceTimersByTimeAsync(60_000);
  const first = asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(first).toBeGreaterThan(3);
  expect(asked.length - first).toBeLessThan(first);
  expect(new Set(asked.map((refs) => refs.join()))).toEqual(new Set(["ana,bo"]));
});

test("once nothing waits any more, all of it is asked for once more, and then no more", async () => {
  waiting.startSoon();
  await vi.advanceTimersByTimeAsync(2000);
  waits = [];
  asked = [];
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked).toEqual([["ana", "bo", "carla"]]);
});

// An analysis of a selection as a job of the companion's: begun when it is first asked, going on when the view is left,
// and kept, so that coming back shows it at once.

import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import type { Job, Selection } from "../../../shared/wire/types.gen";
import { ask, outcome, Problem } from "../companion";
import { useLive } from "../live";

interface Run {
  job: Job | null;
  finding: unknown;
  problem: Problem | null;
  /** More was seen since it began. */
  stale: boolean;
}

export interface Analysed<Found> {
  finding: Found | null;
  problem: Problem | null;
  job: Job | null;
  stale: boolean;
  again: () => void;
  cancel: () => void;
}

const MOST_KEPT = 24;
const SETTLED_MS = 300;
const runs = new Map<string, Run>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function begin(key: string, name: string, selection: Selection, options: object): void {
  const run: Run = { job: null, finding: null, problem: null, stale: false };
  runs.set(key, run);
  const [oldest] = runs.keys();
  if (runs.size > MOST_KEPT && oldest !== undefined) runs.delete(oldest);
  const saw = (job: Job) => {
    run.job = job;
    tell();
  };
  ask<Job>("POST", `analyses/${name}`, { selection, options })
    .then((job) => {
      saw(job);
      return outcome(job, saw);
    })
    .then((finding) => {
      run.finding = finding;
    })
    .catch((error: unknown) => {
      run.problem = error instanceof Problem ? error : new Problem("mistake", String(error));
    })
    .finally(() => {
      run.job = null;
      tell();
    });
}

function cancel(key: string): void {
  const job = runs.get(key)?.job;
  if (job) void ask("POST", `jobs/${job.job}/cancel`);
}

/** What the analysis finds in the selection. Where either changes, what is under way for the former is given up. */
export function useAnalysis<Found>(name: string, selection: Selection, options: object): Analysed<Found> {
  const key = JSON.stringify([name, selection, options]);
  const [, drawAgain] = useReducer((round: number) => round + 1, 0);
  const [round, setRound] = useState(0);
  const before = useRef(key);
  useEffect(() => {
    const listener = () => drawAgain(0);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  useEffect(() => {
    if (before.current !== key) cancel(before.current);
    before.current = key;
    if (runs.has(key)) return;
    const settled = setTimeout(() => begin(key, name, selection, options), SETTLED_MS);
    return () => clearTimeout(settled);
  }, [key, round]);
  useLive("store", () => {
    const run = runs.get(key);
    if (!run || run.stale) return;
    run.stale = true;
    tell();
  });
  const run = runs.get(key);
  return {
    finding: (run?.finding ?? null) as Found | null,
    problem: run?.problem ?? null,
    job: run?.job ?? null,
    stale: run?.stale ?? false,
    again: () => {
      runs.delete(key);
      setRound((round) => round + 1);
    },
    cancel: () => cancel(key),
  };
}

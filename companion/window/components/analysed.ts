// An analysis of a selection as a job of the companion's: begun when it is first asked, going on when the view is left,
// and kept, so that coming back shows it at once.

import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import type { AnalysisName, FindingOf, Options } from "../../../shared/wire/routes";
import type { Job, Selection } from "../../../shared/wire/types.gen";
import { analyse, ask, outcome, Problem } from "../companion";
import { useLive } from "../live";

interface Run<Name extends AnalysisName> {
  readonly name: Name;
  job: Job | null;
  finding: FindingOf<Name> | null;
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
const runs = new Map<string, Run<AnalysisName>>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function begin<Name extends AnalysisName>(
  key: string,
  name: Name,
  selection: Selection,
  options: Options<Name>,
): void {
  const run: Run<Name> = { name, job: null, finding: null, problem: null, stale: false };
  runs.set(key, run);
  const [oldest] = runs.keys();
  if (runs.size > MOST_KEPT && oldest !== undefined) runs.delete(oldest);
  const saw = (job: Job) => {
    run.job = job;
    tell();
  };
  analyse(name, { selection, options })
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

/** The run of this key, which names its analysis. */
function kept<Name extends AnalysisName>(key: string, name: Name): Run<Name> | null {
  const run = runs.get(key);
  const isOf = (found: Run<AnalysisName>): found is Run<Name> => found.name === name;
  return run && isOf(run) ? run : null;
}

function cancel(key: string): void {
  const job = runs.get(key)?.job;
  if (job) void ask("POST", `jobs/${job.job}/cancel`);
}

/** What the analysis finds in the selection. Where either changes, what is under way for the former is given up. */
export function useAnalysis<Name extends AnalysisName>(
  name: Name,
  selection: Selection,
  options: Options<Name>,
): Analysed<FindingOf<Name>> {
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
  useLive("seen", () => {
    const run = runs.get(key);
    if (!run || run.stale) return;
    run.stale = true;
    tell();
  });
  const run = kept(key, name);
  return {
    finding: run?.finding ?? null,
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

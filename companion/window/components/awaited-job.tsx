// Long work that a view began and waits for: how far it is, how to end it, and what came of it.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Begun, Job } from "../../../shared/wire/types.gen";
import { ask, outcome, type Problem, problemOf } from "../companion";
import { below, percent, say } from "../texts";
import { LinkButton } from "./buttons";
import { ProblemNote } from "./problem";

const t = below("work");

interface Work<Result> {
  job: Job | null;
  result: Result | null;
  problem: Problem | null;
  busy: boolean;
  /** Gives the result, or null where it failed or was cancelled; the work goes on when the view is left. */
  start: (begin: () => Promise<Begun<Result>>) => Promise<Result | null>;
  clear: () => void;
}

export function useWork<Result>(): Work<Result> {
  const nothing = { job: null, result: null, problem: null, busy: false };
  const [state, setState] = useState<Omit<Work<Result>, "start" | "clear">>(nothing);
  const leaving = useRef(new AbortController());
  useEffect(() => () => leaving.current.abort(), []);
  const start = async (begin: () => Promise<Begun<Result>>): Promise<Result | null> => {
    setState({ ...nothing, busy: true });
    const saw = (job: Job) => setState((before) => ({ ...before, job }));
    try {
      const result = await outcome(await begin(), saw, leaving.current.signal);
      setState((before) => ({ ...before, result, busy: false }));
      return result;
    } catch (error) {
      if (leaving.current.signal.aborted) return null;
      const problem = problemOf(error);
      setState((before) => ({
        ...before,
        problem: problem.code === "cancelled" ? null : problem,
        busy: false,
      }));
      return null;
    }
  };
  return { ...state, start, clear: () => setState(nothing) };
}

export function Working({ work }: { work: Pick<Work<unknown>, "busy" | "job" | "problem"> }) {
  if (work.problem) return <ProblemNote problem={work.problem} />;
  if (!work.busy) return null;
  const { job } = work;
  const share = job?.of ? percent((job.done ?? 0) / job.of) : say("common.waiting");
  return (
    <p class="working" role="status">
      <progress
        {...(job?.of && { max: job.of, value: job.done ?? 0 })}
        aria-label={t("working", { share })}
      />
      <span class="soft number">{share}</span>
      {job && (
        <LinkButton onClick={() => void ask("POST", `jobs/${job.job}/cancel`)}>
          {say("common.cancel")}
        </LinkButton>
      )}
    </p>
  );
}

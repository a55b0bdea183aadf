// A view's data: asked for, asked again when something it rests on changes, and what to say meanwhile.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Answer, Path } from "../../shared/wire/routes";
import { got, Problem, problemOf } from "./companion";
import { type Subject, useLive } from "./live";

export interface Asked<Given> {
  /** The newest answer, which stays while the next is under way. */
  answer: Given | null;
  problem: Problem | null;
  busy: boolean;
  again: () => void;
}

/** Asks whenever one of `on` changes, and when the companion tells of the subject. */
export function useAsked<Given>(
  question: (signal: AbortSignal) => Promise<Given>,
  on: readonly unknown[],
  subject: Subject | null = "store",
): Asked<Given> {
  const [state, setState] = useState<Omit<Asked<Given>, "again">>({
    answer: null,
    problem: null,
    busy: true,
  });
  const [round, setRound] = useState(0);
  const newest = useRef(question);
  newest.current = question;
  const again = () => setRound((before) => before + 1);
  useEffect(() => {
    const leaving = new AbortController();
    setState((before) => ({ ...before, busy: true }));
    newest
      .current(leaving.signal)
      .then((answer) => setState({ answer, problem: null, busy: false }))
      .catch((error: unknown) => {
        if (leaving.signal.aborted) return;
        setState((before) => ({ ...before, problem: problemOf(error), busy: false }));
      });
    return () => leaving.abort();
  }, [...on, round]);
  useLive(subject ?? "jobs", () => {
    if (subject !== null) again();
  });
  return { ...state, again };
}

/** What an address answers, asked for anew whenever it is another and when the companion tells of the subject. */
export function useGot<P extends Path<"GET">>(path: P, subject?: Subject | null): Asked<Answer<"GET", P>> {
  return useAsked((signal) => got(path, signal), [path], subject);
}

/** What is done at a person's word: the refusal of the last that was tried, if it was refused. */
export function useTried() {
  const [problem, setProblem] = useState<Problem | null>(null);
  const tried = async (work: () => Promise<unknown>) => {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      if (error instanceof Problem) setProblem(error);
    }
  };
  return { problem, tried };
}

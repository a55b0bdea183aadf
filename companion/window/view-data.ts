// A view's data: asked for, asked again when something it rests on changes, and what to say meanwhile.

import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "./companion";
import { type Subject, useLive } from "./live";

interface Asked<Answer> {
  /** The newest answer, which stays while the next is under way. */
  answer: Answer | null;
  problem: Problem | null;
  busy: boolean;
  again: () => void;
}

/** Asks whenever one of `on` changes, and when the companion tells of the subject. */
export function useAsked<Answer>(
  question: (signal: AbortSignal) => Promise<Answer>,
  on: readonly unknown[],
  subject: Subject | null = "store",
): Asked<Answer> {
  const [state, setState] = useState<Omit<Asked<Answer>, "again">>({
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
        const problem = error instanceof Problem ? error : new Problem("mistake", String(error));
        setState((before) => ({ ...before, problem, busy: false }));
      });
    return () => leaving.abort();
  }, [...on, round]);
  useLive(subject ?? "jobs", () => {
    if (subject !== null) again();
  });
  return { ...state, again };
}

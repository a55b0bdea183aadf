// The rows of the table as they come into view. What was shown stays until what is asked now has come.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { AccountRow } from "../../../shared/wire/types.gen";
import { ask, Problem } from "../companion";
import { useLive } from "../live";

const PAGE = 100;

interface Answered {
  asked: string;
  /** Rows of one round belong together: nothing was stored in between. */
  round: number;
  total: number;
  pages: ReadonlyMap<number, AccountRow[]>;
}

/** Pages of the accounts that are asked for, as JSON without `first` and `most`. */
export function usePages(asked: string) {
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const view = useRef<[number, number]>([0, 0]);
  const round = useRef(0);
  const wanted = useRef(new Set<number>());

  const load = useCallback(
    async (from: number, to: number) => {
      const thisRound = round.current;
      const pages = Array.from({ length: to - from + 1 }, (_, number) => from + number);
      for (const page of pages) wanted.current.add(page);
      const request = { ...JSON.parse(asked), first: from * PAGE, most: pages.length * PAGE };
      try {
        const { total, rows } = await ask("POST", "accounts", request);
        if (round.current !== thisRound) return;
        setProblem(null);
        setAnswered((before) => {
          const known = before?.round === thisRound ? before.pages : [];
          const come = pages.map((page, at) => [page, rows.slice(at * PAGE, (at + 1) * PAGE)] as const);
          return { asked, round: thisRound, total, pages: new Map([...known, ...come]) };
        });
      } catch (error) {
        if (round.current === thisRound && error instanceof Problem) setProblem(error);
      } finally {
        if (round.current === thisRound) for (const page of pages) wanted.current.delete(page);
      }
    },
    [asked],
  );

  const again = useCallback(() => {
    round.current += 1;
    wanted.current.clear();
    const [from, to] = view.current;
    void load(Math.floor(from / PAGE), Math.floor(to / PAGE));
  }, [load]);

  useEffect(() => {
    view.current = [0, 0];
    again();
  }, [again]);
  useLive("store", again);

  const shown = (from: number, to: number) => {
    if (answered?.asked !== asked) return;
    view.current = [from, to];
    const pages = [Math.floor(from / PAGE), Math.floor(to / PAGE)];
    const lacking = pages.filter((page) => !answered.pages.has(page) && !wanted.current.has(page));
    if (lacking.length > 0) void load(Math.min(...lacking), Math.max(...lacking));
  };
  // What came may be of where the view was before.
  useEffect(() => shown(...view.current), [answered]);
  return {
    answered: answered?.asked,
    total: answered?.total ?? null,
    problem,
    shown,
    again,
    row: (index: number) => answered?.pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null,
  };
}

// Figures as the companion draws them: asked for in the order of the page, a few at once, and kept, so that coming back
// shows them at once.

import { useEffect, useState } from "preact/hooks";
import type { FigureDrawn, FigureRequest, Selection } from "../../../shared/wire/types.gen";
import { ask, type Problem, problemOf } from "../companion";

export type FigureOptions = Record<string, number | string>;

export interface Asked {
  figure: FigureDrawn | null;
  problem: Problem | null;
  busy: boolean;
}

/** As many as the companion can work on side by side without the first being late. */
const AT_ONCE = 2;
const MOST_KEPT = 60;
const kept = new Map<string, FigureDrawn>();
const waiting: (() => void)[] = [];
let working = 0;

async function inTurn<Given>(work: () => Promise<Given>): Promise<Given> {
  if (working >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else working += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else working -= 1;
  }
}

function keep(key: string, figure: FigureDrawn): void {
  kept.set(key, figure);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/** What was drawn no longer shows what there is. */
export function forgetFigures(): void {
  kept.clear();
}

/** One figure of a selection, drawn anew when its options or the round change; the one before stays meanwhile. */
export function useFigure(name: string, selection: Selection, options: FigureOptions, round: number): Asked {
  const body: FigureRequest = { selection, options };
  const key = JSON.stringify([name, body]);
  const [state, setState] = useState<Asked>({ figure: kept.get(key) ?? null, problem: null, busy: true });
  useEffect(() => {
    const known = kept.get(key);
    if (known) {
      setState({ figure: known, problem: null, busy: false });
      return;
    }
    const leaving = new AbortController();
    const draw = async () => {
      if (leaving.signal.aborted) return;
      const figure = await ask("POST", `figures/${name}`, body, leaving.signal);
      keep(key, figure);
      setState({ figure, problem: null, busy: false });
    };
    setState((before) => ({ ...before, busy: true }));
    inTurn(draw).catch((error: unknown) => {
      if (leaving.signal.aborted) return;
      setState((before) => ({ ...before, problem: problemOf(error), busy: false }));
    });
    return () => leaving.abort();
  }, [key, round]);
  return state;
}

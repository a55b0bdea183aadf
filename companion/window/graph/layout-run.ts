// Laying the drawing out: by itself where an account has no place yet, and anew by a button. Where it ends, the places are
// kept.

import { useEffect, useRef, useState } from "preact/hooks";
import type { GraphRequest } from "../../../shared/wire/types.gen";
import { ask, outcome } from "../companion";
import { useTried } from "../view-data";
import { beginLayout, type Layout } from "./layout";
import type { Drawing } from "./model";
import { type GraphNode, receivedOf } from "./received";

interface Asked {
  drawing: Drawing;
  /** What the drawing is of, and under what name its places are kept. */
  asked: GraphRequest;
  /** Everybody has a place. */
  placed: () => void;
}

export interface LayoutRun {
  runs: boolean;
  problem: ReturnType<typeof useTried>["problem"];
  /** Begins again. */
  anew: () => void;
}

export function useLayoutRun({ drawing, asked, placed }: Asked): LayoutRun {
  const running = useRef<Layout | null>(null);
  const [runs, setRuns] = useState(false);
  const { problem, tried } = useTried();
  const leave = () => {
    running.current?.stop();
    running.current = null;
    setRuns(false);
  };
  const end = () => {
    leave();
    placed();
    const places = drawing.graph.mapNodes((node, { x, y }) => ({ account: Number(node), x, y }));
    void ask("POST", "graph/places", { drawing: asked.drawing ?? "", places }).catch(() => {});
  };
  const begin = (nodes: readonly GraphNode[]) => {
    setRuns(true);
    running.current = beginLayout(drawing, nodes, end);
  };
  const anew = async () => {
    setRuns(true);
    begin(receivedOf(await outcome(await ask("POST", "graph", { ...asked, anew: true }))).nodes);
  };
  useEffect(() => {
    if (!drawing.placed) begin(drawing.received.nodes);
    return leave;
  }, [drawing]);
  return { runs, problem, anew: () => void tried(anew) };
}

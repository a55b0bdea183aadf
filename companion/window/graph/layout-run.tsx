// Laying the drawing out: begun by itself where an account has no place yet, ended and begun anew by a button. Where it
// ends, the places are kept.

import { useEffect, useRef, useState } from "preact/hooks";
import { ask } from "../companion";
import { below } from "../texts";
import type { Stage } from "./canvas";
import { type Layout, layOut, ROUNDS } from "./layout";
import type { Drawing } from "./model";

const t = below("graph");

interface Asked {
  drawing: Drawing;
  /** Under what name its places are kept. */
  name: string;
  stage: { readonly current: Stage | null };
}

/** The rounds done are state here, and not of the view, which would be made anew at each. */
export function LayoutRun({ drawing, name, stage }: Asked) {
  const running = useRef<Layout | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const leave = () => {
    running.current?.stop();
    running.current = null;
    setDone(null);
  };
  const end = () => {
    leave();
    stage.current?.settle();
    const places = drawing.graph.mapNodes((node, { x, y }) => ({ account: Number(node), x, y }));
    void ask("POST", "graph/places", { drawing: name, places }).catch(() => {});
  };
  const begin = () => {
    setDone(0);
    running.current = layOut(
      drawing,
      async () => stage.current?.move(),
      (rounds) => (rounds < ROUNDS ? setDone(rounds) : end()),
    );
  };
  useEffect(() => {
    if (drawing.received.nodes.some((node) => node.x == null)) begin();
    return leave;
  }, [drawing]);
  return (
    <>
      {done !== null && (
        <p class="soft" role="status">
          {t("layingOut", { done, of: ROUNDS })}
        </p>
      )}
      <button type="button" onClick={() => (running.current ? end() : begin())}>
        {done === null ? t("layOut") : t("stop")}
      </button>
    </>
  );
}

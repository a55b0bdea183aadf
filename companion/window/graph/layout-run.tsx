// Laying the drawing out: by itself where an account has no place yet, and anew by a button. Where it ends, the places are
// kept.

import { useEffect, useRef, useState } from "preact/hooks";
import { ask } from "../companion";
import { below } from "../texts";
import { beginLayout, type Layout } from "./layout";
import type { Drawing } from "./model";

const t = below("graph");

interface Asked {
  drawing: Drawing;
  /** Under what name its places are kept. */
  name: string;
  /** Everybody has a place. */
  placed: () => void;
}

export function LayoutRun({ drawing, name, placed }: Asked) {
  const running = useRef<Layout | null>(null);
  const [step, setStep] = useState<{ done: number; of: number } | null>(null);
  const leave = () => {
    running.current?.stop();
    running.current = null;
    setStep(null);
  };
  const end = () => {
    leave();
    placed();
    const places = drawing.graph.mapNodes((node, { x, y }) => ({ account: Number(node), x, y }));
    void ask("POST", "graph/places", { drawing: name, places }).catch(() => {});
  };
  const begin = (anew: boolean) => {
    setStep({ done: 0, of: 0 });
    running.current = beginLayout(drawing, anew, (done, of) => setStep({ done, of }), end);
  };
  useEffect(() => {
    if (!drawing.placed) begin(false);
    return leave;
  }, [drawing]);
  return (
    <>
      {step && (
        <p class="soft" role="status">
          {t("layingOut", { ...step })}
        </p>
      )}
      <button type="button" disabled={step !== null} onClick={() => begin(true)}>
        {t("layOut")}
      </button>
    </>
  );
}

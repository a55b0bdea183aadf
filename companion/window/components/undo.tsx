// After a person did something to accounts: one sentence, and the way back.

import { useEffect, useState } from "preact/hooks";
import { below, say } from "../texts";
import { LinkButton } from "./buttons";

const t = below("undo");

const DONE = "eyeline-done";
const SHOWN_MS = 10_000;

interface Done {
  sentence: string;
  /** Null where nothing was changed. */
  undo: (() => Promise<unknown>) | null;
}

/** Say what was done, with the way back. */
export function done(sentence: string, undo: (() => Promise<unknown>) | null): void {
  dispatchEvent(new CustomEvent<Done>(DONE, { detail: { sentence, undo } }));
}

export function Undo() {
  const [last, setLast] = useState<Done | null>(null);
  useEffect(() => {
    const hear = (event: Event) => setLast((event as CustomEvent<Done>).detail);
    addEventListener(DONE, hear);
    return () => removeEventListener(DONE, hear);
  }, []);
  useEffect(() => {
    const timer = last ? setTimeout(() => setLast(null), SHOWN_MS) : undefined;
    return () => clearTimeout(timer);
  }, [last]);
  return (
    <div class="undo" role="status" hidden={last === null}>
      {last && (
        <>
          <span>{last.sentence}</span>
          {last.undo && (
            <LinkButton onClick={() => void last.undo?.().then(() => setLast(null))}>{t("undo")}</LinkButton>
          )}
          <LinkButton aria-label={say("common.close")} onClick={() => setLast(null)}>
            ×
          </LinkButton>
        </>
      )}
    </div>
  );
}

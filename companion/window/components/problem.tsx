// What is said where something cannot be shown, and what is said where there is nothing yet.

import type { ComponentChildren } from "preact";
import type { Problem } from "../companion";
import { below } from "../texts";
import { Button } from "./buttons";

const t = below("problem");

export function ProblemNote({ problem, again }: { problem: Problem; again?: () => void }) {
  return (
    <div class="problem" role="alert">
      <p>{t.known(`code.${problem.code}`, problem.message)}</p>
      {again && <Button onClick={again}>{t("again")}</Button>}
    </div>
  );
}

/** An empty state says what to do next. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <svg viewBox="0 0 56 28" width="84" height="42" aria-hidden="true">
        <path d="M2 14h52" />
        <circle cx="17" cy="14" r="6" />
        <circle cx="39" cy="14" r="6" />
      </svg>
      <h2>{title}</h2>
      <div class="soft">{children}</div>
    </div>
  );
}

// What was asked of the companion, once it is there; before it, or instead of it, what is to be said.

import type { ComponentChildren } from "preact";
import type { Asked } from "../view-data";
import { ProblemNote } from "./problem";

export function Received<Given>(asked: {
  asked: Asked<Given>;
  /** What is said where the answer is long in coming. */
  meanwhile?: string;
  children: (answer: Given) => ComponentChildren;
}) {
  const { answer, problem, again } = asked.asked;
  return (
    <>
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer === null && !problem && asked.meanwhile && <Meanwhile>{asked.meanwhile}</Meanwhile>}
      {answer !== null && asked.children(answer)}
    </>
  );
}

/** What is being worked out, where it takes so long that one would wonder. */
export function Meanwhile({ children }: { children: ComponentChildren }) {
  return (
    <p class="soft meanwhile" role="status">
      {children}
    </p>
  );
}

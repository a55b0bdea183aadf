// What was asked of the companion, once it is there; before it, or instead of it, what is to be said.

import type { ComponentChildren } from "preact";
import type { Asked } from "../view-data";
import { ProblemNote } from "./problem";

export function Received<Given>(asked: {
  asked: Asked<Given>;
  children: (answer: Given) => ComponentChildren;
}) {
  const { answer, problem, again } = asked.asked;
  return (
    <>
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer !== null && asked.children(answer)}
    </>
  );
}

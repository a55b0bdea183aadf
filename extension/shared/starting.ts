// What the person can do about the companion as it stands: press a button, or type what it said itself while it ran.

import { type Connection, type ConnectionState, needsPairing } from "./connection";
import type { State } from "./stored";
import { text } from "./texts";

/** What it hangs on, beside how it stands. */
export type Means = Pick<State, "host" | "hostProblem" | "start">;

export interface ToDo {
  words: string;
  /** To be typed in a terminal, line by line. */
  lines: readonly string[];
  /** Eyeline can be started by a button, or this browser paired by one without a code. */
  byHost: boolean;
}

/** How it stands with the companion: by its own sentence, where it said one. */
export function standing({ state, message }: Connection): string {
  return message ?? text(`connection.state.${state}`);
}

export function toDo(state: ConnectionState, { host, hostProblem, start }: Means): ToDo {
  const isToPair = needsPairing(state);
  if (!isToPair && state !== "not_running") return said(text(`connection.todo.${state}`));
  if (host === "there") {
    const words = text(isToPair ? "connection.host.pairs" : "connection.host.starts");
    return { words: hostProblem ? `${hostProblem} ${words}` : words, lines: [], byHost: true };
  }
  if (isToPair) return said(text(`connection.todo.${state}`), [PAIR]);
  if (host === "gone") return said(`${text("connection.host.gone")} ${text("connection.host.kept")}`);
  return said(text("connection.todo.not_running"), start ?? anyLines());
}

/** The same where there is no room for lines of their own. */
export function saidInLine({ words, lines }: ToDo): string {
  return [words, lines.join(" ; ")].join(" ").trim();
}

const PAIR = "eyeline pair";

function said(words: string, lines: readonly string[] = []): ToDo {
  return { words, lines, byHost: false };
}

function anyLines(): string[] {
  const ways = [
    [text("connection.inFolder"), "python3 scripts/start.py"],
    [text("connection.installed"), "eyeline start"],
  ];
  return ways.flatMap(([where, command]) => [`# ${where}`, `${command}`]);
}

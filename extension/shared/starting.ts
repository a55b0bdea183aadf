// What the person types to start the companion, as it said itself while it ran.

import type { ConnectionState } from "./connection";
import { text } from "./texts";

/** The lines, `known` being those that it said; none where starting it is not what is missing. */
export function startLines(state: ConnectionState, known: readonly string[] | null): readonly string[] {
  if (state !== "not_running") return [];
  return known ?? [text("connection.startCheckout"), text("connection.startInstalled")];
}

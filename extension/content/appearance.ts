// How a badge looks and what it says, from what is known of the account.

import type { Connection } from "../shared/connection";
import { counted, type TextName, text, written } from "../shared/texts";
import type { Evidence } from "../shared/wire.gen";

/** Told apart by shape before colour; `hidden` takes no place. */
export type Shape = "strong" | "some" | "dot" | "waiting" | "asleep" | "hidden";

export interface Appearance {
  shape: Shape;
  label: string;
}

/** `evidence` null: nothing has come yet. */
export function appearance(
  evidence: Evidence | null,
  connection: Connection,
  ordinary: "nothing" | "dot",
): Appearance {
  const away = connection.state !== "connected";
  if (!evidence || evidence.status === "waiting") {
    return away
      ? { shape: "asleep", label: text(`state_${connection.state}`) }
      : { shape: "waiting", label: text("badgeWaiting") };
  }
  const words =
    evidence.status === "scored" ? scored(evidence) : (evidence.message ?? text(`status_${evidence.status}`));
  return {
    shape: shapeOf(evidence, ordinary),
    label: away ? `${words} ${text(`state_${connection.state}`)}` : words,
  };
}

function shapeOf(evidence: Evidence, ordinary: "nothing" | "dot"): Shape {
  if (evidence.status === "scored" && (evidence.level === "strong" || evidence.level === "some"))
    return evidence.level;
  return ordinary === "dot" ? "dot" : "hidden";
}

function scored(evidence: Evidence): string {
  const level = text(`level_${evidence.level ?? "none"}` as TextName);
  return evidence.rarity && evidence.level !== "none" ? `${level} ${rarity(evidence)}` : level;
}

/** How rare the position is, as a sentence. */
export function rarity({ rarity: found }: Evidence): string {
  if (!found) return "";
  const name = found.at_least ? "rarityAtLeast" : "rarityAbout";
  return counted(name, found.one_in, { one_in: written(found.one_in) });
}

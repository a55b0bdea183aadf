// How a badge looks and what it says, from what is known of the account.

import type { DrawnShape } from "../../shared/badge-shapes";
import { SOURCE } from "../../shared/texts/catalogue";
import type { Evidence, Reuse } from "../../shared/wire/types.gen";
import type { Connection } from "../shared/connection";
import { spoken, text } from "../shared/texts";
import { reuseSentences } from "./other-evidence";

/** What is known of an account's picture. */
export interface Finding {
  evidence: Evidence;
  /** Where else the picture was seen; null: nowhere so far. */
  reuse: Reuse | null;
}

/** Where the eyes sit; `hidden` takes no place. */
type Shape = Exclude<DrawnShape, "reused"> | "hidden";

export interface Appearance {
  shape: Shape;
  /** The sign of a picture that others have too stands beside the shape. */
  reused: boolean;
  label: string;
}

/** `finding` null: nothing has come yet. */
export function appearance(
  finding: Finding | null,
  connection: Connection,
  ordinary: "nothing" | "dot",
): Appearance {
  const away = connection.state === "connected" ? [] : [text(`connection.state.${connection.state}`)];
  if (!finding || finding.evidence.status === "waiting") {
    const [why] = away;
    return why === undefined
      ? { shape: "waiting", reused: false, label: text("badge.waiting") }
      : { shape: "asleep", reused: false, label: ofEyeline(why) };
  }
  const { evidence, reuse } = finding;
  const reused = isWorthASign(reuse);
  const words = evidence.status === "scored" ? scored(evidence) : ofEyeline(statusWords(evidence));
  const sentences = [words, ...(reuse && reused ? reuseSentences(reuse) : []), ...away];
  return { shape: shapeOf(evidence, ordinary), reused, label: sentences.join(" ") };
}

/** On a page it is not plain whose word it is. */
function ofEyeline(words: string): string {
  return `${text("name")}: ${words}`;
}

/** People often have one picture on several sites: that alone is said in the card, and is no sign. */
function isWorthASign(reuse: Reuse | null): boolean {
  return reuse !== null && (reuse.accounts > reuse.elsewhere || reuse.known.length > 0);
}

function shapeOf(evidence: Evidence, ordinary: "nothing" | "dot"): Shape {
  if (evidence.status === "scored" && (evidence.level === "strong" || evidence.level === "some"))
    return evidence.level;
  return ordinary === "dot" ? "dot" : "hidden";
}

function scored(evidence: Evidence): string {
  const level = text(`badge.level.${evidence.level ?? "none"}`);
  return evidence.rarity && evidence.level !== "none" ? `${level} ${rarity(evidence)}` : level;
}

/** Why there is no number. The companion says it more precisely, and in English. */
export function statusWords({ status, message }: Evidence): string {
  return (spoken() === SOURCE && message) || text(`status.${status}`);
}

/** How rare the position is, as a sentence. */
export function rarity({ rarity: found }: Evidence): string {
  if (!found) return "";
  return text(found.at_least ? "rarity.atLeast" : "rarity.about", { one_in: found.one_in });
}

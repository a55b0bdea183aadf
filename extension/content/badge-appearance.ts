// How a badge looks and what it says, from what is known of the account.

import type { DrawnShape, Extra } from "../../shared/badge-shapes";
import { firstLine, otherWearers, seenElsewhere } from "../../shared/evidence-words";
import { SOURCE } from "../../shared/texts/catalogue";
import type { Evidence, Reuse, StandingGroup } from "../../shared/wire/types.gen";
import type { Connection } from "../shared/connection";
import { spoken, text } from "../shared/texts";

/** What is known of an account. */
export interface Finding {
  /** Of its picture; null: none is known. */
  evidence: Evidence | null;
  /** Where else the picture was seen; null: nowhere so far. */
  reuse: Reuse | null;
  /** The group that stands out to which it belongs. */
  group: StandingGroup | null;
}

/** Where the eyes sit; `hidden` takes no place. */
type Shape = Exclude<DrawnShape, Extra> | "hidden";

export interface Appearance {
  shape: Shape;
  /** Signs that stand beside the shape. */
  beside: readonly Extra[];
  label: string;
}

/** Whether there is anything to see of it. */
export function isShown({ shape, beside }: Appearance): boolean {
  return shape !== "hidden" || beside.length > 0;
}

/** `finding` null: nothing has come yet. */
export function appearance(
  finding: Finding | null,
  connection: Connection,
  ordinary: "nothing" | "dot",
): Appearance {
  const away = connection.state === "connected" ? null : text(`connection.state.${connection.state}`);
  const { evidence = null, reuse = null, group = null } = finding ?? {};
  const ofGroup = group ? [text("group.badge", { size: group.size })] : [];
  const beside: Extra[] = [
    ...(isWorthASign(reuse) ? (["reused"] as const) : []),
    ...(group ? (["network"] as const) : []),
  ];
  if (evidence && evidence.status !== "waiting") {
    const words = firstLine(evidence)?.join(" ").trim() ?? statusWords(evidence);
    const ofReuse = reuse && isWorthASign(reuse) ? reuseSentences(reuse) : [];
    const sentences = [ofEyeline(words), ...ofReuse, ...ofGroup, ...(away ? [away] : [])];
    return { shape: shapeOf(evidence, ordinary), beside, label: sentences.join(" ") };
  }
  if (group && !evidence) {
    return { shape: "hidden", beside, label: ofEyeline([...ofGroup, ...(away ? [away] : [])].join(" ")) };
  }
  const [shape, words] = away
    ? (["asleep", ofEyeline(away)] as const)
    : (["waiting", text("badge.waiting")] as const);
  return { shape, beside, label: [words, ...ofGroup].join(" ") };
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

function reuseSentences(reuse: Reuse): string[] {
  return [...(reuse.accounts > 0 ? [otherWearers(reuse)] : []), ...seenElsewhere(reuse)];
}

/** Why there is no number. The companion says it more precisely, and in English. */
export function statusWords({ status, message }: Evidence): string {
  return (spoken() === SOURCE && message) || text(`status.${status}`);
}

// Whether the program at an address is the companion, of a version that is understood, and the one that is paired.

import type { Answered } from "../../shared/wire/routes";
import type { Hello } from "../../shared/wire/types.gen";
import { WIRE_VERSION } from "../../shared/wire/version";
import type { ConnectionState, Pairing } from "../shared/connection";
import { ANSWER_WITHIN_MS, call, IDENTITY, NO_BODY } from "./companion-request";
import { Challenge } from "./proof";

/** What to show the companion that has proved itself, or how it stands. */
export async function prove(pairing: Pairing): Promise<{ pass: string } | { state: ConnectionState }> {
  if (pairing.refused) return { state: "revoked" };
  const challenge = await Challenge.of(pairing);
  const found = await greet(pairing.origin, challenge.path);
  if ("state" in found) return found;
  if (!found.proof || !(await challenge.isMetBy(found))) return { state: "unproved" };
  return found.proof.revoked ? { state: "revoked" } : { pass: await challenge.passFor(found.proof) };
}

type NotGreeted = "not_running" | "other_program" | "older_companion" | "newer_companion";

export async function greet(
  origin: string,
  path: "hello" | Challenge["path"],
): Promise<Hello | { state: NotGreeted }> {
  let answer: Answered<Hello>;
  try {
    answer = await call(origin, "GET", path, ANSWER_WITHIN_MS, NO_BODY);
  } catch {
    return { state: "not_running" };
  }
  if (!answer.ok || !answer.headers.has(IDENTITY)) return { state: "other_program" };
  const hello = await answer.json().catch(() => null);
  if (hello?.name !== "eyeline" || typeof hello.wire !== "number") return { state: "other_program" };
  if (hello.wire < WIRE_VERSION) return { state: "older_companion" };
  if (hello.wire > WIRE_VERSION) return { state: "newer_companion" };
  return hello;
}

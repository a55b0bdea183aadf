// The companion's host: a small program that the browser starts where the companion's owner has registered it for this
// extension. It takes one message, answers it and ends.

import { host as HOST } from "../../companion/host/identity.json";
import type { HostAnswer, HostRequest } from "../../shared/wire/types.gen";
import type { HostState } from "../shared/connection";

export type Heard = { host: "there"; answer: HostAnswer } | { host: Exclude<HostState, "there"> };

/** What browsers say where no host of this name is registered for this extension, or an organisation forbids it. */
const NOT_REGISTERED = /not found|forbidden|disabled by|no such native application/iu;

export async function askHost(asked: HostRequest): Promise<Heard> {
  try {
    const answer: unknown = await chrome.runtime.sendNativeMessage(HOST, asked);
    return isAnswer(answer) ? { host: "there", answer } : { host: "gone" };
  } catch (error) {
    return { host: NOT_REGISTERED.test(String(error)) ? "none" : "gone" };
  }
}

/** One of another version may say something else. */
function isAnswer(said: unknown): said is HostAnswer {
  const names: (keyof HostAnswer)[] = ["origin", "token", "paired_at", "problem"];
  const has = (name: string) => {
    const value = (said as Record<string, unknown>)[name];
    return value === null || typeof value === "string";
  };
  return typeof said === "object" && said !== null && names.every(has);
}

// Fetches avatars from the picture hosts that adapters declare or a person allowed, and from nowhere else.

import { matchesPattern } from "./match-pattern";

export const PICTURE_BYTES = 20 * 2 ** 20;
const FETCHED_WITHIN_MS = 15_000;

/** `gone`: it cannot be had, ever; `later`: the network failed. */
export type Fetched =
  | { kind: "bytes"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "gone"; why: string }
  | { kind: "later" };

export function pictureFetcher(hosts: () => Promise<string[]>): (address: string) => Promise<Fetched> {
  return async (address) => {
    const patterns = await hosts();
    return await fetchWithin(address, (place) => patterns.some((host) => matchesPattern(host, place)));
  };
}

/** Fetches from an address that is allowed, and that does not lead to one that is not. */
export async function fetchWithin(address: string, allowed: (address: string) => boolean): Promise<Fetched> {
  if (!allowed(address)) return { kind: "gone", why: "not from a picture host" };
  try {
    const answer = await fetch(address, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(FETCHED_WITHIN_MS),
    });
    if (!allowed(answer.url)) return { kind: "gone", why: "led to another host" };
    if (answer.status >= 500 || answer.status === 429) return { kind: "later" };
    if (!answer.ok) return { kind: "gone", why: `status ${answer.status}` };
    const bytes = await bytesWithin(answer, PICTURE_BYTES);
    return bytes ? { kind: "bytes", bytes } : { kind: "gone", why: "too large" };
  } catch {
    return { kind: "later" };
  }
}

/** The body, or null as soon as it is longer than `limit`; no more than that is ever held. */
async function bytesWithin(answer: Response, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(answer.headers.get("Content-Length")) > limit || !answer.body) return null;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = answer.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(part.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

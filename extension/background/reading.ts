// Whether a page may be read, and what of it may be kept. Whatever a page's script sends passes through here.

import type { Adapter, Patterns } from "../adapters/adapter";
import { corrected } from "../adapters/corrected";
import { readerOf } from "../adapters/patterns";
import { needsPairing } from "../shared/connection";
import type { Idle, ObservedBatch, PageState } from "../shared/messages";
import { collected } from "../shared/settings";
import { isPaused, read, type Stored } from "../shared/stored";

const KEYS = [
  "consentedAt",
  "privateWindows",
  "pictures",
  "network",
  "sitesOff",
  "sitesWithoutPictures",
  "sitesWithoutNetwork",
  "connection",
  "pauses",
] as const;

const MEANS = ["host", "hostProblem", "start"] as const;

export async function pageState(adapter: Adapter, isPrivate: boolean): Promise<PageState> {
  const stored = await read(...KEYS, "ordinary", "badgesOn", "never", "language", "corrections", ...MEANS);
  const { connection, ordinary, badgesOn, never, language } = stored;
  return {
    idle: whyIdle(stored, adapter.id, isPrivate, Date.now()),
    ...{ connection, ordinary, badgesOn, never, language },
    means: { host: stored.host, hostProblem: stored.hostProblem, start: stored.start },
    pictures: collected(stored, adapter.id).pictures,
    patterns: patternsOf(adapter, stored.corrections),
  };
}

function whyIdle(
  stored: Pick<Stored, (typeof KEYS)[number]>,
  platform: string,
  isPrivate: boolean,
  now: number,
): Idle | null {
  if (stored.consentedAt === null) return "consent";
  if (isPrivate && !stored.privateWindows) return "private";
  const { pictures, network } = collected(stored, platform);
  if (!pictures && !network) return "off";
  if (needsPairing(stored.connection.state)) return "pairing";
  return isPaused(stored.pauses, platform, now) ? "paused" : null;
}

export const endOfPause = "end of a pause";

/** Wakes the worker when the next pause ends, so that open pages learn of it. */
export async function resumeWhenPausesEnd(): Promise<void> {
  const { pauses } = await read("pauses");
  const now = Date.now();
  const ends = Object.values(pauses).filter((until) => until !== null && until > now) as number[];
  if (ends.length > 0) await chrome.alarms.create(endOfPause, { when: Math.min(...ends) + 100 });
  else await chrome.alarms.clear(endOfPause);
}

/** What of the batch may be kept under the person's choices; null where it is nothing. */
export async function permitted(batch: ObservedBatch, isPrivate: boolean): Promise<ObservedBatch | null> {
  const stored = await read(...KEYS);
  const { platform } = batch.page;
  if (whyIdle(stored, platform, isPrivate, Date.now()) !== null) return null;
  const { pictures, network } = collected(stored, platform);
  if (network) return pictures ? batch : withoutPictures(batch);
  return picturesOnly(batch);
}

function withoutPictures(batch: ObservedBatch): ObservedBatch {
  return { ...batch, accounts: batch.accounts.map((account) => ({ ...account, picture: null })) };
}

/** Accounts with a picture, by name alone. The page is left out too: whose list it was would say who knows whom. */
function picturesOnly(batch: ObservedBatch): ObservedBatch | null {
  const accounts = batch.accounts
    .filter(({ picture }) => picture)
    .map((account) => ({ ...account, bio: null, counts: null }));
  if (accounts.length === 0) return null;
  const { platform, kind, address } = batch.page;
  const page = { platform, kind, address: `${new URL(address).origin}/`, title: null };
  return { ...batch, page, accounts, captures: [], activities: [] };
}

/** As the file corrects them; null where it does not, or a pattern of it is none in this browser. */
function patternsOf(adapter: Adapter, corrections: Stored["corrections"]): Patterns | null {
  const correction = corrections[adapter.id];
  if (!correction) return null;
  const patterns = corrected(adapter.patterns, correction);
  try {
    readerOf(patterns);
    return patterns;
  } catch {
    return null;
  }
}

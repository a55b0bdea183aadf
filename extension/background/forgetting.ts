// Deleting what was collected: in the pages that are open, in what waits here, and in the companion's store.

import type { Forgotten, Span } from "../../shared/wire/types.gen";
import { write } from "../shared/stored";
import type { CompanionClient } from "./companion-client";
import type { Outbox } from "./outbox";

const HOUR_MS = 3_600_000;
const LENGTHS: Record<Span, number> = { hour: HOUR_MS, day: 24 * HOUR_MS, ever: Number.POSITIVE_INFINITY };

/** Where there is something to delete. */
export interface Holders {
  client: CompanionClient;
  outbox: Promise<Outbox>;
  /** Delivers what there is; settled when nothing of it is under way any more. */
  delivered(): Promise<void>;
  tellPages(message: { type: "forget" }): Promise<void>;
}

/** Null where the companion could not be asked: then only what waited here is gone. */
export async function forget(holders: Holders, last: Span): Promise<Forgotten | null> {
  const since = Math.max(0, Date.now() - LENGTHS[last]);
  await holders.tellPages({ type: "forget" });
  await (await holders.outbox).forget(since);
  // What was on its way arrives before it is deleted there, and not after.
  await holders.delivered();
  if (last === "ever") await write({ usual: {}, brokenSites: {} });
  const outcome = await holders.client.forget(last);
  return outcome.kind === "answer" ? outcome.value : null;
}

// Deleting what was collected: in the pages that are open, in what waits here, and in the companion's store.

import type { Forgotten, Span } from "../../shared/wire/types.gen";
import { write } from "../shared/stored";
import type { Parts } from "./requests";

const HOUR_MS = 3_600_000;
const LENGTHS: Record<Span, number> = { hour: HOUR_MS, day: 24 * HOUR_MS, ever: Number.POSITIVE_INFINITY };

/** Null where the companion could not be asked: then only what waited here is gone. */
export async function forget(parts: Parts, last: Span): Promise<Forgotten | null> {
  const since = Math.max(0, Date.now() - LENGTHS[last]);
  await parts.tellPages({ type: "forget" });
  await (await parts.outbox).forget(since);
  // What was on its way arrives before it is deleted there, and not after.
  await parts.delivered();
  if (last === "ever") await write({ usual: {}, brokenSites: {} });
  const outcome = await parts.client.forget(last);
  return outcome.kind === "answer" ? outcome.value : null;
}

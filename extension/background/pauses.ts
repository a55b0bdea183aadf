import { read } from "../shared/stored";

export const endOfPause = "end of a pause";

/** Wakes the worker when the next pause ends, so that open pages learn of it. */
export async function resumeWhenPausesEnd(): Promise<void> {
  const { pauses } = await read("pauses");
  const now = Date.now();
  const ends = Object.values(pauses).filter((until) => until !== null && until > now) as number[];
  if (ends.length > 0) await chrome.alarms.create(endOfPause, { when: Math.min(...ends) + 100 });
  else await chrome.alarms.clear(endOfPause);
}

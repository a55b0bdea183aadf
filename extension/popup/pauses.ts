// Pausing: this site until the person goes on, or everything for an hour.

import { siteName } from "../../shared/site-names";
import { find, show } from "../shared/page";
import { EVERYWHERE, isPaused, read, type State, write } from "../shared/stored";
import { moment, text } from "../shared/texts";

const HOUR_MS = 3_600_000;

export async function showPauses(platform: string | null): Promise<void> {
  const { pauses } = await read("pauses");
  const now = Date.now();
  const paused = isPaused(pauses, platform ?? EVERYWHERE, now);
  show("paused-words", paused ? pausedWords(pauses, platform, now) : null);
  find("pause-site").hidden = paused || platform === null;
  find("pause-hour").hidden = paused;
  find("go-on").hidden = !paused;
}

function pausedWords(pauses: State["pauses"], platform: string | null, now: number): string {
  const everywhere = pauses[EVERYWHERE];
  if (platform !== null && !isPaused({ [EVERYWHERE]: everywhere ?? 0 }, EVERYWHERE, now))
    return text("popup.pause.pausedSite", { site: siteName(platform) });
  if (everywhere === null || everywhere === undefined) return text("popup.pause.pausedEverywhere");
  return text("popup.pause.pausedUntil", { time: moment(new Date(everywhere), new Date(now)) });
}

export async function pauseSite(platform: string): Promise<void> {
  const { pauses } = await read("pauses");
  await write({ pauses: { ...pauses, [platform]: null } });
}

export async function pauseForAnHour(): Promise<void> {
  const { pauses } = await read("pauses");
  await write({ pauses: { ...pauses, [EVERYWHERE]: Date.now() + HOUR_MS } });
}

export async function goOn(platform: string | null): Promise<void> {
  const { pauses } = await read("pauses");
  const ended = [EVERYWHERE, platform];
  await write({
    pauses: Object.fromEntries(Object.entries(pauses).filter(([site]) => !ended.includes(site))),
  });
}

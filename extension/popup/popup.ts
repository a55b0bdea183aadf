// The popup: how it stands, what is on this page, what waits, and one thing to do.

import { FIRST_VIEW, placeOfAccount, placeOfPage } from "../shared/companion-places";
import { ask, type PageCounts } from "../shared/messages";
import { fillTexts, find, finished, goOnAt, say } from "../shared/page";
import { collected } from "../shared/settings";
import { read } from "../shared/stored";
import { text } from "../shared/texts";
import { showCase, startCase, stopCase } from "./case";
import { showMarks } from "./marks";
import { goOn, pauseForAnHour, pauseSite, showPauses } from "./pauses";
import { copyReport, saveCorrection } from "./report";
import { allowServer } from "./server";
import { checkNow, showState } from "./state";
import { type Here, lookHere, showPage } from "./this-page";
import { forgetNotes, showWaiting } from "./waiting";

const REFRESH_MS = 1000;

let here: Here = { tab: null, counts: null, server: null };

function platform(): string | null {
  return here.counts?.platform ?? null;
}

async function refresh(): Promise<void> {
  // A server that was found stays so while the popup is open: the page is asked once.
  const now = await (here.server ? here : lookHere());
  here = now;
  await Promise.all([showPage(here), showWaiting(), showPauses(platform()), showCase()]);
  await showOpenHere(here.counts);
}

/** The window at the account whose page this is, and at those seen on this page, where pages are recorded. */
async function showOpenHere(counts: PageCounts | null): Promise<void> {
  const chosen = await read("pictures", "network", "sitesOff", "sitesWithoutPictures", "sitesWithoutNetwork");
  const isRecorded = counts?.platform != null && collected(chosen, counts.platform).network;
  find("open-account").hidden = !counts?.owner;
  find("open-page").hidden = !counts?.page || !isRecorded;
  say("open-page", text(counts?.page?.isList ? "open.list" : "open.page"));
}

function openAccount(): void {
  const owner = here.counts?.owner;
  if (owner) void ask("enter", { to: placeOfAccount(owner) });
}

function openPage(): void {
  const page = here.counts?.page;
  if (page) void ask("enter", { to: placeOfPage(page.address) });
}

async function allow(): Promise<void> {
  const { server } = here;
  if (!server || !(await allowServer(server))) return;
  here = { ...here, server: null };
  await refresh();
}

function onClick(id: string, act: () => unknown, ...next: string[]): void {
  find(id).addEventListener("click", () => void thenGoOn(id, act(), next));
}

async function thenGoOn(pressed: string, done: unknown, next: readonly string[]): Promise<void> {
  await done;
  await Promise.all([showState(), refresh()]);
  goOnAt(pressed, ...next, "options");
}

// What is pressed early is not lost: the texts come after.
find("start").addEventListener("submit", (event) => void thenGoOn("start", startCase(event), ["stop"]));
onClick("options", () => chrome.runtime.openOptionsPage());
onClick("open-companion", () => ask("enter", { to: FIRST_VIEW }));
onClick("open-demo", () => ask("open", { path: "/demo/" }));
onClick("open-account", openAccount);
onClick("open-page", openPage);
onClick("forget", forgetNotes);
onClick("pause-site", () => platform() && pauseSite(platform() as string), "go-on");
onClick("pause-hour", pauseForAnHour, "go-on");
onClick("go-on", () => goOn(platform()), "pause-site", "pause-hour");
onClick("stop", stopCase, "record");
onClick("report", () => copyReport(here));
onClick("correction", () => saveCorrection(here));
onClick("allow-server", allow);
chrome.storage.onChanged.addListener(() => void Promise.all([showState(), refresh()]));

await fillTexts();
showMarks();
await showState();
await refresh();
finished();
await checkNow();
setInterval(() => void refresh(), REFRESH_MS);

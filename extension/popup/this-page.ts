// What is on the page that the person looks at: counts, a site that has changed, a server that may be allowed.

import { siteName } from "../../shared/site-names";
import { isMuchLess, usualKey } from "../shared/expected-counts";
import type { PageCounts, ToPage } from "../shared/messages";
import { element, find, list, say } from "../shared/page";
import { read } from "../shared/stored";
import { type TextName, text, written } from "../shared/texts";
import { type FoundServer, foundServer } from "./server";

const COUNTS: readonly [keyof PageCounts, TextName][] = [
  ["seen", "popup.count.seen"],
  ["measured", "popup.count.measured"],
  ["strong", "popup.count.strong"],
  ["some", "popup.count.some"],
  ["waiting", "popup.count.waiting"],
];

export interface Here {
  tab: chrome.tabs.Tab | null;
  counts: PageCounts | null;
  server: FoundServer | null;
}

export async function lookHere(): Promise<Here> {
  const [tab = null] = await chrome.tabs.query({ active: true, currentWindow: true });
  const counts = await toPage<PageCounts>(tab, { type: "counts" });
  if (counts?.platform) return { tab, counts, server: null };
  const { consentedAt } = await read("consentedAt");
  return { tab, counts: null, server: tab && consentedAt !== null ? await foundServer(tab) : null };
}

export async function toPage<Answer>(tab: chrome.tabs.Tab | null, message: ToPage): Promise<Answer | null> {
  if (tab?.id === undefined) return null;
  return (await chrome.tabs.sendMessage(tab.id, message).catch(() => null)) ?? null;
}

export async function showPage({ counts, server }: Here): Promise<void> {
  const words = counts === null ? "popup.notHere" : counts.idle ? (`idle.${counts.idle}` as const) : null;
  find("page-words").hidden = words === null || server !== null;
  if (words) say("page-words", text(words));
  find("counts").hidden = counts === null || counts.idle !== null;
  const rows = counts === null ? [] : COUNTS.map(([key, name]) => row(text(name), Number(counts[key])));
  list(find<HTMLTableElement>("counts").tBodies[0] as Element, rows);
  find("server").hidden = server === null;
  if (server) say("server-words", text("popup.serverFound", { host: server.host }));
  await showBroken(counts);
}

function row(name: string, count: number): HTMLElement {
  return element("tr", "", element("td", "", name), element("td", "number", written(count)));
}

async function showBroken(counts: PageCounts | null): Promise<void> {
  const { brokenSites, usual } = await read("brokenSites", "usual");
  const here = counts?.platform ?? null;
  const words: string[] = [];
  if (counts?.broken) words.push(text("popup.brokenHere", { expected: expectedWords(counts.broken) }));
  for (const kind of ["list", "post", "feed"] as const) {
    if (here && isMuchLess(usual[usualKey(here, kind)] ?? []))
      words.push(text("popup.muchLess", { site: siteName(here), pages: text(`popup.pages.${kind}`) }));
  }
  find("changed").hidden = words.length === 0;
  for (const [site, { expected }] of Object.entries(brokenSites)) {
    if (site !== here)
      words.push(text("popup.brokenElsewhere", { site: siteName(site), expected: expectedWords(expected) }));
  }
  list(
    find("broken-words"),
    words.map((sentence) => element("li", "note", sentence)),
  );
  find("broken").hidden = words.length === 0;
}

/** What an adapter expected; where it failed in another way, it is the accounts that are missing. */
function expectedWords(expected: string): string {
  return text.known(`popup.expected.${expected.replace(/^an? /, "")}`, text("popup.expected.accounts"));
}

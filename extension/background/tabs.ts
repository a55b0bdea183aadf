// The browser's tabs: the supported sites' pages with our scripts in them, and the welcome page.

import type { ToPage } from "../shared/messages";

/** Says it to every open page of these sites; a page without our script does not mind. */
export async function tellPages(patterns: readonly string[], message: ToPage): Promise<void> {
  const tabs = await chrome.tabs.query({ url: [...patterns] });
  await Promise.allSettled(
    tabs.map((tab) => tab.id !== undefined && chrome.tabs.sendMessage(tab.id, message)),
  );
}

/** Chrome gives pages that were open before the extension was no script; Firefox does. */
export async function enterOpenPages(): Promise<void> {
  const registered = await chrome.scripting.getRegisteredContentScripts();
  for (const { matches = [], js = [] } of [
    ...(chrome.runtime.getManifest().content_scripts ?? []),
    ...registered,
  ]) {
    for (const tab of await chrome.tabs.query({ url: matches })) {
      if (tab.id === undefined || tab.discarded) continue;
      await chrome.scripting.executeScript({ target: { tabId: tab.id }, files: js }).catch(() => {});
    }
  }
}

/** Shows the welcome page: the tab that has it, or a new one. */
export async function openWelcome(): Promise<void> {
  const url = chrome.runtime.getURL("welcome.html");
  const [open] = await chrome.tabs.query({ url });
  if (open?.id === undefined) await chrome.tabs.create({ url });
  else await chrome.tabs.update(open.id, { active: true });
}

/** Shows the page where a browser is paired, with what is asked now: in the tab that has it, or a new one. */
export async function openPairing(): Promise<void> {
  const url = chrome.runtime.getURL("pair.html");
  const [open] = await chrome.tabs.query({ url });
  if (open?.id === undefined) await chrome.tabs.create({ url });
  else await chrome.tabs.update(open.id, { active: true, url });
}

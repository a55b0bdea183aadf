// A page of a site that stands at many hosts, as Mastodon does: the person may allow Eyeline on this server.

import { adapters } from "../adapters";
import { type AllowedServer, write } from "../shared/stored";

export interface FoundServer extends AllowedServer {
  host: string;
}

/** What the page is, asked of it once the person has opened the popup there. */
export async function foundServer(tab: chrome.tabs.Tab): Promise<FoundServer | null> {
  if (tab.id === undefined) return null;
  const [answer] = await chrome.scripting
    .executeScript({ target: { tabId: tab.id }, files: ["recognise.js"] })
    .catch(() => []);
  const found = answer?.result as { platform: string; origin: string; pictures: string[] } | null | undefined;
  if (!found || !adapters.some(({ id }) => id === found.platform)) return null;
  const { platform, origin, pictures } = found;
  return {
    platform,
    host: new URL(origin).host,
    pages: `${origin}/*`,
    pictures: pictures.map((address) => `${address}/*`),
  };
}

/** To be called within a click. The background takes the server up once it is allowed: by then this page may be gone. */
export async function allowServer({ platform, pages, pictures }: FoundServer): Promise<boolean> {
  const allowed = chrome.permissions.request({ origins: [pages, ...pictures] });
  await write({ serverAsked: { platform, pages, pictures } });
  return await allowed;
}

// Servers that a person allowed, of sites that stand at many hosts.

import { type AllowedServer, read, write } from "../shared/stored";
import { enterOpenPages } from "./tabs";

const CONTENT_SCRIPT = "content.js";

export async function serverPages(): Promise<string[]> {
  return (await read("servers")).servers.map(({ pages }) => pages);
}

/** The server that was asked for is read from now on, if the person allowed it. */
export async function takeAskedServer(): Promise<void> {
  const { servers, serverAsked } = await read("servers", "serverAsked");
  if (!serverAsked || !(await isAllowed(serverAsked))) return;
  const others = servers.filter(({ pages }) => pages !== serverAsked.pages);
  await write({ servers: [...others, serverAsked], serverAsked: null });
  await enterServers();
  await enterOpenPages();
}

async function isAllowed({ pages }: AllowedServer): Promise<boolean> {
  return await chrome.permissions.contains({ origins: [pages] });
}

/** Has the browser give the pages of every allowed server our script: it forgets that when the extension is renewed. */
export async function enterServers(): Promise<void> {
  await dropServersWithoutPermission();
  const wanted = await serverPages();
  const there = new Set((await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id));
  const missing = wanted.filter((pages) => !there.has(pages));
  await chrome.scripting.registerContentScripts(
    missing.map((pages) => ({
      id: pages,
      matches: [pages],
      js: [CONTENT_SCRIPT],
      runAt: "document_end",
      persistAcrossSessions: true,
    })),
  );
}

/** A permission that was taken back is taken at its word. */
export async function dropServersWithoutPermission(): Promise<void> {
  const { servers } = await read("servers");
  const allowed = await Promise.all(servers.map(isAllowed));
  const kept = servers.filter((_, place) => allowed[place]);
  if (kept.length < servers.length) await write({ servers: kept });
  const pages = new Set(kept.map((server) => server.pages));
  const there = await chrome.scripting.getRegisteredContentScripts();
  const gone = there.map(({ id }) => id).filter((id) => !pages.has(id));
  if (gone.length > 0) await chrome.scripting.unregisterContentScripts({ ids: gone });
}

// What the browser lets the extension reach. Firefox lets people withdraw what the manifest asks for.

import { read } from "./stored";

/** The sites and picture hosts of the manifest, with the companion's own address. */
let origins = chrome.runtime.getManifest().host_permissions ?? [];

/** Also where the companion's patterns.json says that pictures come from. */
export async function mayReachSites(): Promise<boolean> {
  const { corrections } = await read("corrections");
  const more = Object.values(corrections).flatMap((correction) => correction.picture_hosts ?? []);
  origins = [...new Set([...(chrome.runtime.getManifest().host_permissions ?? []), ...more])];
  return await chrome.permissions.contains({ origins });
}

/** To be called within a click, with nothing awaited before: only so does a browser ask. */
export async function askToReachSites(): Promise<boolean> {
  return await chrome.permissions.request({ origins });
}

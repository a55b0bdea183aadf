// "Check this picture": one picture of any page, because the person asked for it. The page's script finds what was
// pointed at; the bytes come from the picture's address where the browser lets us fetch it, else from the page itself.

import type { Measured, ToCheck } from "../shared/messages";
import { saidInLine, standing, toDo } from "../shared/starting";
import { read } from "../shared/stored";
import { text } from "../shared/texts";
import type { CompanionClient } from "./companion-client";
import { type Fetched, fetchWithin } from "./pictures";
import { openWelcome } from "./tabs";

const ITEM = "check-picture";
const SCRIPT = "check.js";
const OWN_PAGE = "check.html";
const CONTEXTS: [`${chrome.contextMenus.ContextType}`, ...`${chrome.contextMenus.ContextType}`[]] = [
  "image",
  "link",
  "page",
];

/** Firefox says which element was pointed at. */
type Pointed = chrome.contextMenus.OnClickData & { targetElementId?: number };

/** Firefox has the same under a name of its own, and only by that name can a page's script ask for the element. */
export function menus(): typeof chrome.contextMenus {
  return (chrome as { menus?: typeof chrome.contextMenus }).menus ?? chrome.contextMenus;
}

export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

/** The item in the browser's own menu, in the language that is spoken. */
export async function offerInMenu(): Promise<void> {
  const there = { title: text("check.title"), contexts: CONTEXTS };
  menus().create({ id: ITEM, ...there }, () => {
    // It was there already.
    if (chrome.runtime.lastError) menus().update(ITEM, there);
  });
}

export async function checkPointed(
  client: CompanionClient,
  info: Pointed,
  tab: chrome.tabs.Tab | undefined,
): Promise<void> {
  if (info.menuItemId !== ITEM || tab?.id === undefined) return;
  const { consentedAt, privateWindows, language } = await read("consentedAt", "privateWindows", "language");
  if (consentedAt === null) return await openWelcome();
  const { srcUrl: picture = null, linkUrl: link = null, targetElementId: element = null } = info;
  const say = await scriptIn(tab.id, info.frameId ?? 0);
  if (!say) return await showOnOwnPage(picture ?? link);
  const address = await say<string | null>({ type: "point", picture, link, element, language });
  if (address === null) return;
  if (tab.incognito && !privateWindows)
    return await say({ type: "result", measured: { problem: text("idle.private") } });
  await say({ type: "result", measured: await measured(client, await bytesOf(address, say)) });
}

/** Measures what was fetched. */
export async function measured(client: CompanionClient, fetched: Fetched): Promise<Measured> {
  if (fetched.kind !== "bytes") return { problem: text("check.notRead") };
  const outcome = await client.checkPicture(fetched.bytes);
  if (outcome.kind === "answer") return { evidence: outcome.value };
  if (outcome.kind === "refused") return { problem: outcome.message };
  const { connection, ...means } = await read("connection", "host", "hostProblem", "start");
  return { problem: `${standing(connection)} ${saidInLine(toDo(connection.state, means))}` };
}

type Say = <Answer>(message: ToCheck) => Promise<Answer>;

/** Null where the browser lets no script in, as on its own pages. */
async function scriptIn(tab: number, frame: number): Promise<Say | null> {
  try {
    await chrome.scripting.executeScript({ target: { tabId: tab, frameIds: [frame] }, files: [SCRIPT] });
  } catch {
    return null;
  }
  return async (message) => await chrome.tabs.sendMessage(tab, message, { frameId: frame });
}

async function bytesOf(address: string, say: Say): Promise<Fetched> {
  if (isWebAddress(address)) {
    const fetched = await fetchWithin(address, isWebAddress);
    if (fetched.kind === "bytes") return fetched;
  }
  const base64 = await say<string | null>({ type: "read", address });
  if (base64 === null) return { kind: "gone", why: "the page cannot read it either" };
  return { kind: "bytes", bytes: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) };
}

async function showOnOwnPage(source: string | null): Promise<void> {
  const query = new URLSearchParams(source ? { address: source } : {});
  await chrome.tabs.create({ url: chrome.runtime.getURL(`${OWN_PAGE}?${query}`) });
}

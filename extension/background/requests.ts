// What each request from a page, the popup or the options does. A page's script may only speak for the site it
// stands on.

import type { Batch } from "../../shared/wire/types.gen";
import type { Adapter } from "../adapters/adapter";
import { build } from "../shared/build";
import { added, usualKey } from "../shared/expected-counts";
import type { ObservedBatch, Request, Requests } from "../shared/messages";
import { read, write } from "../shared/stored";
import type { Bringing } from "./bringing";
import { browserName, session } from "./browser";
import { forget, type Holders } from "./forgetting";
import { matchesPattern } from "./match-pattern";
import { isWebAddress, measured } from "./one-picture";
import { endPairing, keepPairing, offeredPairing, offerPairing } from "./pairing";
import { fetchWithin } from "./pictures";
import { pageState, permitted } from "./reading";
import { openPairing, openWelcome } from "./tabs";

/** What answering a request takes. */
export interface Services extends Holders {
  adapters: readonly Adapter[];
  bringing: Bringing;
  /** There is something to deliver: now, and again later if the companion is not there. */
  deliver(): void;
}

/** Where the companion takes the code that opens its window. */
const ENTRANCE = "/app/enter";

type Sender = chrome.runtime.MessageSender;
type Handlers = {
  [Name in keyof Requests]: (
    services: Services,
    sent: Requests[Name]["sent"],
    sender: Sender,
  ) => Promise<Requests[Name]["answer"]>;
};

const handlers: Handlers = {
  async observe(services, { batch }, sender) {
    if (!(await standsOn(services.adapters, batch.page.platform, sender))) return { kept: false };
    const kept = await permitted(batch, isPrivate(sender));
    if (kept === null) return { kept: false };
    await (await services.outbox).addBatch(batch.key, JSON.stringify(await signed(kept)));
    services.deliver();
    return { kept: true };
  },

  async badges({ client }, { refs }) {
    const outcome = await client.badges(refs);
    return { badges: outcome.kind === "answer" ? outcome.value : null };
  },

  async state({ adapters }, { platform }, sender) {
    const adapter = adapters.find(({ id }) => id === platform);
    if (!adapter) throw new Error("no such site");
    return await pageState(adapter, isPrivate(sender));
  },

  async check({ client, bringing, deliver }) {
    const connection = await bringing.look(await client.check());
    if (connection.state === "connected") deliver();
    return { connection };
  },

  async bring({ bringing }, { pair }) {
    return { connection: await bringing.bring({ start: "yes", pair }) };
  },

  async broken(_services, { platform, expected }) {
    const { brokenSites } = await read("brokenSites");
    const { [platform]: before, ...others } = brokenSites;
    if (expected !== null) {
      await write({ brokenSites: { ...others, [platform]: { expected, at: new Date().toISOString() } } });
    } else if (before) {
      await write({ brokenSites: others });
    }
    return {};
  },

  async visited(_services, { platform, kind, accounts }) {
    const { usual } = await read("usual");
    const key = usualKey(platform, kind);
    await write({ usual: { ...usual, [key]: added(usual[key] ?? [], accounts) } });
    return {};
  },

  async thumbnail({ client }, { picture }) {
    const outcome = await client.thumbnail(picture);
    return { thumbnail: outcome.kind === "answer" ? outcome.value : null };
  },

  async open(_services, { path }) {
    const { pairing } = await read("pairing");
    const address = pairing && new URL(path, pairing.origin);
    if (address?.origin === pairing?.origin) await chrome.tabs.create({ url: address?.href });
    return {};
  },

  async enter(_services, { to }) {
    if (to.startsWith("#/")) await chrome.tabs.create({ url: chrome.runtime.getURL(`enter.html${to}`) });
    return {};
  },

  async handover({ client }) {
    const outcome = await client.handover();
    const { pairing, connection } = await read("pairing", "connection");
    if (outcome.kind !== "answer" || !pairing) return { way: null, connection };
    return { way: { address: `${pairing.origin}${ENTRANCE}`, code: outcome.value.code }, connection };
  },

  async offerPairing(_services, { code }, { url = "" }) {
    const { origin, protocol, hostname } = new URL(url);
    if (protocol !== "http:" || hostname !== "127.0.0.1") throw new Error("not a page of this computer");
    await offerPairing({ origin, code });
    await openPairing();
    return {};
  },

  async offeredPairing() {
    return { offer: await offeredPairing() };
  },

  async openPairing() {
    await openPairing();
    return {};
  },

  async pair({ client, deliver }, { origin, code }) {
    const { pairing, ...result } = await client.pair(origin, code, browserName());
    if (pairing) {
      await keepPairing(pairing);
      deliver();
    }
    return result;
  },

  async unpair() {
    await endPairing();
    return {};
  },

  async paired({ client }, _sent, { url = "" }) {
    const { pairing, consentedAt } = await read("pairing", "consentedAt");
    const withThisOne = pairing !== null && pairing.origin === new URL(url).origin;
    const paired = withThisOne && (await client.check()).state === "connected";
    return { paired, consented: paired && consentedAt !== null };
  },

  async openWelcome() {
    await openWelcome();
    return {};
  },

  async outbox({ outbox }) {
    return await (await outbox).counts();
  },

  async forgetNotes({ outbox }) {
    await (await outbox).forgetNotes();
    return {};
  },

  async forget(services, { last }) {
    return { forgotten: await forget(services, last) };
  },

  async measure({ client }, { address }) {
    return await measured(client, await fetchWithin(address, isWebAddress));
  },
};

/** What only the extension's own pages may ask for, whatever a page's script sends. */
const OWN: ReadonlySet<keyof Requests> = new Set([
  "handover",
  "offeredPairing",
  "pair",
  "unpair",
  "forget",
  "measure",
]);

export async function answer(services: Services, request: Request, sender: Sender): Promise<unknown> {
  const isOwn = OWN.has(request.type) || (request.type === "bring" && request.pair);
  if (isOwn && !isOwnPage(sender)) throw new Error("only the extension's own pages may ask for it");
  const handle = handlers[request.type] as (
    services: Services,
    sent: Request,
    sender: Sender,
  ) => Promise<unknown>;
  return await handle(services, request, sender);
}

async function standsOn(adapters: readonly Adapter[], platform: string, sender: Sender): Promise<boolean> {
  const adapter = adapters.find(({ id }) => id === platform);
  const { servers } = await read("servers");
  const allowed = servers.filter((server) => server.platform === platform).map(({ pages }) => pages);
  return [...(adapter?.pages ?? []), ...allowed].some((pattern) => matchesPattern(pattern, sender.url ?? ""));
}

function isPrivate({ tab }: Sender): boolean {
  return tab?.incognito ?? false;
}

function isOwnPage({ url = "" }: Sender): boolean {
  return url.startsWith(chrome.runtime.getURL(""));
}

async function signed(batch: ObservedBatch): Promise<Batch> {
  const { recording } = await read("recording");
  const made = { ...batch, session: await session(), tool_version: build() };
  return recording ? { ...made, case: { name: recording.name, note: recording.note } } : made;
}

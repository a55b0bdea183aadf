// The worker: wires the parts together and keeps nothing to itself, since it may end at any moment.

import type { Badge } from "../../shared/wire/types.gen";
import { adapters } from "../adapters";
import type { Connection } from "../shared/connection";
import type { Request, ToPage } from "../shared/messages";
import { SETTING_NAMES } from "../shared/settings";
import { read, type Stored, write } from "../shared/stored";
import { speak } from "../shared/texts";
import { Bringing } from "./bringing";
import { agreeWithCompanion } from "./companion-choices";
import { CompanionClient } from "./companion-client";
import { Delivery } from "./delivery";
import { checkPointed, menus, offerInMenu } from "./one-picture";
import { Outbox } from "./outbox";
import { pictureFetcher } from "./pictures";
import { endOfPause, resumeWhenPausesEnd } from "./reading";
import { showRecording } from "./recording-icon";
import { answer, type Services } from "./requests";
import { dropServersWithoutPermission, enterServers, serverPages, takeAskedServer } from "./servers";
import { enterOpenPages, openWelcome, tellPages } from "./tabs";
import { Throttled } from "./throttled";

const RETRY = "deliver";
const RETRY_MINUTES = 0.5;
/** A change of any of these may change what a page's script has to do. */
const STATE_KEYS: (keyof Stored)[] = [
  ...SETTING_NAMES,
  "connection",
  "consentedAt",
  "pauses",
  "corrections",
  "host",
  "hostProblem",
];

const SAID_AT_ONCE: (keyof Stored)[] = ["language", "pauses", "recording"];

const sites = adapters.flatMap((adapter) => adapter.pages);
const ownPictureHosts = adapters.flatMap((adapter) => adapter.pictureHosts);

const client = new CompanionClient({
  pairing: async () => (await read("pairing")).pairing,
  connected: async (connection) => {
    await keepConnection(connection);
    void bringing.unasked(connection);
  },
});
const bringing = new Bringing({ client, deliver: () => void deliver() });
const announced = new Throttled<Badge>((badges) => void tellAll({ type: "badges", badges }));
const outbox = Outbox.open();
const delivery = outbox.then(
  (opened) =>
    new Delivery({
      outbox: opened,
      client,
      fetchPicture: pictureFetcher(pictureHosts),
      announce: (badges) => announced.add(badges),
    }),
);
const services: Services = {
  adapters,
  client,
  bringing,
  outbox,
  deliver: () => void deliver(),
  delivered: async () => await (await delivery).wake(),
  tellPages: tellAll,
};

async function tellAll(message: ToPage): Promise<void> {
  await tellPages([...sites, ...(await serverPages())], message);
}

async function pictureHosts(): Promise<string[]> {
  const { servers, corrections } = await read("servers", "corrections");
  const corrected = Object.values(corrections).flatMap((correction) => correction.picture_hosts ?? []);
  return [...ownPictureHosts, ...servers.flatMap(({ pictures }) => pictures), ...corrected];
}

async function deliver(): Promise<void> {
  const again = chrome.alarms.create(RETRY, { periodInMinutes: RETRY_MINUTES });
  await (await delivery).wake();
  await agreeWithCompanion(client);
  await again;
  const { batches, pictures } = await (await outbox).counts();
  if (batches + pictures === 0) await chrome.alarms.clear(RETRY);
}

async function keepConnection(connection: Connection): Promise<void> {
  const { connection: before, pairing } = await read("connection", "pairing");
  if (connection.state === "revoked" && pairing) await write({ pairing: { ...pairing, refused: true } });
  if (before.state !== connection.state || before.message !== connection.message) await write({ connection });
}

/** The first steps of a new installation, or of one that was loaded anew: a word to the person, and nothing else. */
async function begin(): Promise<void> {
  await write({ otherBuild: false });
  await enterServers();
  await enterOpenPages();
  const { consentedAt } = await read("consentedAt");
  if (consentedAt === null) await openWelcome();
  await client.check();
}

async function settle(): Promise<void> {
  speak((await read("language")).language);
  await resumeWhenPausesEnd();
  await showRecording();
  await offerInMenu();
}

chrome.runtime.onMessage.addListener((request: Request, sender, respond) => {
  if (sender.id !== chrome.runtime.id) return false;
  answer(services, request, sender).then(respond, (error) => {
    console.error("eyeline:", error);
    respond(undefined);
  });
  return true;
});

chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === endOfPause) void tellAll({ type: "state" });
  else void deliver();
});
menus().onClicked.addListener((info, tab) => void checkPointed(client, info, tab));
chrome.runtime.onStartup.addListener(() => void enterServers().then(deliver));
chrome.runtime.onInstalled.addListener(() => void begin());
chrome.permissions.onAdded.addListener(() => void takeAskedServer().then(enterOpenPages));
chrome.permissions.onRemoved.addListener(() => void dropServersWithoutPermission());
chrome.storage.onChanged.addListener((changes, area) => {
  if (area !== "local" && area !== "managed") return;
  if (STATE_KEYS.some((key) => key in changes)) void tellAll({ type: "state" });
  if ("keepPictures" in changes || "consentedAt" in changes) void deliver();
  if ("consentedAt" in changes) void client.check();
  if ("serverAsked" in changes) void takeAskedServer();
  if (SAID_AT_ONCE.some((key) => key in changes)) void settle();
});
// The token is no business of the scripts in pages. Firefox has no such switch.
void chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
void settle();
void bringing.resume();

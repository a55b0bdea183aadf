// Where a browser is paired: names the address and what it would replace, and pairs when the person presses the button.
// Where this browser may ask the companion's host, there is nothing to type. A page of the companion may bring this page up, with its code; so may any other page of 127.0.0.1, and it is here that
// the person sees which one asks.

import { DEFAULT_PORT } from "../shared/connection";
import { ask, type Offer } from "../shared/messages";
import { closeThis, fillTexts, find, finished, goOnAt, say, show } from "../shared/page";
import { standing, toDo } from "../shared/starting";
import { read } from "../shared/stored";
import { moment, text } from "../shared/texts";

/** A press that was meant for the page before does not count here. */
const SETTLES_AFTER_MS = 700;

const code = find<HTMLInputElement>("code");
const port = find<HTMLInputElement>("port");
const confirm = find<HTMLButtonElement>("confirm");
let offer: Offer | null = null;
/** The companion that the host starts pairs this browser: no code, and no address to choose. */
let byHost = false;

function origin(): string {
  return offer?.origin ?? `http://127.0.0.1:${port.value}`;
}

async function showQuestion(): Promise<void> {
  const { pairing } = await read("pairing");
  const address = hostOf(origin());
  const before = pairing && !pairing.refused ? pairing : null;
  const since = before && moment(new Date(before.pairedAt), new Date());
  say("title", text(before ? "pairing.titleReplace" : "pairing.title"));
  show("asked", offer && text("pairing.asked", { address }));
  say("goes", byHost ? text("pairing.byHost") : text("pairing.goes", { address }));
  show("replaces", before && text("pairing.replaces", { address: hostOf(before.origin), time: since ?? "" }));
  find("typed").hidden = byHost || offer !== null;
  find("by-code").hidden = !byHost;
  say("confirm", byHost ? text("open.pairing") : text("pairing.pairWith", { address }));
  // Where something would be lost, the safe way is the one that stands out.
  confirm.classList.toggle("primary", before === null);
  find("leave").classList.toggle("primary", before !== null);
}

function hostOf(address: string): string {
  return address.replace("http://", "");
}

async function pair(event: Event): Promise<void> {
  event.preventDefault();
  if (byHost) return await pairByHost();
  const digits = offer?.code ?? code.value.replace(/\D/g, "");
  const number = Number(port.value);
  if (digits.length !== 6) return show("problem", text("pairing.codeNeeded"));
  if (offer === null && !(Number.isInteger(number) && number >= 1 && number <= 65_535))
    return show("problem", text("pairing.portNeeded"));
  show("problem", text("pairing.working"));
  const result = await ask("pair", { origin: origin(), code: digits });
  show("problem", result.paired ? null : result.problem);
  if (result.paired) await showDone();
}

async function pairByHost(): Promise<void> {
  confirm.disabled = true;
  show("problem", text("pairing.working"));
  const { connection } = await ask("bring", { pair: true });
  confirm.disabled = false;
  const means = await read("host", "hostProblem", "start");
  if (connection.state === "connected") return await showDone();
  show("problem", means.hostProblem ?? `${standing(connection)} ${toDo(connection.state, means).words}`);
}

async function typeCode(): Promise<void> {
  byHost = false;
  await showQuestion();
  code.focus();
}

async function showDone(): Promise<void> {
  const { consentedAt, pairing } = await read("consentedAt", "pairing");
  find("pair").hidden = true;
  find("done").hidden = false;
  say("done-title", text("pairing.done", { address: hostOf(pairing?.origin ?? origin()) }));
  say("done-words", text(consentedAt === null ? "pairing.doneConsent" : "pairing.doneWords"));
  const next = find<HTMLButtonElement>("next");
  next.textContent = text(consentedAt === null ? "open.welcome" : "open.demo");
  next.onclick = () => void (consentedAt === null ? ask("openWelcome", {}) : ask("open", { path: "/demo/" }));
  goOnAt("confirm", "done-title");
}

// What is pressed early is not lost: the texts come after.
find("pair").addEventListener("submit", (event) => void pair(event));
find("by-code").addEventListener("click", () => void typeCode());
find("leave").addEventListener("click", () => void closeThis());
port.addEventListener("input", () => void showQuestion());

confirm.disabled = true;
await fillTexts();
const wasPaired = (await read("pairing")).pairing !== null;
({ offer } = await ask("offeredPairing", {}));
// The host may have come since it was asked last, and may pair at once.
const { connection } = await ask("check", {});
const { pairing, host } = await read("pairing", "host");
byHost = offer === null && host === "there";
show("why", offer === null && host !== null && host !== "there" ? text(`connection.host.${host}`) : null);
port.value = String(pairing ? Number(new URL(pairing.origin).port) || 80 : DEFAULT_PORT);
if (connection.state === "connected" && offer === null && !wasPaired) await showDone();
else await showQuestion();
document.title = text("pairing.title");
if (offer) await new Promise((resolve) => setTimeout(resolve, SETTLES_AFTER_MS));
confirm.disabled = false;
finished();

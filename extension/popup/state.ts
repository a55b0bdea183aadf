// How it stands between this browser and the companion, and one thing to do about it.

import { companionAddress } from "../shared/companion-places";
import { type Connection, DEFAULT_PORT, mayPair, needsPairing } from "../shared/connection";
import { ask } from "../shared/messages";
import { find, say, show } from "../shared/page";
import { askToReachSites, mayReachSites } from "../shared/permissions";
import { EVERYWHERE, isPaused, read } from "../shared/stored";
import { type TextName, text } from "../shared/texts";

interface Shown {
  is: string;
  words: string;
  todo: string;
  act?: { name: TextName; press(): unknown };
}

export async function showState(): Promise<void> {
  const { consentedAt, connection, recording } = await read("consentedAt", "connection", "recording");
  const shown = await whatToSay(consentedAt, connection);
  find("state").dataset.is = shown.is;
  say("state-words", shown.words);
  say("state-todo", shown.todo);
  offer(shown.act);
  const isWorking = connection.state === "connected" && consentedAt !== null;
  const isToPair = consentedAt !== null && mayPair(connection.state);
  if (find("pairing").hidden && isToPair) find<HTMLDetailsElement>("pairing").open = true;
  find("pairing").hidden = !isToPair;
  find("links").hidden = connection.state !== "connected";
  find("case").hidden = !isWorking && recording === null;
  find("pause").hidden = consentedAt === null;
}

/** The first of all that stands in the way. */
async function whatToSay(consentedAt: string | null, connection: Connection): Promise<Shown> {
  const { state, message } = connection;
  const isToPair = needsPairing(state);
  if (consentedAt === null) {
    return {
      is: "consent",
      words: text("idle.consent"),
      todo: text("popup.consentTodo"),
      act: { name: "open.welcome", press: () => ask("openWelcome", {}) },
    };
  }
  if (!(await mayReachSites())) {
    return {
      is: "permission",
      words: text("permission.missing"),
      todo: text("permission.todo"),
      act: { name: "permission.allow", press: () => askToReachSites().then(checkNow) },
    };
  }
  if (state === "connected" && isPaused((await read("pauses")).pauses, EVERYWHERE, Date.now()))
    return { is: "paused", words: text("popup.pause.pausedEverywhere"), todo: text("popup.pausedTodo") };
  return {
    is: state,
    words: message ?? text(`connection.state.${state}`),
    todo: text(`connection.todo.${state}`),
    ...(state === "connected"
      ? {}
      : isToPair
        ? { act: { name: "open.pairing" as const, press: openPairing } }
        : { act: { name: "open.tryAgain" as const, press: checkNow } }),
  };
}

function offer(act: Shown["act"]): void {
  const button = find<HTMLButtonElement>("act");
  button.hidden = act === undefined;
  if (!act) return;
  say("act", text(act.name));
  button.onclick = () => void act.press();
}

export async function checkNow(): Promise<void> {
  await ask("check", {});
  await showState();
}

async function openPairing(): Promise<void> {
  await chrome.tabs.create({ url: await companionAddress() });
}

// Pairing with a code

export async function pair(event: Event): Promise<void> {
  event.preventDefault();
  const code = find<HTMLInputElement>("code").value.replace(/\D/g, "");
  const port = Number(find<HTMLInputElement>("port").value);
  if (code.length !== 6) return show("pair-problem", text("pairing.codeNeeded"));
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return show("pair-problem", text("pairing.portNeeded"));
  show("pair-problem", text("pairing.working"));
  const result = await ask("pair", { origin: `http://127.0.0.1:${port}`, code });
  show("pair-problem", result.paired ? null : result.problem);
  if (result.paired) await checkNow();
}

export async function knownPort(): Promise<number> {
  const { pairing } = await read("pairing");
  return pairing ? Number(new URL(pairing.origin).port) || 80 : DEFAULT_PORT;
}

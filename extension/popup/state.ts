// How it stands between this browser and the companion, and one thing to do about it.

import { type Connection, needsPairing } from "../shared/connection";
import { ask } from "../shared/messages";
import { find, say, show } from "../shared/page";
import { askToReachSites, mayReachSites } from "../shared/permissions";
import { standing, toDo } from "../shared/starting";
import { EVERYWHERE, isPaused, read } from "../shared/stored";
import { type TextName, text } from "../shared/texts";

interface Shown {
  is: string;
  words: string;
  todo: string;
  /** What to type, line by line. */
  start?: readonly string[];
  act?: { name: TextName; press(): unknown };
}

export async function showState(): Promise<void> {
  const { consentedAt, connection, recording } = await read("consentedAt", "connection", "recording");
  const shown = await whatToSay(consentedAt, connection);
  find("state").dataset.is = shown.is;
  say("state-words", shown.words);
  say("state-todo", shown.todo);
  show("state-start", shown.start?.length ? shown.start.join("\n") : null);
  offer(shown.act);
  const isWorking = connection.state === "connected" && consentedAt !== null;
  find("links").hidden = connection.state !== "connected";
  find("case").hidden = !isWorking && recording === null;
  find("pause").hidden = consentedAt === null;
}

/** The first of all that stands in the way. */
async function whatToSay(consentedAt: string | null, connection: Connection): Promise<Shown> {
  const { state } = connection;
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
  if (state === "connected" && (await read("otherBuild")).otherBuild)
    return {
      is: "other_build",
      words: text("popup.otherBuild"),
      todo: text("connection.todo.newer_companion"),
    };
  const { words, lines, byHost } = toDo(state, await read("host", "hostProblem", "start"));
  return {
    is: state,
    words: standing(connection),
    todo: words,
    start: lines,
    ...(state === "connected"
      ? {}
      : isToPair
        ? { act: { name: "open.pairing" as const, press: () => ask("openPairing", {}) } }
        : {
            act: byHost
              ? { name: "open.start" as const, press: startNow }
              : { name: "open.tryAgain" as const, press: checkNow },
          }),
  };
}

function offer(act: Shown["act"]): void {
  const button = find<HTMLButtonElement>("act");
  button.hidden = act === undefined;
  if (!act) return;
  say("act", text(act.name));
  button.onclick = () => void act.press();
}

async function startNow(): Promise<void> {
  const button = find<HTMLButtonElement>("act");
  button.disabled = true;
  say("act", text("open.starting"));
  await ask("bring", { pair: false }).finally(() => {
    button.disabled = false;
  });
  await showState();
}

export async function checkNow(): Promise<void> {
  await ask("check", {});
  await showState();
}

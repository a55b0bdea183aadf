// The companion that this browser is paired with.

import { ask } from "../shared/messages";
import { find, goOnAt, show } from "../shared/page";
import { saidInLine, standing, toDo } from "../shared/starting";
import { read } from "../shared/stored";
import { moment, text } from "../shared/texts";

export async function showCompanion(): Promise<void> {
  const { connection, pairing, corrections, correctionsProblem, ...means } = await read(
    "connection",
    "pairing",
    "corrections",
    "correctionsProblem",
    "host",
    "hostProblem",
    "start",
  );
  const { state } = connection;
  const words = standing(connection);
  const since =
    pairing && text("options.pairedSince", { time: moment(new Date(pairing.pairedAt), new Date()) });
  find("companion-words").textContent = since ? `${words} ${since}` : words;
  find("companion-todo").textContent = state === "connected" ? "" : saidInLine(toDo(state, means));
  const sites = Object.keys(corrections).length;
  show("corrections", correctionsProblem ?? (sites > 0 ? text("options.correctionsInForce") : null));
  find("unpair").hidden = pairing === null;
  find("pair").hidden = pairing !== null && state === "connected";
}

export function startCompanion(): void {
  find("unpair").addEventListener("click", () => void unpair());
  find("pair").addEventListener("click", () => void ask("openPairing", {}));
  void ask("check", {});
}

async function unpair(): Promise<void> {
  await ask("unpair", {});
  await showCompanion();
  goOnAt("unpair", "pair");
}

// The way into the companion's window: asks for a code that opens it once, and sends it there by a form, so that no
// address and no history ever holds a key. Where that cannot be, it says why.

import { FIRST_VIEW } from "../shared/companion-places";
import { needsPairing } from "../shared/connection";
import { ask } from "../shared/messages";
import { fillTexts, find, finished, say, show } from "../shared/page";
import { standing, toDo } from "../shared/starting";
import { read } from "../shared/stored";
import { type TextName, text } from "../shared/texts";

const form = find<HTMLFormElement>("way");
let mayStart = false;

async function enter(): Promise<void> {
  mayStart = false;
  offerNothing();
  say("words", text("open.opening"));
  say("todo", text("open.how"));
  const { way, connection } = await ask("handover", {});
  if (way === null) {
    say("words", standing(connection));
    const { words, lines, byHost } = toDo(connection.state, await read("host", "hostProblem", "start"));
    say("todo", words);
    show("start", lines.length > 0 ? lines.join("\n") : null);
    const isToPair = needsPairing(connection.state);
    find("set-up").hidden = !isToPair;
    mayStart = byHost && !isToPair;
    offerAgain(mayStart ? "open.start" : "open.tryAgain", isToPair);
    return;
  }
  // Who comes back to this page wants to go further back, not in again.
  history.replaceState("entered", "");
  form.action = way.address;
  (form.elements.namedItem("code") as HTMLInputElement).value = way.code;
  (form.elements.namedItem("to") as HTMLInputElement).value = location.hash || FIRST_VIEW;
  form.submit();
}

function offerAgain(words: TextName, isSecond = false): void {
  say("again", text(words));
  find("again").hidden = false;
  find("again").classList.toggle("primary", !isSecond);
}

function offerNothing(): void {
  find("again").hidden = find("set-up").hidden = find("start").hidden = true;
}

async function again(): Promise<void> {
  if (mayStart) {
    say("words", text("open.starting"));
    offerNothing();
    await ask("bring", { pair: false });
  }
  await enter();
}

find("again").addEventListener("click", () => void again());
find("set-up").addEventListener("click", () => void ask("openPairing", {}));
addEventListener("pageshow", (event) => {
  if (event.persisted) offerAgain("open.companion");
});

await fillTexts();
if (history.state === "entered") offerAgain("open.companion");
else await enter();
finished();

// The way into the companion's window: asks for a code that opens it once, and sends it there by a form, so that no
// address and no history ever holds a key. Where that cannot be, it says why.

import { FIRST_VIEW } from "../shared/companion-places";
import { ask } from "../shared/messages";
import { fillTexts, find, finished, say } from "../shared/page";
import { saidInLine, toDo } from "../shared/starting";
import { read } from "../shared/stored";
import { type TextName, text } from "../shared/texts";

const form = find<HTMLFormElement>("way");
let mayStart = false;

async function enter(): Promise<void> {
  mayStart = false;
  find("again").hidden = find("set-up").hidden = true;
  say("words", text("open.opening"));
  say("todo", text("open.how"));
  const { way, connection } = await ask("handover", {});
  if (way === null) {
    say("words", connection.message ?? text(`connection.state.${connection.state}`));
    const known = toDo(connection.state, await read("host", "hostProblem", "start"));
    say("todo", saidInLine(known));
    mayStart = known.byHost && connection.state === "not_running";
    offerAgain(mayStart ? "open.start" : "open.tryAgain");
    return;
  }
  // Who comes back to this page wants to go further back, not in again.
  history.replaceState("entered", "");
  form.action = way.address;
  (form.elements.namedItem("code") as HTMLInputElement).value = way.code;
  (form.elements.namedItem("to") as HTMLInputElement).value = location.hash || FIRST_VIEW;
  form.submit();
}

function offerAgain(words: TextName): void {
  say("again", text(words));
  find("again").hidden = find("set-up").hidden = false;
}

async function again(): Promise<void> {
  if (mayStart) {
    say("words", text("open.starting"));
    find("again").hidden = find("set-up").hidden = true;
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

// The way into the companion's window: asks for a code that opens it once, and sends it there by a form, so that no
// address and no history ever holds a key. Where that cannot be, it says why.

import { FIRST_VIEW } from "../shared/companion-places";
import { ask } from "../shared/messages";
import { fillTexts, find, finished, say } from "../shared/page";
import { type TextName, text } from "../shared/texts";

const form = find<HTMLFormElement>("way");

async function enter(): Promise<void> {
  find("again").hidden = find("set-up").hidden = true;
  say("words", text("open.opening"));
  say("todo", text("open.how"));
  const { way, connection } = await ask("handover", {});
  if (way === null) {
    say("words", connection.message ?? text(`connection.state.${connection.state}`));
    say("todo", text(`connection.todo.${connection.state}`));
    offerAgain("open.tryAgain");
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

find("again").addEventListener("click", () => void enter());
find("set-up").addEventListener("click", () => void ask("openPairing", {}));
addEventListener("pageshow", (event) => {
  if (event.persisted) offerAgain("open.companion");
});

await fillTexts();
if (history.state === "entered") offerAgain("open.companion");
else await enter();
finished();

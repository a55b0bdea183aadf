// The script in the companion's setup page. A click of the person, and nothing else, lets it take the code that the
// page has asked for; the page hears no more than that it worked or why not.

import { FIRST_VIEW } from "../shared/companion-places";
import { ask } from "../shared/messages";
import { text } from "../shared/texts";
import { isFirst } from "./only-once";

const CODE_WITHIN_MS = 10_000;
const BUTTON = "[data-eyeline-pair]";
const WELCOME = "[data-eyeline-welcome]";
const OPEN = "[data-eyeline-open]";

function isSetupPage(): boolean {
  return window === window.top && document.querySelector('meta[name="eyeline-companion"]') !== null;
}

function sayHere(): void {
  document.documentElement.dataset.eyelineExtension = chrome.runtime.getManifest().version;
  document.dispatchEvent(new Event("eyeline-extension"));
}

/** Whether this browser is paired, and whether the person has still to say what may be read. */
async function sayHowFar(): Promise<void> {
  const button = document.querySelector<HTMLElement>(BUTTON);
  const { paired, consented } = await ask("paired", {});
  if (!button) return;
  button.dataset.eyelineConsent = consented ? "given" : "missing";
  if (paired) button.dataset.eyelinePaired = "yes";
}

function onClick(event: Event): void {
  if (!event.isTrusted || !(event.target instanceof Element)) return;
  const button = event.target.closest<HTMLElement>(BUTTON);
  if (button) awaitCode(button);
  if (event.target.closest(WELCOME)) void ask("openWelcome", {});
  if (event.target.closest(OPEN)) {
    event.preventDefault(); // the link alone has no key
    void ask("enter", { to: FIRST_VIEW });
  }
}

function awaitCode(button: HTMLElement): void {
  const observer = new MutationObserver(() => {
    const code = button.dataset.eyelineCode;
    if (!code || !/^\d{6}$/.test(code)) return;
    stop();
    void pair(button, code);
  });
  const timer = setTimeout(() => observer.disconnect(), CODE_WITHIN_MS);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  observer.observe(button, { attributeFilter: ["data-eyeline-code"] });
}

async function pair(button: HTMLElement, code: string): Promise<void> {
  try {
    const result = await ask("pair", { origin: location.origin, code });
    if (result.paired) await sayHowFar();
    else button.dataset.eyelinePairError = result.problem;
  } catch {
    button.dataset.eyelinePairError = text("pairing.problem.extension");
  }
}

if (isSetupPage() && isFirst("pairing")) {
  document.addEventListener("click", onClick, { capture: true });
  sayHere();
  // Unsaid where the background does not answer: the button is there all the same.
  sayHowFar().catch(() => {});
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") sayHowFar().catch(() => {});
  });
}

// The script in the companion's setup page. A click of the person, and nothing else, lets it take the code that the
// page has asked for to the extension's own page, where the person says yes or no. Any page of 127.0.0.1 can look like
// ours: it hears that there is an extension, and more only if this browser is paired with it and it has proved that.

import { FIRST_VIEW } from "../shared/companion-places";
import { ask, type ToPage } from "../shared/messages";
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
  document.documentElement.dataset.eyelineExtension = "yes";
  document.dispatchEvent(new Event("eyeline-extension"));
}

/** To the companion that this browser is paired with: that it is, and whether the person has still to agree. */
async function sayHowFar(): Promise<void> {
  const button = document.querySelector<HTMLElement>(BUTTON);
  const { paired, consented } = await ask("paired", {});
  if (!button || !paired) return;
  button.dataset.eyelineConsent = consented ? "given" : "missing";
  button.dataset.eyelinePaired = "yes";
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
    void offer(button, code);
  });
  const timer = setTimeout(() => observer.disconnect(), CODE_WITHIN_MS);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  observer.observe(button, { attributeFilter: ["data-eyeline-code"] });
}

async function offer(button: HTMLElement, code: string): Promise<void> {
  try {
    await ask("offerPairing", { code });
    button.dataset.eyelineAsked = "yes";
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
  chrome.runtime.onMessage.addListener(({ type }: ToPage) => {
    if (type === "paired") sayHowFar().catch(() => {});
  });
}

// The companion's first page: where the extension lies, how to load it, and pairing this browser.
//
// With the extension's content script it speaks through the document alone: the script writes "yes" to
// <html data-eyeline-extension> and dispatches "eyeline-extension"; this page writes a fresh code to the pair button's
// data-eyeline-code; the script answers there with data-eyeline-asked="yes", when the extension's own page asks the
// person, or with data-eyeline-pair-error. Once this browser is paired with the companion that serves this page:
// data-eyeline-paired="yes", and data-eyeline-consent="missing" as long as the person has not said what it may read.
//
// Codes are for whoever may read the data folder: for a page with the window's key, as where the window or the command
// opened it. Who only typed the address is told how to come by one.

import { ask, Problem, token } from "../companion";
import { inWindow } from "../outside-links";
import { below, say } from "../texts";
import { speakHere } from "./setup/speak";

const t = below("setup");

type Browser = "chrome" | "firefox";

const ANSWER_WITHIN_MS = 6000;
const BROWSERS: readonly Browser[] = ["chrome", "firefox"];

const root = document.documentElement;
const pairButton = find<HTMLButtonElement>("[data-eyeline-pair]");
const codePanel = find("[data-code-panel]");
let countdown: ReturnType<typeof setInterval> | undefined;
let answerTimer: ReturnType<typeof setTimeout> | undefined;

function find<T extends HTMLElement = HTMLElement>(selector: string): T {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}

// Which browser

function thisBrowser(): Browser {
  return navigator.userAgent.includes("Firefox/") ? "firefox" : "chrome";
}

function show(browser: Browser): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-browser]")) {
    part.hidden = part.dataset.browser !== browser;
  }
  find<HTMLInputElement>(`[name=browser][value=${browser}]`).checked = true;
}

// Step 1: the folder

async function showPaths(): Promise<void> {
  const problem = find("[data-path-problem]");
  try {
    const setup = await ask("GET", "setup");
    find("[data-version]").textContent = t("version", { version: setup.version });
    for (const browser of BROWSERS) {
      const path = setup[browser];
      find(`[data-path=${browser}]`).textContent = path ?? t("notBuilt");
      find<HTMLButtonElement>(`[data-copy=${browser}]`).disabled = path === null;
    }
    problem.hidden = BROWSERS.every((browser) => setup[browser] !== null);
    problem.textContent = t("buildIt");
  } catch (error) {
    problem.hidden = false;
    problem.textContent = sentence(error);
  }
}

async function copyPath(browser: Browser, button: HTMLButtonElement): Promise<void> {
  const code = find(`[data-path=${browser}]`);
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = t("copied");
  } catch {
    getSelection()?.selectAllChildren(code);
    button.textContent = t("copyByHand");
  }
  setTimeout(() => {
    button.textContent = say("common.copy");
  }, 2500);
}

// Step 2: is it there?

function extensionIsHere(): boolean {
  return root.dataset.eyelineExtension !== undefined;
}

function showExtension(): void {
  const isHere = extensionIsHere();
  find("[data-extension-state]").dataset.is = isHere ? "done" : "waiting";
  for (const step of ["folder", "load"]) find(`[data-step=${step}]`).classList.toggle("done", isHere);
  find("[data-extension-words]").textContent = t(isHere ? "here" : "notHere");
}

// Step 3: pairing

function showWhoMay(): void {
  find("[data-may-pair]").hidden = token() === null;
  find("[data-no-key]").hidden = token() !== null;
}

async function pair(): Promise<void> {
  forgetLastTry();
  pairButton.disabled = true;
  try {
    const { code, expires_in: seconds } = await ask("POST", "settings/pairings/new");
    if (!extensionIsHere()) {
      showCode(code, seconds, t(inWindow ? "codeInWindow" : "codeAlone"));
      return;
    }
    showState("waiting", t("asking"));
    pairButton.dataset.eyelineCode = code;
    answerTimer = setTimeout(() => showCode(code, seconds, t("codeLate")), ANSWER_WITHIN_MS);
  } catch (error) {
    showState("problem", sentence(error));
    showWhoMay(); // the key ends with the companion that gave it
  } finally {
    pairButton.disabled = false;
  }
}

function forgetLastTry(): void {
  clearTimeout(answerTimer);
  clearInterval(countdown);
  codePanel.hidden = true;
  find("[data-pair-state]").hidden = true;
  delete pairButton.dataset.eyelineCode;
  delete pairButton.dataset.eyelineAsked;
  delete pairButton.dataset.eyelinePaired;
  delete pairButton.dataset.eyelinePairError;
}

function showAnswer(): void {
  const { eyelineAsked, eyelinePaired, eyelinePairError, eyelineConsent } = pairButton.dataset;
  const isMissing = eyelinePaired === "yes" && eyelineConsent === "missing";
  find("[data-open]").hidden = eyelinePaired !== "yes" && token() === null;
  if (eyelinePaired === "yes") {
    clearTimeout(answerTimer);
    clearInterval(countdown);
    codePanel.hidden = true;
    showState(isMissing ? "waiting" : "done", t(isMissing ? "oneStepLeft" : "paired"));
    find("[data-welcome]").hidden = !isMissing;
    find("[data-step=pair]").classList.toggle("done", !isMissing);
    find("[data-next]").classList.toggle("ready", !isMissing);
    pairButton.textContent = t("pairAgain");
    pairButton.classList.remove("primary");
  } else if (eyelinePairError !== undefined) {
    clearTimeout(answerTimer);
    showState("problem", eyelinePairError);
  } else if (eyelineAsked !== undefined) {
    clearTimeout(answerTimer);
    showState("waiting", t("asked"));
  }
}

function showCode(code: string, seconds: number, words: string): void {
  const ends = performance.now() + seconds * 1000;
  find("[data-pair-state]").hidden = true;
  find("[data-code-words]").textContent = words;
  // A thin space for the eye; the popup takes the code with or without it.
  find("[data-code]").textContent = `${code.slice(0, 3)}\u2009${code.slice(3)}`;
  codePanel.hidden = false;
  const left = find("[data-code-left]");
  const tick = () => {
    const remaining = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    codePanel.classList.toggle("over", remaining === 0);
    const clock = `${Math.floor(remaining / 60)}:${String(remaining % 60).padStart(2, "0")}`;
    left.textContent = remaining > 0 ? t("codeLeft", { left: clock }) : t("codeOver");
    if (remaining === 0) clearInterval(countdown);
  };
  tick();
  countdown = setInterval(tick, 1000);
}

function showState(is: "waiting" | "done" | "problem", words: string): void {
  const state = find("[data-pair-state]");
  state.hidden = false;
  state.dataset.is = is;
  find("[data-pair-words]").textContent = words;
}

// The companion

function sentence(error: unknown): string {
  if (!(error instanceof Problem)) return say("problem.code.unreadable");
  return error.code === "not_running" ? t("gone") : error.message;
}

// The companion's own window, which can have no extension

function showWindowNotice(): void {
  find("[data-in-window]").hidden = false;
  find("[data-extension-state]").hidden = true;
  pairButton.textContent = t("showCode");
  find("[data-in-browser]").addEventListener("click", () => void openInBrowser());
}

async function openInBrowser(): Promise<void> {
  const problem = find("[data-browser-problem]");
  try {
    await ask("POST", "browser");
    problem.hidden = true;
  } catch (error) {
    problem.hidden = false;
    problem.textContent = sentence(error);
  }
}

// What happens when

for (const radio of document.querySelectorAll<HTMLInputElement>("[name=browser]")) {
  radio.addEventListener("change", () => show(radio.value as Browser));
}
for (const browser of BROWSERS) {
  const button = find<HTMLButtonElement>(`[data-copy=${browser}]`);
  button.addEventListener("click", () => copyPath(browser, button));
}
pairButton.addEventListener("click", pair);
new MutationObserver(showAnswer).observe(pairButton, {
  attributeFilter: [
    "data-eyeline-asked",
    "data-eyeline-paired",
    "data-eyeline-pair-error",
    "data-eyeline-consent",
  ],
});
document.addEventListener("eyeline-extension", showExtension);

speakHere();
show(thisBrowser());
showExtension();
showAnswer();
showWhoMay();
if (inWindow) showWindowNotice();
void showPaths();

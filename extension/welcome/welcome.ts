// The first page: what is read, where it goes, and the person's own choices. Before the button is pressed nothing is
// read on any site.

import { siteName } from "../../shared/site-names";
import { adapters } from "../adapters";
import { needsPairing } from "../shared/connection";
import { ask } from "../shared/messages";
import { closeThis, fillTexts, find, finished, goOnAt, say, show } from "../shared/page";
import { askToReachSites } from "../shared/permissions";
import type { Settings } from "../shared/settings";
import { managed, read, write } from "../shared/stored";
import { listed, text } from "../shared/texts";

const form = find<HTMLFormElement>("choices");

function chosen(name: "network" | "keep"): string | null {
  return form.querySelector<HTMLInputElement>(`[name=${name}]:checked`)?.value ?? null;
}

async function agree(event: Event): Promise<void> {
  event.preventDefault();
  const pictures = find<HTMLInputElement>("pictures").checked;
  const network = chosen("network");
  const keep = chosen("keep");
  const isMissing = { network: network === null, keep: pictures && keep === null };
  find("network-missing").hidden = !isMissing.network;
  find("keep-missing").hidden = !isMissing.keep;
  const first = isMissing.network ? "network" : isMissing.keep ? "keep" : null;
  if (first !== null) {
    form.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    return;
  }
  // Asked within the click, and before anything else is waited for: only so does a browser ask.
  const mayReach = await askToReachSites().catch(() => false);
  const settings: Partial<Settings> = { pictures, network: network === "yes" };
  if (keep !== null) settings.keepPictures = keep as Settings["keepPictures"];
  await write({ ...settings, consentedAt: new Date().toISOString() });
  show("problem", mayReach ? null : text("permission.missing"));
  await showDone();
  goOnAt("agree", "done-title");
}

async function showChoices(): Promise<void> {
  const set = await managed();
  const { consentedAt, pictures, network, keepPictures } = await read(
    "consentedAt",
    "pictures",
    "network",
    "keepPictures",
  );
  find<HTMLInputElement>("pictures").checked = pictures;
  if (consentedAt !== null || set.network !== undefined) press("network", network ? "yes" : "no");
  if (consentedAt !== null || set.keepPictures !== undefined) press("keep", keepPictures);
  find<HTMLInputElement>("pictures").disabled = set.pictures !== undefined;
  disable("network", set.network !== undefined);
  disable("keep", set.keepPictures !== undefined);
  find("by-organisation").hidden = Object.keys(set).length === 0;
  showKeep();
}

function press(name: string, value: string): void {
  const button = form.querySelector<HTMLInputElement>(`[name=${name}][value=${value}]`);
  if (button) button.checked = true;
}

function disable(name: string, isSet: boolean): void {
  for (const button of form.querySelectorAll<HTMLInputElement>(`[name=${name}]`)) button.disabled = isSet;
}

/** Where no picture is measured, none is kept. */
function showKeep(): void {
  find("keep").hidden = !find<HTMLInputElement>("pictures").checked;
}

async function showDone(): Promise<void> {
  const { consentedAt, connection, pairing } = await read("consentedAt", "connection", "pairing");
  form.hidden = consentedAt !== null;
  find("done").hidden = consentedAt === null;
  say("title", text(consentedAt === null ? "welcome.title" : "welcome.titleDone"));
  say("lead", text(consentedAt === null ? "welcome.lead" : "welcome.leadDone"));
  if (consentedAt === null) return;
  const isPaired = pairing !== null && !needsPairing(connection.state);
  say("done-title", text(isPaired ? "welcome.done" : "welcome.pairLeft"));
  say("done-words", text(isPaired ? "welcome.doneWords" : "welcome.pairLeftWords"));
  const next = find<HTMLButtonElement>("next");
  next.textContent = text(isPaired ? "open.demo" : "open.pairing");
  next.onclick = () => {
    void (isPaired ? ask("open", { path: "/demo/" }) : ask("openPairing", {}));
  };
}

// What is pressed early is not lost: the texts come after.
form.addEventListener("submit", (event) => void agree(event));
find("pictures").addEventListener("change", showKeep);
find("not-now").addEventListener("click", () => void closeThis());
find("options").addEventListener("click", () => void chrome.runtime.openOptionsPage());
chrome.storage.onChanged.addListener(() => void showDone());

await fillTexts();
find("read-sites").textContent = text("welcome.readSites", {
  sites: listed(adapters.filter(({ id }) => id !== "demo").map(({ id }) => siteName(id))),
});
await showChoices();
await showDone();
finished();

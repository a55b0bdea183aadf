// Whether anything is read at all.

import { ask } from "../shared/messages";
import { find, goOnAt } from "../shared/page";
import { read, write } from "../shared/stored";
import { moment, text } from "../shared/texts";

export async function showConsent(): Promise<void> {
  const { consentedAt } = await read("consentedAt");
  find("consent-words").textContent =
    consentedAt === null
      ? text("idle.consent")
      : text("options.consentedSince", { time: moment(new Date(consentedAt), new Date()) });
  find("withdraw").hidden = consentedAt === null;
  find("choose").hidden = consentedAt !== null;
}

export function startConsent(): void {
  find("withdraw").addEventListener("click", () => void withdraw());
  find("choose").addEventListener("click", () => void ask("openWelcome", {}));
}

async function withdraw(): Promise<void> {
  await write({ consentedAt: null });
  await showConsent();
  goOnAt("withdraw", "choose");
}

// A report that a site has changed: how its page is built, and nothing of what it says; and the beginning of a file that
// corrects it.

import type { Corrections, SiteCorrection } from "../../shared/wire/types.gen";
import type { PageCounts } from "../shared/messages";
import { find } from "../shared/page";
import { text } from "../shared/texts";
import { type Here, toPage } from "./this-page";

const COPIED_SHOWN_MS = 2500;

export async function copyReport({ tab, counts }: Here): Promise<void> {
  const structure = await toPage<string>(tab, { type: "report" });
  const button = find<HTMLButtonElement>("report");
  if (structure === null || counts === null) return;
  await navigator.clipboard.writeText(report(counts, structure));
  button.textContent = text("popup.copied");
  setTimeout(() => {
    button.textContent = text("popup.copyReport");
  }, COPIED_SHOWN_MS);
}

/** What no pattern names on this page, as a file for `eyeline patterns try`. */
export async function saveCorrection({ tab, counts }: Here): Promise<void> {
  const correction = await toPage<SiteCorrection>(tab, { type: "correction" });
  if (correction === null || !counts?.platform) return;
  const file: Corrections = { sites: { [counts.platform]: correction } };
  const link = document.createElement("a");
  link.download = `eyeline-${counts.platform}.json`;
  // It lasts where a question after the place closes the popup.
  link.href = `data:application/json,${encodeURIComponent(`${JSON.stringify(file, null, 2)}\n`)}`;
  link.click();
}

function report(counts: PageCounts, structure: string): string {
  const agent = /(Firefox|Edg|OPR|Chrome)\/\d+/.exec(navigator.userAgent)?.[0] ?? "";
  const head = {
    site: counts.platform,
    version: chrome.runtime.getManifest().version,
    browser: agent,
    recognised: counts.seen,
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  return [...lines, "", structure, ""].join("\n");
}

// A report that a site has changed: how its page is built, and nothing of what it says.

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

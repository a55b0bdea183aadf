// The options: what is read and where, how badges look, what is never read, and deleting what was collected.

import { fillTexts, finished } from "../shared/page";
import { text } from "../shared/texts";
import { showCompanion, startCompanion } from "./companion";
import { showConsent, startConsent } from "./consent";
import { startDeleting } from "./deleting";
import { showSettings, startSettings } from "./settings";
import { showServers, showSites } from "./sites";

async function showAll(): Promise<void> {
  await Promise.all([showConsent(), showSettings(), showSites(), showServers(), showCompanion()]);
}

// What is pressed early is not lost: the texts come after.
startConsent();
startSettings();
startCompanion();
startDeleting();
chrome.storage.onChanged.addListener((changes) => {
  void ("language" in changes ? fillTexts() : Promise.resolve()).then(showAll);
});
await fillTexts();
await showAll();
document.title = text("options.title");
finished();

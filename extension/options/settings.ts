// The choices that are one control each.

import languages from "texts:languages";
import { element, find } from "../shared/page";
import type { Place, SETTINGS, Settings } from "../shared/settings";
import { managed, read, write } from "../shared/stored";
import { text } from "../shared/texts";

const BOXES = ["pictures", "network", "privateWindows"] as const;
const LISTS = ["keepPictures", "ordinary", "language"] as const;

export async function showSettings(): Promise<void> {
  const stored = await read(...BOXES, ...LISTS, "badgesOn", "never");
  for (const name of BOXES) find<HTMLInputElement>(name).checked = stored[name];
  for (const name of LISTS) find<HTMLSelectElement>(name).value = stored[name];
  for (const box of placeBoxes()) box.checked = stored.badgesOn.includes(box.value as Place);
  const never = find<HTMLTextAreaElement>("never");
  if (document.activeElement !== never) never.value = stored.never.join("\n");
  markSet(await managed());
  find("private-browser").hidden = await chrome.extension.isAllowedIncognitoAccess();
}

export function startSettings(): void {
  for (const [tag, name] of Object.entries(languages)) {
    const option = new Option(name, tag);
    option.lang = tag;
    find("language").append(option);
  }
  for (const name of BOXES) {
    find(name).addEventListener("change", () => void write({ [name]: find<HTMLInputElement>(name).checked }));
  }
  for (const name of LISTS) {
    find(name).addEventListener("change", () => void write({ [name]: find<HTMLSelectElement>(name).value }));
  }
  for (const box of placeBoxes()) {
    box.addEventListener("change", () => {
      const badgesOn = placeBoxes().flatMap(({ checked, value }) => (checked ? [value as Place] : []));
      void write({ badgesOn });
    });
  }
  find("never").addEventListener("change", () => {
    const lines = find<HTMLTextAreaElement>("never").value.split("\n");
    void write({ never: lines.map((line) => line.trim()).filter((line) => line !== "") });
  });
}

function placeBoxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("[name=badgesOn]")];
}

/** What the organisation has set cannot be changed here, and says so. */
function markSet(set: Partial<Settings>): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-setting]")) {
    const name = part.dataset.setting as keyof typeof SETTINGS;
    const isSet = name in set;
    for (const control of part.querySelectorAll<HTMLInputElement>("input, select, textarea"))
      control.disabled = isSet;
    part.querySelector(".set")?.remove();
    const words = part.querySelector(":scope > span:has(b)") ?? part;
    if (isSet) words.append(element("span", "set", text("choice.byOrganisation")));
  }
}

// Deleting what was collected in the last hour, the last day, or ever; asked once more before it is done.

import type { Forgotten, Span } from "../../shared/wire/types.gen";
import { ask } from "../shared/messages";
import { find, show } from "../shared/page";
import { text } from "../shared/texts";

let span: Span = "hour";

export function startDeleting(): void {
  for (const button of find("spans").querySelectorAll<HTMLButtonElement>("button")) {
    button.addEventListener("click", () => askOnceMore(button.dataset.span as Span));
  }
  find("keep").addEventListener("click", goBack);
  find("delete").addEventListener("click", () => void deleteNow());
}

function askOnceMore(chosen: Span): void {
  span = chosen;
  find("really-words").textContent = text(`options.delete.really.${chosen}`);
  find("really").hidden = false;
  find("deleted").hidden = true;
  find("delete").focus();
}

/** To the button that had asked. */
function goBack(): void {
  find("really").hidden = true;
  find("spans").querySelector<HTMLButtonElement>(`[data-span=${span}]`)?.focus();
}

async function deleteNow(): Promise<void> {
  const button = find<HTMLButtonElement>("delete");
  button.disabled = true;
  const { forgotten } = await ask("forget", { last: span }).finally(() => {
    button.disabled = false;
    goBack();
  });
  show("deleted", forgotten ? deletedWords(forgotten) : text("options.delete.onlyHere"));
}

function deletedWords({ accounts, pictures, message }: Forgotten): string {
  const words = text("options.delete.done", { accounts, pictures });
  return message ? `${words} ${message}` : words;
}

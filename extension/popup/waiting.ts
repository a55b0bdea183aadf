// What waits for the companion, and what was lost.

import { ask, type OutboxCounts } from "../shared/messages";
import { element, find, list } from "../shared/page";
import { type TextName, text } from "../shared/texts";

const WAITING: readonly [keyof OutboxCounts, TextName][] = [
  ["batches", "popup.outbox.batches"],
  ["pictures", "popup.outbox.pictures"],
];
const NOTES: readonly [keyof OutboxCounts, TextName][] = [
  ["droppedPictures", "popup.outbox.droppedPictures"],
  ["droppedBatches", "popup.outbox.droppedBatches"],
  ["refusedBatches", "popup.outbox.refusedBatches"],
  ["refusedPictures", "popup.outbox.refusedPictures"],
];

export async function showWaiting(): Promise<void> {
  const counts = await ask("outbox", {});
  const said = (names: typeof WAITING) => names.filter(([key]) => counts[key] > 0);
  const waiting = said(WAITING).map(([key, name]) => element("li", "", text(name, { count: counts[key] })));
  const notes = said(NOTES).map(([key, name]) => element("li", "note", text(name, { count: counts[key] })));
  list(find("outbox-words"), [...waiting, ...notes]);
  find("outbox").hidden = waiting.length + notes.length === 0;
  find("forget").hidden = notes.length === 0;
}

export async function forgetNotes(): Promise<void> {
  await ask("forgetNotes", {});
  await showWaiting();
}

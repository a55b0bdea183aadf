// What waits for the companion, and what was lost.

import { ask, type OutboxCounts } from "../shared/messages";
import { element, find, list } from "../shared/page";
import { type CountedName, counted } from "../shared/texts";

const WAITING: readonly [keyof OutboxCounts, CountedName][] = [
  ["batches", "outboxBatches"],
  ["pictures", "outboxPictures"],
];
const NOTES: readonly [keyof OutboxCounts, CountedName][] = [
  ["droppedPictures", "droppedPictures"],
  ["droppedBatches", "droppedBatches"],
  ["refusedBatches", "refusedBatches"],
  ["refusedPictures", "refusedPictures"],
];

export async function showWaiting(): Promise<void> {
  const counts = await ask("outbox", {});
  const said = (names: typeof WAITING) => names.filter(([key]) => counts[key] > 0);
  const waiting = said(WAITING).map(([key, name]) => element("li", "", counted(name, counts[key])));
  const notes = said(NOTES).map(([key, name]) => element("li", "note", counted(name, counts[key])));
  list(find("outbox-words"), [...waiting, ...notes]);
  find("outbox").hidden = waiting.length + notes.length === 0;
  find("forget").hidden = notes.length === 0;
}

export async function forgetNotes(): Promise<void> {
  await ask("forgetNotes", {});
  await showWaiting();
}

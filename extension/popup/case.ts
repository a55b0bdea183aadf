// Recording into a case: from now on what is seen belongs to it, until the person stops.

import { find, show } from "../shared/page";
import { read, write } from "../shared/stored";
import { moment, text } from "../shared/texts";

export async function showCase(): Promise<void> {
  const { recording } = await read("recording");
  find("recording").hidden = recording === null;
  find("start-case").hidden = recording !== null;
  if (!recording) return;
  const since = moment(new Date(recording.since), new Date());
  find("recording-words").textContent = text("case.into", { name: recording.name, since });
  show("recording-note", recording.note || null);
}

export async function startCase(event: Event): Promise<void> {
  event.preventDefault();
  const name = find<HTMLInputElement>("case-name").value.trim();
  const note = find<HTMLTextAreaElement>("case-note").value.trim();
  show("case-problem", name === "" ? text("case.nameNeeded") : null);
  if (name === "") return find("case-name").focus();
  await write({ recording: { name, note, since: new Date().toISOString() } });
  find<HTMLFormElement>("start").reset();
  find<HTMLDetailsElement>("start-case").open = false;
}

export async function stopCase(): Promise<void> {
  await write({ recording: null });
}

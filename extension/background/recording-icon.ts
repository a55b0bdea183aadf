import { read } from "../shared/stored";
import { text } from "../shared/texts";

const MARK = "●";
const INK = "#1d1b16";
const LINE = "#f2b705";

/** The icon says whether a case is being recorded into. */
export async function showRecording(): Promise<void> {
  const { recording } = await read("recording");
  await chrome.action.setBadgeText({ text: recording ? MARK : "" });
  await chrome.action.setBadgeBackgroundColor({ color: LINE });
  await chrome.action.setBadgeTextColor({ color: INK });
  await chrome.action.setTitle({
    title: recording ? text("case.title", { name: recording.name }) : text("name"),
  });
}

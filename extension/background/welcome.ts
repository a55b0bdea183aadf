const PAGE = "welcome.html";

/** Shows the welcome page: the tab that has it, or a new one. */
export async function openWelcome(): Promise<void> {
  const url = chrome.runtime.getURL(PAGE);
  const [open] = await chrome.tabs.query({ url });
  if (open?.id === undefined) await chrome.tabs.create({ url });
  else await chrome.tabs.update(open.id, { active: true });
}

/** One run of the browser: the same for as long as storage.session lives. */
export async function session(): Promise<string> {
  const { session: kept } = await chrome.storage.session.get<{ session?: string }>("session");
  if (kept) return kept;
  const made = crypto.randomUUID();
  await chrome.storage.session.set({ session: made });
  return made;
}

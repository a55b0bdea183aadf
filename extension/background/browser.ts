// The browser that this is: which one, and which run of it.

const NAME_LENGTH = 100;

/** As a person tells browsers apart in the list of pairings. */
export function browserName(): string {
  const agent = navigator.userAgent;
  const [, name = "Browser", version = ""] = /(Firefox|Edg|OPR|Chrome)\/(\d+)/.exec(agent) ?? [];
  const system = /\((?:X11; )?([^;)]+)/.exec(agent)?.[1] ?? "";
  return `${{ Edg: "Edge", OPR: "Opera" }[name] ?? name} ${version}, ${system}`.slice(0, NAME_LENGTH);
}

/** One run of the browser: the same for as long as storage.session lives. */
export async function session(): Promise<string> {
  const { session: kept } = await chrome.storage.session.get<{ session?: string }>("session");
  if (kept) return kept;
  const made = crypto.randomUUID();
  await chrome.storage.session.set({ session: made });
  return made;
}

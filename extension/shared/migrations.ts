// Brings what an older version kept to this version's form. Append-only: a step that has been released stays as it is.

type Content = Record<string, unknown>;

/** The step at place n makes version n + 2 of version n + 1, from all that is kept; undefined takes a name out. */
const STEPS: readonly ((old: Content) => Content)[] = [
  // Pauses have an end, and one name.
  ({ pausedEverywhere, pausedSites }) => {
    const paused = Array.isArray(pausedSites) ? pausedSites : [];
    const everywhere = pausedEverywhere === true ? { "*": null } : {};
    return {
      pauses: { ...everywhere, ...Object.fromEntries(paused.map((site) => [String(site), null])) },
      pausedEverywhere: undefined,
      pausedSites: undefined,
    };
  },
  // A companion with another data folder is one that cannot prove itself.
  ({ connection }) =>
    (connection as Content | undefined)?.state === "other_data" ? { connection: { state: "unproved" } } : {},
];

export const VERSION = STEPS.length + 1;
const VERSION_KEY = "version";

let done: Promise<void> | null = null;

/** Once in the life of a script; whoever comes first does it. */
export function upToDate(): Promise<void> {
  done ??= migrate().catch((error) => {
    done = null;
    throw error;
  });
  return done;
}

/** Brings storage.local to this version. What a newer version wrote is left as it is. */
export async function migrate(): Promise<void> {
  const there: Content = await chrome.storage.local.get(null);
  const from = versionOf(there);
  if (from === VERSION || (typeof from === "number" && from > VERSION)) return;
  const now = migrated(there, from ?? VERSION);
  await chrome.storage.local.set({ ...now, [VERSION_KEY]: VERSION });
  const gone = Object.keys(there).filter((name) => !(name in now));
  if (gone.length > 0) await chrome.storage.local.remove(gone);
}

/** `content` of version `from` as this version keeps it. */
export function migrated(content: Content, from: number): Content {
  const made = { ...content };
  for (const step of STEPS.slice(from - 1)) Object.assign(made, step(made));
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
}

/** Version 1 did not say its number; null where nothing is kept yet. */
function versionOf(content: Content): number | null {
  const said = content[VERSION_KEY];
  if (typeof said === "number") return said;
  return Object.keys(content).length > 0 ? 1 : null;
}

// What the extension keeps in storage.local, by name and with its value on a blank start: a person's choices, over
// which an organisation's stand, and how things are.

import type { SiteCorrection } from "../../shared/wire/types.gen";
import type { Connection, HostState, Pairing } from "./connection";
import { upToDate } from "./migrations";
import { fits, SETTING_NAMES, SETTINGS, type Settings } from "./settings";

interface BrokenSite {
  expected: string;
  at: string;
}

/** A case that is being recorded into. */
interface Recording {
  name: string;
  note: string;
  since: string;
}

/** A server that the person allowed, of a site that stands at many hosts. */
export interface AllowedServer {
  platform: string;
  /** Match patterns of its pages and of the hosts that its pictures come from. */
  pages: string;
  pictures: string[];
}

export interface State {
  /** When the person agreed on the welcome page; before that nothing is read. */
  consentedAt: string | null;
  pairing: Pairing | null;
  connection: Connection;
  /** As it was when it was asked last; null: it has not been asked yet. */
  host: HostState | null;
  /** Why it did not start the companion then. */
  hostProblem: string | null;
  /** The person ended the pairing: none is made before they ask for one. */
  unpaired: boolean;
  /** Platform, or EVERYWHERE → the pause's end in milliseconds since 1970; null: until the person ends it. */
  pauses: Record<string, number | null>;
  recording: Recording | null;
  /** Platforms whose pages were not recognised any more, until they are again. */
  brokenSites: Record<string, BrokenSite>;
  /** Platform and page kind → how many accounts its last pages showed, oldest first. */
  usual: Record<string, number[]>;
  servers: AllowedServer[];
  /** The server for which the browser asks the person right now: its answer may come when the popup is closed. */
  serverAsked: AllowedServer | null;
  /** What the companion's patterns.json corrects, by platform, and why it was not taken. */
  corrections: Record<string, SiteCorrection>;
  correctionsProblem: string | null;
  /** What starts the companion, line by line, as it said while it ran; null: it has not said it yet. */
  start: string[] | null;
  /** The companion has another build of the extension in its folder than the one that is loaded. */
  otherBuild: boolean;
  /** The companion keeps of pictures what was chosen here. */
  keepPicturesSaid: Settings["keepPictures"] | null;
}

export type Stored = Settings & State;

export const EVERYWHERE = "*";

const BLANK_STATE: State = {
  consentedAt: null,
  pairing: null,
  connection: { state: "not_paired" },
  host: null,
  hostProblem: null,
  unpaired: false,
  pauses: {},
  recording: null,
  brokenSites: {},
  usual: {},
  servers: [],
  serverAsked: null,
  corrections: {},
  correctionsProblem: null,
  start: null,
  otherBuild: false,
  keepPicturesSaid: null,
};
const BLANK_SETTINGS = Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].blank]));
const BLANK = { ...BLANK_STATE, ...BLANK_SETTINGS } as Stored;

export async function read<Key extends keyof Stored>(...keys: Key[]): Promise<Pick<Stored, Key>> {
  await upToDate();
  const blank = Object.fromEntries(keys.map((key) => [key, BLANK[key]])) as Pick<Stored, Key>;
  const there = await chrome.storage.local.get(keys as string[]);
  const settings = keys.some((key) => key in SETTINGS) ? await managed() : {};
  const set = Object.entries(settings).filter(([name]) => (keys as string[]).includes(name));
  return { ...blank, ...there, ...Object.fromEntries(set) };
}

export async function write(values: Partial<Stored>): Promise<void> {
  await upToDate();
  await chrome.storage.local.set(values);
}

/** What an organisation has set for this browser. What has another form than it should is not taken. */
export async function managed(): Promise<Partial<Settings>> {
  let found: Record<string, unknown>;
  try {
    found = await chrome.storage.managed.get();
  } catch {
    return {}; // Firefox, where nobody has set anything
  }
  return Object.fromEntries(
    SETTING_NAMES.filter((name) => name in found && fits(name, found[name])).map((name) => [
      name,
      found[name],
    ]),
  );
}

/** Whether reading rests here now. */
export function isPaused(pauses: State["pauses"], platform: string, now: number): boolean {
  return [EVERYWHERE, platform].some((where) => {
    const until = pauses[where];
    return until === null || (until !== undefined && now < until);
  });
}

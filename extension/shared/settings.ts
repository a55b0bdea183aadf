// What a person may choose, each with its value on a blank start and the form it must have. The same table makes the
// schema of what an organisation may set for its people (managed_schema.json).

import languages from "texts:languages";

export type Place = "profiles" | "lists" | "posts";

export interface Settings {
  /** Pictures are measured. */
  pictures: boolean;
  /** Lists, descriptions and posts are recorded, so that the network between accounts can be drawn. */
  network: boolean;
  /** What the companion keeps of a picture once it is measured. */
  keepPictures: "none" | "thumbnail" | "full";
  /** Pages in private windows are read too, where the browser lets the extension in there. */
  privateWindows: boolean;
  /** Platforms that are not read. */
  sitesOff: string[];
  /** Platforms whose pictures are not measured. */
  sitesWithoutPictures: string[];
  /** Platforms whose lists, descriptions and posts are not recorded. */
  sitesWithoutNetwork: string[];
  /** What stands beside an account whose picture is ordinary. */
  ordinary: "nothing" | "dot";
  /** Where badges stand. */
  badgesOn: Place[];
  /** Accounts and pages that are never read, one a line. */
  never: string[];
  /** A tag of a language that there are texts in. */
  language: "browser" | (string & {});
}

/** The part of JSON Schema that browsers take for managed storage. */
interface Schema {
  type: "boolean" | "string" | "array";
  enum?: readonly string[];
  items?: { type: "string"; enum?: readonly string[] };
  description: string;
}

const PLACES: readonly Place[] = ["profiles", "lists", "posts"];
const names = { type: "string" } as const;

export const SETTINGS: { readonly [Name in keyof Settings]: { blank: Settings[Name]; schema: Schema } } = {
  pictures: {
    blank: true,
    schema: { type: "boolean", description: "Measure profile pictures." },
  },
  network: {
    blank: false,
    schema: { type: "boolean", description: "Record lists, descriptions and posts." },
  },
  keepPictures: {
    blank: "thumbnail",
    schema: {
      type: "string",
      enum: ["none", "thumbnail", "full"],
      description: "What the companion keeps of a picture once it is measured.",
    },
  },
  privateWindows: {
    blank: false,
    schema: { type: "boolean", description: "Read pages in private windows too." },
  },
  sitesOff: {
    blank: [],
    schema: { type: "array", items: names, description: "Sites that are not read, as x or facebook." },
  },
  sitesWithoutPictures: {
    blank: [],
    schema: { type: "array", items: names, description: "Sites whose pictures are not measured." },
  },
  sitesWithoutNetwork: {
    blank: [],
    schema: {
      type: "array",
      items: names,
      description: "Sites whose lists, descriptions and posts are not recorded.",
    },
  },
  ordinary: {
    blank: "nothing",
    schema: {
      type: "string",
      enum: ["nothing", "dot"],
      description: "What stands beside an account whose picture is ordinary.",
    },
  },
  badgesOn: {
    blank: [...PLACES],
    schema: {
      type: "array",
      items: { type: "string", enum: PLACES },
      description: "Where badges stand.",
    },
  },
  never: {
    blank: [],
    schema: {
      type: "array",
      items: names,
      description: "Accounts and pages that are never read: addresses, or @name, or site:name.",
    },
  },
  language: {
    blank: "browser",
    schema: {
      type: "string",
      enum: ["browser", ...Object.keys(languages)],
      description: "The language of the texts.",
    },
  },
};

export const SETTING_NAMES = Object.keys(SETTINGS) as (keyof Settings)[];

/** Whether a value, from wherever it came, has the form that the setting wants. */
export function fits(name: keyof Settings, value: unknown): boolean {
  const { type, enum: words, items } = SETTINGS[name].schema;
  if (type === "array") return Array.isArray(value) && value.every((item) => isWord(item, items?.enum));
  return type === "boolean" ? typeof value === "boolean" : isWord(value, words);
}

function isWord(value: unknown, words?: readonly string[]): boolean {
  return typeof value === "string" && (!words || words.includes(value));
}

/** The schema of managed storage, for the browser that wants one. */
export function managedSchema(): object {
  const properties = Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].schema]));
  return { type: "object", properties };
}

/** What of a site's pages is collected under these settings, whatever else may stand against it. */
export function collected(
  settings: Pick<
    Settings,
    "pictures" | "network" | "sitesOff" | "sitesWithoutPictures" | "sitesWithoutNetwork"
  >,
  platform: string,
): { pictures: boolean; network: boolean } {
  const on = !settings.sitesOff.includes(platform);
  return {
    pictures: on && settings.pictures && !settings.sitesWithoutPictures.includes(platform),
    network: on && settings.network && !settings.sitesWithoutNetwork.includes(platform),
  };
}

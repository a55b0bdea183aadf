// What the extension asks of the browser, as far as tests need it: storage that keeps and tells of changes.

import { vi } from "vitest";

type Content = Record<string, unknown>;

export interface FakeChrome {
  local: Content;
  /** What an organisation has set; null: nobody has set anything, which Firefox says by an error. */
  managed: Content | null;
}

export function furnishChrome(
  local: Content = {},
  managed: Content | null = {},
  more: object = {},
): FakeChrome {
  const fake: FakeChrome = { local: { ...local }, managed };
  const picked = (from: Content, keys?: string[] | null): Content => {
    const wanted = keys ?? Object.keys(from);
    return structuredClone(
      Object.fromEntries(wanted.flatMap((key) => (key in from ? [[key, from[key]]] : []))),
    );
  };
  vi.stubGlobal("chrome", {
    storage: {
      local: {
        get: async (keys?: string[] | null) => picked(fake.local, keys),
        set: async (values: Content) => void Object.assign(fake.local, structuredClone(values)),
        remove: async (keys: string[]) => {
          for (const key of keys) delete fake.local[key];
        },
      },
      managed: {
        get: async () => {
          if (fake.managed === null) throw new Error("Managed storage manifest not found");
          return picked(fake.managed);
        },
      },
    },
    i18n: { getUILanguage: () => "en-GB" },
    ...more,
  });
  return fake;
}

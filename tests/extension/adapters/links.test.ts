// What each form of a link leads to, by site in `tests/fixtures/links`: an account's key, or null for no account.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { adapters } from "../../../extension/adapters";
import { readerOf } from "../../../extension/adapters/patterns";
import { keyOf } from "../../../extension/adapters/places";
import { files } from "./pages";

const FORMS = fileURLToPath(new URL("../../fixtures/links/", import.meta.url));

test("every site has its forms of links", () => {
  expect(files(FORMS, ".json")).toEqual(adapters.map(({ id }) => id).sort());
});

describe.each(files(FORMS, ".json"))("%s", (site) => {
  const { page, forms } = JSON.parse(readFileSync(`${FORMS}${site}.json`, "utf8")) as {
    page: string;
    forms: [href: string, key: string | null][];
  };
  const adapter = adapters.find(({ id }) => id === site) ?? expect.fail(`no adapter ${site}`);
  const reader = readerOf(adapter.patterns);
  const base = new URL(page);

  test.each(forms)("%s", (href, key) => {
    const name = reader.account(reader.target(href, base));
    expect(name && keyOf(name)).toBe(key);
  });

  test("an endless link leads to nobody", () => {
    const [first = ""] = forms.flatMap(([href, key]) => (key ? [href] : []));
    expect(reader.account(reader.target(`${first}?${"x".repeat(5000)}`, base))).toBeNull();
  });

  test("an account's own address leads back to it", () => {
    for (const [href, key] of forms) {
      const name = reader.account(reader.target(href, base));
      const home = name && reader.home(name);
      const again = home ? reader.account(new URL(home)) : name;
      const keys = name && [keyOf(name), ...(name.handle ? [keyOf({ ...name, id: null })] : [])];
      expect(keys ?? [key], href).toContain(again && keyOf(again));
    }
  });
});

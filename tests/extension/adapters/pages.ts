// Fixture pages: `<site>/<kind>-<state>.html`, beside it in JSON the page's address and what is expected of it.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { JSDOM } from "jsdom";
import { adapterFor } from "../../../extension/adapters";
import type { Extraction } from "../../../extension/adapters/adapter";

export const FIXTURES = fileURLToPath(new URL("../../fixtures/pages/", import.meta.url));
export const CAPTURES = fileURLToPath(new URL("../../../../shared/pages/", import.meta.url));
export const haveCaptures = existsSync(CAPTURES);

export function parse(html: string, address?: string): Document {
  return new JSDOM(html, address ? { url: address } : {}).window.document;
}

export function folders(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function files(folder: string, end: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(end))
    .map((name) => name.slice(0, -end.length))
    .sort();
}

export function extract(html: string, address: string): Extraction {
  return extractFrom(parse(html, address), address);
}

export function extractFrom(document: Document, address: string): Extraction {
  const url = new URL(address);
  const adapter = adapterFor(document, url);
  if (!adapter) throw new Error(`no adapter for ${address}`);
  return adapter.extract(document, url);
}

export function readFixture(site: string, name: string): string {
  return readFileSync(`${FIXTURES}${site}/${name}.html`, "utf8");
}

/** An extraction as its JSON in the fixtures: without what is null, and each anchor by its text. */
export function plain(extraction: Extraction): unknown {
  const { page, accounts, lists, activities } = extraction;
  const bare = accounts.map(({ sighting, anchor }) => ({
    ...sighting,
    anchor: anchor?.textContent?.trim() ?? null,
  }));
  return JSON.parse(
    JSON.stringify({ page, accounts: bare, lists, activities }),
    (_key, value) => value ?? undefined,
  );
}

// Smallest pages of lists, one for each list that a site's row of the README's table has.

import type { Adapter } from "../../../extension/adapters/adapter";
import { notePress } from "../../../extension/adapters/pressed";
import { extractFrom, parse } from "./pages";

export interface Listed {
  kind: string;
  /** The list stands over a page of another address. */
  inDialog?: true;
  address: string;
  html: string;
  owner: string | null;
}

/** The lists on a page by handle or id, each with all that is promised of it. */
export function listsOn(html: string, address: string, ...pressed: string[]) {
  return listsIn(parse(html, address), address, ...pressed);
}

export function listsIn(document: Document, address: string, ...pressed: string[]) {
  for (const selector of pressed) notePress(document.querySelector(selector));
  const { lists, accounts } = extractFrom(document, address);
  const handles = new Map(
    accounts.map(({ sighting: { ref, handle, account_id } }) => [ref, handle ?? account_id ?? ref]),
  );
  const shown = (ref: string | null) => (ref === null ? null : (handles.get(ref) ?? null));
  return lists.map(({ kind, owner, members, ended }) => ({
    kind,
    owner: shown(owner),
    members: members.map(shown),
    ended,
  }));
}

/** The lists that a site's file declares, in words of the README's table. */
export function declaredBy({ patterns, dialogs = [] }: Adapter): string[] {
  const pages = new Set(patterns.lists.map(({ kind }) => kind));
  return [...[...pages], ...dialogs.map((kind) => `${kind} in a dialog`)].sort();
}

export function coveredBy(pages: readonly Listed[]): string[] {
  return [...new Set(pages.map(({ kind, inDialog }) => (inDialog ? `${kind} in a dialog` : kind)))].sort();
}

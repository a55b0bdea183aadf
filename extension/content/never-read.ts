// The accounts and pages that a person never wants read: addresses, @names, or site:name, one a line.

import type { AccountSighting } from "../../shared/wire/types.gen";
import type { Extraction } from "../adapters/adapter";

type Named = Pick<AccountSighting, "platform" | "account_id" | "handle" | "address">;

interface Place {
  host: string;
  path: string;
  query: string;
}

export interface NeverList {
  page(address: URL): boolean;
  account(account: Named): boolean;
}

export function neverList(entries: readonly string[]): NeverList {
  const lines = entries.map((entry) => entry.trim()).filter((entry) => entry !== "");
  const places = lines.flatMap((line) => placeOf(line) ?? []);
  // A name with a dot may be a whole site as well: it stands for both.
  const names = new Set(lines.filter((line) => !line.includes("/")).map(nameOf));
  // A page that is read again gives the same sightings again.
  const known = new WeakMap<Named, boolean>();
  return {
    page: (address) => places.some((place) => holds(place, placeAt(address))),
    account: (account) => {
      let unwanted = known.get(account);
      if (unwanted === undefined) {
        unwanted = isNamed(account, names) || places.some((place) => isAt(place, account));
        known.set(account, unwanted);
      }
      return unwanted;
    },
  };
}

/** The extraction without the accounts that are `unwanted`, and without the lists that are theirs. */
export function without(extraction: Extraction, unwanted: (account: AccountSighting) => boolean): Extraction {
  const refs = new Set<string>();
  for (const { sighting } of extraction.accounts) if (unwanted(sighting)) refs.add(sighting.ref);
  if (refs.size === 0) return extraction;
  return {
    ...extraction,
    accounts: extraction.accounts.filter(({ sighting }) => !refs.has(sighting.ref)),
    lists: extraction.lists
      .filter(({ owner }) => owner === null || !refs.has(owner))
      .map((list) => ({ ...list, members: list.members.filter((ref) => !refs.has(ref)) })),
    activities: extraction.activities.filter(({ account }) => !refs.has(account)),
  };
}

function nameOf(line: string): string {
  return line.replace(/^@/, "").toLowerCase();
}

function isNamed({ platform, account_id, handle }: Named, names: ReadonlySet<string>): boolean {
  const own = [handle, account_id].flatMap((name) => (name ? [name.toLowerCase()] : []));
  return own.some((name) => names.has(name) || names.has(`${platform}:${name}`));
}

/** The account's own address, or one that ends in its name at the same site. */
function isAt(place: Place, { address, handle, account_id }: Named): boolean {
  if (!address || !URL.canParse(address)) return false;
  const own = placeAt(new URL(address));
  if (own.host !== place.host) return false;
  if (own.path === place.path && own.query === place.query) return true;
  const [last] = place.path.split("/").slice(-1);
  const name = last?.replace(/^@/, "");
  return place.query === "" && (name === handle?.toLowerCase() || name === account_id?.toLowerCase());
}

/** The page itself, and what lies below it. */
function holds(place: Place, page: Place): boolean {
  if (place.host !== page.host) return false;
  if (place.query !== "") return place.path === page.path && page.query.startsWith(place.query);
  return place.path === page.path || page.path.startsWith(`${place.path}/`);
}

/** Null where the line is no address. */
function placeOf(line: string): Place | null {
  const isAddress = /^https?:\/\//i.test(line) || /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(line);
  if (!isAddress) return null;
  const address = /^https?:/i.test(line) ? line : `https://${line}`;
  return URL.canParse(address) ? placeAt(new URL(address)) : null;
}

function placeAt({ host, pathname, search }: URL): Place {
  return {
    host: host.replace(/^(www|m|mobile)\./, ""),
    path: pathname.toLowerCase().replace(/\/+$/, ""),
    query: search.toLowerCase(),
  };
}

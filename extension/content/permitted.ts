import type { AccountSighting } from "../../shared/wire/types.gen";
import type { Extraction } from "../adapters/adapter";

/** The extraction without the accounts that are `unwanted`, and without the lists that are theirs. */
export function without(extraction: Extraction, unwanted: (account: AccountSighting) => boolean): Extraction {
  const refs = new Set(
    extraction.accounts.flatMap(({ sighting }) => (unwanted(sighting) ? [sighting.ref] : [])),
  );
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

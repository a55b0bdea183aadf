// A list that gives its rows to others as one scrolls may show in a row, until the next picture has come, the one of
// whom the row was before: it is nobody's evidence.

import type { AccountSighting } from "../../shared/wire/types.gen";
import type { Extraction, SeenAccount } from "./adapter";
import { pictureOf } from "./page-before";

export class RowBefore {
  /** Who stood beside each name's element, with a picture that was their own. */
  readonly #stood = new WeakMap<Element, AccountSighting>();

  /** `extraction` without pictures of whom a row was before; without whoever is known by such a picture alone. */
  leftOutOf(extraction: Extraction): Extraction {
    const bared = new Map<SeenAccount, SeenAccount | null>();
    for (const account of extraction.accounts) {
      const { anchor, sighting } = account;
      const before = anchor && this.#stood.get(anchor);
      if (before && !isSame(before, sighting) && isSharing(before, sighting))
        bared.set(
          account,
          before.ref === sighting.ref ? null : { anchor, sighting: { ...sighting, picture: null } },
        );
      else if (anchor) this.#stood.set(anchor, sighting);
    }
    if (bared.size === 0) return extraction;
    const accounts = extraction.accounts.flatMap((account) => {
      const left = bared.get(account);
      return left === undefined ? account : (left ?? []);
    });
    const refs = new Set(accounts.map(({ sighting }) => sighting.ref));
    const pictured = new Set([...bared.keys()].map(({ sighting }) => sighting.ref));
    return {
      ...extraction,
      accounts,
      lists: extraction.lists.map((list) => ({
        ...list,
        members: list.members.filter((ref) => refs.has(ref)),
      })),
      activities: extraction.activities.filter(
        ({ account, kind }) => refs.has(account) && !(kind === "avatar_changed" && pictured.has(account)),
      ),
    };
  }
}

function isSame(before: AccountSighting, now: AccountSighting): boolean {
  return before.ref === now.ref && (!before.handle || !now.handle || before.handle === now.handle);
}

function isSharing(before: AccountSighting, now: AccountSighting): boolean {
  const picture = pictureOf(now);
  return picture !== null && picture === pictureOf(before);
}

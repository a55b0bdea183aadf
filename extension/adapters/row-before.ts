// A list that gives its rows to others as one scrolls may show in a row, until the next picture has come, the one of
// whom the row was before: it is nobody's evidence.

import type { AccountSighting } from "../../shared/wire/types.gen";
import type { Extraction, SeenAccount } from "./adapter";
import { pictureOf } from "./page-before";

export class RowBefore {
  /** Who stood beside each name's element, with a picture that was their own. */
  readonly #stood = new WeakMap<Element, AccountSighting>();

  /** `extraction` without pictures of whom a row was before, and without whoever is named by what is still of another.
   * Who may be two yet by `isUnsettled`, which is given what stood there before, is left out, too; of whom it only says
   * more than before, what it said before is kept. */
  leftOutOf(
    extraction: Extraction,
    isUnsettled: (account: SeenAccount, before?: AccountSighting) => boolean = () => false,
  ): Extraction {
    const bared = new Map<SeenAccount, SeenAccount | null>();
    for (const account of extraction.accounts) {
      const { anchor, sighting } = account;
      const before = anchor ? this.#stood.get(anchor) : undefined;
      if (isUnsettled(account, before))
        bared.set(account, before && isMore(before, sighting) ? { anchor, sighting: before } : null);
      else if (before && !isSame(before, sighting) && before.ref === sighting.ref) bared.set(account, null);
      else if (before && !isSame(before, sighting) && isSharing(before, sighting))
        bared.set(account, { anchor, sighting: { ...sighting, picture: null } });
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

/** The same, with a name or a picture where there was none. */
function isMore(before: AccountSighting, now: AccountSighting): boolean {
  const picture = pictureOf(before);
  return (
    isSame(before, now) &&
    (!before.display_name || before.display_name === now.display_name) &&
    (picture === null || picture === pictureOf(now))
  );
}

function isSharing(before: AccountSighting, now: AccountSighting): boolean {
  const picture = pictureOf(now);
  return picture !== null && picture === pictureOf(before);
}

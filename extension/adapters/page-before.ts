// At another address a page shows for a while what it showed at the one before: whatever still stands there as it stood
// is of the page before, and not of the new address.

import type { AccountSighting, Role } from "../../shared/wire/types.gen";
import type { Extraction, SeenAccount, SeenActivity, SeenList } from "./adapter";
import { cleanText } from "./text";

/** Where an account stood when it was first seen in that element. */
interface Stood {
  ref: string;
  page: string;
  role: Role;
  /** The list that it was a member of. */
  list: string | null;
  /** What it had done there. */
  acts: readonly SeenActivity[];
}

interface Owner {
  sighting: AccountSighting;
  anchor: WeakRef<Element>;
  text: string | null;
}

/** What an account does with the post of the page's address. */
const UPON: ReadonlySet<SeenActivity["kind"]> = new Set(["comments", "likes", "shares"]);

export class PageBefore {
  readonly #stood = new WeakMap<Element, Stood>();
  /** The last whose own page it was. */
  #owner: Owner | null = null;

  /** `extraction` without what is there from the page before. */
  leftOutOf(extraction: Extraction): Extraction {
    const bared = this.#withoutOwner(extraction);
    const page = bare(bared.page.address);
    const old = new Map<SeenAccount, Stood>();
    const fresh = new Set<string>();
    const stayed = new Map<string, Stood>();
    for (const account of bared.accounts) {
      const { ref } = account.sighting;
      const stood = account.anchor && this.#stood.get(account.anchor);
      if (stood?.ref === ref && stood.page !== page) {
        old.set(account, stood);
        stayed.set(ref, stood);
      } else fresh.add(ref);
    }
    this.#note(bared, page, old);
    if (old.size === 0) return bared;
    const isNew = (act: SeenActivity) => {
      const stood = fresh.has(act.account) || !UPON.has(act.kind) ? undefined : stayed.get(act.account);
      return !stood || stood.acts.some(({ kind, object }) => kind === act.kind && object === act.object);
    };
    return {
      ...bared,
      accounts: bared.accounts.map((account) => asBefore(account, old.get(account))),
      lists: bared.lists.flatMap((list) => withoutMembers(list, page, fresh, stayed)),
      activities: bared.activities.filter(isNew),
    };
  }

  /** What stands on this page first. */
  #note(
    { accounts, lists, activities }: Extraction,
    page: string,
    old: ReadonlyMap<SeenAccount, Stood>,
  ): void {
    const listed = new Map<string, string>();
    for (const list of lists) {
      const key = listKey(list, page);
      for (const member of list.members) listed.set(member, key);
    }
    const done = new Map<string, SeenActivity[]>();
    for (const act of activities) {
      const acts = done.get(act.account);
      if (acts) acts.push(act);
      else done.set(act.account, [act]);
    }
    for (const account of accounts) {
      const { ref, role } = account.sighting;
      if (!account.anchor || old.has(account)) continue;
      this.#stood.set(account.anchor, {
        ref,
        page,
        role,
        list: listed.get(ref) ?? null,
        acts: done.get(ref) ?? [],
      });
    }
  }

  /** Whose page it is: nobody's as long as its head is the one before's; a name without the picture of the one before. */
  #withoutOwner(extraction: Extraction): Extraction {
    const account = extraction.accounts.find(({ sighting, anchor }) => sighting.role === "profile" && anchor);
    if (!account?.anchor) return extraction;
    const { sighting, anchor } = account;
    const now: Owner = { sighting, anchor: new WeakRef(anchor), text: cleanText(anchor.textContent) };
    const before = this.#owner;
    if (!before || !isAnother(sighting, before.sighting)) {
      this.#owner = now;
      return extraction;
    }
    const [picture, known] = [pictureOf(sighting), pictureOf(before.sighting)];
    const isSameText = now.text === before.text;
    const isSamePicture = picture !== null && picture === known;
    const isUnchanged = before.anchor.deref() === anchor && (picture === null || known === null);
    if (isSameText && (isSamePicture || isUnchanged)) return withoutAccount(extraction, sighting);
    if (!isSamePicture) {
      this.#owner = now;
      return extraction;
    }
    const bared = { ...account, sighting: { ...sighting, picture: null } };
    return {
      ...extraction,
      accounts: extraction.accounts.map((other) => (other === account ? bared : other)),
      activities: extraction.activities.filter(
        ({ account: ref, kind }) => ref !== sighting.ref || kind !== "avatar_changed",
      ),
    };
  }
}

/** Both are named in one way, and not alike. */
function isAnother(one: AccountSighting, other: AccountSighting): boolean {
  if (one.handle && other.handle) return one.handle.toLowerCase() !== other.handle.toLowerCase();
  return Boolean(one.account_id && other.account_id && one.account_id !== other.account_id);
}

/** What tells its picture from others, however its address is signed; null where it shows none. */
export function pictureOf({ picture }: AccountSighting): string | null {
  return picture ? (picture.picture_id ?? picture.address) : null;
}

/** Without all that may be said of one account by the name of the other. */
function withoutAccount(extraction: Extraction, { ref, handle }: AccountSighting): Extraction {
  const accounts = extraction.accounts.filter(
    ({ sighting }) => sighting.ref !== ref && !(handle && sighting.handle === handle),
  );
  const refs = new Set(accounts.map(({ sighting }) => sighting.ref));
  const { newestFirst, ...rest } = extraction;
  return {
    ...rest,
    accounts,
    lists: extraction.lists.filter(({ owner }) => !owner || refs.has(owner)),
    activities: extraction.activities.filter(({ account }) => refs.has(account)),
    ...(newestFirst && newestFirst.of !== ref ? { newestFirst } : {}),
  };
}

function withoutMembers(
  list: SeenList,
  page: string,
  fresh: ReadonlySet<string>,
  stayed: ReadonlyMap<string, Stood>,
): SeenList[] {
  const key = listKey(list, page);
  const members = list.members.filter((ref) => fresh.has(ref) || (stayed.get(ref)?.list ?? key) === key);
  if (members.length === list.members.length) return [list];
  return members.length > 0 ? [{ ...list, members, ended: false }] : [];
}

function asBefore(account: SeenAccount, stood: Stood | undefined): SeenAccount {
  const { sighting } = account;
  if (!stood || sighting.role === stood.role || sighting.role !== "commenter") return account;
  return { ...account, sighting: { ...sighting, role: stood.role } };
}

function bare(address: string): string {
  return (address.split("#")[0] ?? "").toLowerCase().replace(/\/(?=\?|$)/u, "");
}

/** A list stays the same though its address says something more of how it is shown. */
function listKey({ kind, owner }: SeenList, page: string): string {
  return `${kind} ${owner} ${page.split("?")[0]}`;
}

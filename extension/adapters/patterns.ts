// A site's patterns at work: from an address on the page to the account, list or picture that it names.

import type { CaptureKind, PictureSighting } from "../../shared/wire/types.gen";
import type { Patterns } from "./adapter";

/** What an address says of an account: a stable id, a handle, or both. */
export interface Name {
  id: string | null;
  handle: string | null;
  /** The handle's case matters. */
  exact?: boolean;
}

export interface ListAddress {
  kind: CaptureKind;
  owner: Name | null;
  /** Accounts stand there among other things, or not at all. */
  isMixed?: true;
}

/** A picture that stands for an account; `sighting` is null where it is only the site's placeholder. */
export interface Avatar {
  sighting: PictureSighting | null;
  account: string | null;
}

const KEPT = 10_000;

const compiled = new WeakMap<Patterns, Reader>();

/** The reader of `patterns`, compiled once. Throws SyntaxError where a pattern is no regular expression. */
export function readerOf(patterns: Patterns): Reader {
  let reader = compiled.get(patterns);
  if (!reader) {
    reader = new Reader(patterns);
    compiled.set(patterns, reader);
  }
  return reader;
}

export class Reader {
  private readonly hosts: RegExp[];
  private readonly accounts: RegExp[];
  private readonly reserved: ReadonlySet<string>;
  private readonly lists: { kind: CaptureKind; path: RegExp; isMixed?: true }[];
  private readonly avatars: RegExp[];
  private readonly placeholders: RegExp[];
  private readonly larger: { from: RegExp; to: string }[];
  /** Whether hosts are the site's own. */
  private readonly ownHosts = new Map<string, boolean>();
  /** A page is read again and again; its links stay the same: what those of one page lead to. */
  private readonly named = new Map<string, Name | null>();
  private readonly listed = new Map<string, ListAddress | null>();
  private namedAt = "";
  /** Nobody changes the address of a page that is read. */
  private namedBy: URL | null = null;

  constructor(private readonly patterns: Patterns) {
    const whole = (source: string) => new RegExp(`^(?:${source})$`, "iu");
    this.hosts = patterns.hosts.map(whole);
    this.accounts = patterns.accounts.map(whole);
    this.reserved = new Set(patterns.reserved);
    this.lists = patterns.lists.map((list) => ({ ...list, path: whole(list.path) }));
    this.avatars = patterns.avatars.map((source) => new RegExp(`^https?://(?:${source})`, "u"));
    this.placeholders = patterns.placeholders.map((source) => new RegExp(`^https?://(?:${source})`, "u"));
    this.larger = patterns.larger.map(({ from, to }) => ({ from: new RegExp(from, "u"), to }));
  }

  /** Whether an address is one of the site's own pages: scheme, whole host name, no port but a declared one. */
  isOwn(address: URL): boolean {
    const { host, protocol } = address;
    if (protocol !== "https:" && protocol !== "http:") return false;
    let isOwn = this.ownHosts.get(host);
    if (isOwn === undefined) {
      isOwn = this.hosts.some((form) => form.test(host));
      keepIn(this.ownHosts, host, isOwn);
    }
    return isOwn;
  }

  /** Whether paths mean at `address` what they mean on the page at `base`: accounts with hosts are numbered at each. */
  isHere(address: URL, base: URL): boolean {
    return address.host === base.host || (!this.patterns.handlesHaveHosts && this.isOwn(address));
  }

  /** Where a link leads, past the site's own redirects; null where that is no address of the web. */
  target(href: string | null, base: URL): URL | null {
    if (!href || href.length > 4096) return null;
    let address = webAddress(href.trim(), base);
    for (const { host, parameter } of this.patterns.redirects) {
      const inner = address?.host === host ? address.searchParams.get(parameter) : null;
      if (inner) address = webAddress(inner, base);
    }
    return address;
  }

  /** The account that an address names; null for other sites, other pages of this one, and what it reserves. */
  account(address: URL | null): Name | null {
    if (!address || !this.isOwn(address)) return null;
    return this.firstName(this.accounts, address);
  }

  /** The account that a link leads to. */
  nameOf(link: Element | null | undefined, base: URL): Name | null {
    const href = link?.getAttribute("href");
    if (!href) return null;
    this.startAt(base);
    let name = this.named.get(href);
    if (name === undefined) {
      name = this.account(this.target(href, base));
      keepIn(this.named, href, name);
    }
    return name;
  }

  /** The list that an address on the page leads to. */
  listAt(href: string | null, base: URL): ListAddress | null {
    if (!href) return null;
    this.startAt(base);
    let list = this.listed.get(href);
    if (list === undefined) {
      const address = this.target(href, base);
      list = address && this.list(address);
      keepIn(this.listed, href, list);
    }
    return list;
  }

  private startAt(base: URL): void {
    if (base === this.namedBy) return;
    this.namedBy = base;
    if (base.href === this.namedAt) return;
    this.named.clear();
    this.listed.clear();
    this.namedAt = base.href;
  }

  list(address: URL): ListAddress | null {
    if (!this.isOwn(address)) return null;
    const path = pathAndQuery(address);
    for (const list of this.lists) {
      const found = list.path.exec(path);
      if (!found) continue;
      const owner = this.firstName([list.path], address);
      const isOwned = Object.values(found.groups ?? {}).some((part) => part !== undefined);
      if (owner || !isOwned) return { kind: list.kind, owner, ...(list.isMixed ? { isMixed: true } : {}) };
    }
    return null;
  }

  avatar(address: string): Avatar | null {
    if (this.placeholders.some((pattern) => pattern.test(address))) return { sighting: null, account: null };
    for (const pattern of this.avatars) {
      const groups = pattern.exec(address);
      if (!groups) continue;
      const id = groups.groups?.id?.slice(0, 300) || null;
      return {
        sighting: { address, ...(id ? { picture_id: id } : {}) },
        account: groups.groups?.account ?? null,
      };
    }
    return null;
  }

  /** The stable id that an avatar's address spells for the account that has it. */
  accountOf(avatar: Avatar, { handle }: Name): string | null {
    if (!avatar.account || !this.patterns.handlesHaveHosts) return avatar.account;
    const number = avatar.account.replace(/\//gu, "").replace(/^0+/u, "");
    const host = handle?.split("@")[1];
    return number && host ? `${number}@${host}` : null;
  }

  /** The address at which the site serves the same picture larger; the same where it does not. */
  enlarged(address: string): string {
    return this.larger.reduce((text, { from, to }) => text.replace(from, to), address);
  }

  home(name: Name): string | null {
    const { id, handle } = this.patterns.home;
    const [local, host] = this.patterns.handlesHaveHosts ? (name.handle?.split("@") ?? []) : [];
    if (handle && local && host) return handle.replace("{name}", local).replace("{host}", host);
    if (handle && name.handle) {
      return handle.replace("{handle}", encodeURIComponent(name.handle).replace(/%40/g, "@"));
    }
    return id && name.id ? id.replace("{id}", encodeURIComponent(name.id)) : null;
  }

  /** A handle as it is meant at `address`: where handles have hosts, one without is of that host. */
  hosted(handle: string, { host }: URL): string {
    return this.patterns.handlesHaveHosts && !handle.includes("@") ? `${handle}@${host}` : handle;
  }

  private firstName(patterns: readonly RegExp[], address: URL): Name | null {
    const path = pathAndQuery(address);
    for (const pattern of patterns) {
      const groups = pattern.exec(path)?.groups;
      if (!groups) continue;
      const id = decoded(groups.id);
      const plain = decoded(groups.token ?? groups.handle);
      const handle = plain && this.hosted(plain, address);
      if (handle && this.reserved.has(handle.toLowerCase())) return null;
      if (id || handle) return { id, handle, ...(groups.token ? { exact: true } : {}) };
    }
    return null;
  }
}

function keepIn<Value>(known: Map<string, Value>, key: string, value: Value): void {
  if (known.size >= KEPT) known.clear();
  known.set(key, value);
}

function webAddress(text: string, base: URL): URL | null {
  let address: URL;
  try {
    address = new URL(text, base);
  } catch {
    return null;
  }
  return /^https?:$/.test(address.protocol) && !address.username ? address : null;
}

/** Path and query as a person reads them; a query without its tracking parameters is up to the pattern. */
function pathAndQuery(address: URL): string {
  const text = address.pathname.replace(/\/{2,}/g, "/") + address.search;
  return text.slice(0, 2048).replace(/%3a/gi, ":").replace(/%40/g, "@");
}

function decoded(raw: string | undefined): string | null {
  if (!raw) return null;
  if (/^[\w.-]{1,256}$/.test(raw)) return raw;
  try {
    return decodeURIComponent(raw).normalize("NFC").slice(0, 256);
  } catch {
    return raw.slice(0, 256);
  }
}

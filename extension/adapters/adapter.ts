// What every site's adapter is: it reads the page that is there and says what it saw. It never fetches, never
// touches chrome.*, and never changes the page.

import type { AccountSighting, Activity, CaptureKind, Page } from "../../shared/wire/types.gen";
import type { Ago } from "./ago";

/** One account where it stands on the page. */
export interface SeenAccount {
  sighting: AccountSighting;
  /** The element (the name, or the link around it) after which a badge may stand; null where only the page's
   * address names the account. */
  anchor: Element | null;
}

/** One list of accounts as far as the page holds it now. The collector adds up what scrolls by. */
export interface SeenList {
  kind: CaptureKind;
  /** The account whose list it is, by its ref; null for lists of no account. The owner is among the accounts. */
  owner: string | null;
  /** How many members the page says there are. */
  displayedCount: number | null;
  /** The page shows the list's end. */
  ended: boolean;
  /** Refs of the rows on the page now; each is among the accounts. */
  members: string[];
}

/** What was done, with its time, or with how long ago the page says that it was. */
export interface SeenActivity extends Activity {
  ago?: Ago;
}

export interface Extraction {
  page: Page;
  accounts: SeenAccount[];
  lists: SeenList[];
  activities: SeenActivity[];
  /** Whose acts stand here newest first, by ref, so that what is above something known is newer; null: everybody's.
   * What others did long ago stands among an account's acts as what these act upon. */
  newestFirst?: { of: string | null };
}

/** What a site's addresses look like: plain data, so that a file can correct it without a new release. Every text
 * is a regular expression but in `reserved`, `redirects` and `home`. */
export interface Patterns {
  /** Hosts whose links count; they fit the whole host name. */
  hosts: readonly string[];
  /** Links to an account, over path and query. Named groups: `id` (stable), `handle`, `token` (a handle whose
   * case matters). The first that fits counts. */
  accounts: readonly string[];
  /** Handles that are no accounts but parts of the site, in lower case. */
  reserved: readonly string[];
  /** Addresses that only lead to the one in a parameter. */
  redirects: readonly { host: string; parameter: string }[];
  /** Addresses of lists, over path and query; the groups `id`, `handle` and `token` name the owner. `isMixed`: accounts
   * stand there among other things, or not at all. */
  lists: readonly { kind: CaptureKind; path: string; isMixed?: true }[];
  /** Addresses of avatars. Group `id`: the platform's own id of the picture. Group `account`: the stable id of
   * the account that it shows; where handles have hosts, its number on the handle's host, cut by slashes. */
  avatars: readonly string[];
  /** Addresses of pictures that stand where there is no avatar. */
  placeholders: readonly string[];
  /** The same picture in the largest size that the site serves to anyone: `from` is replaced by `to`. */
  larger: readonly { from: string; to: string }[];
  /** Handles belong to the host that they are met on, as `name@host`; those of other hosts say theirs. */
  handlesHaveHosts?: true;
  /** An account's address, with `{id}`, `{handle}` or (where handles have hosts) `{name}` and `{host}` in it. */
  home: { id: string | null; handle: string | null };
}

export interface Adapter {
  /** The platform's name on the wire, and the file's name. */
  id: string;
  /** Match patterns of the site's pages, for the manifest. */
  pages: readonly string[];
  /** Match patterns of pages that the person allows on a click: sites that stand at many hosts. */
  optionalPages?: readonly string[];
  /** Match patterns of the hosts that its avatars come from, for the manifest. */
  pictureHosts: readonly string[];
  patterns: Patterns;
  /** Lists that open as dialogs over pages of other addresses. */
  dialogs?: readonly CaptureKind[];
  matches(address: URL): boolean;
  /** Whether this page, at whatever address, is one of the site's; only where the site stands at many hosts. */
  recognises?(document: Document): boolean;
  /** Throws BrokenPage when the page's address promises what its structure does not give. */
  extract(document: Document, address: URL, patterns?: Patterns): Extraction;
}

/** The page's address says that something is there, and nothing of it was recognised: the site has changed. */
export class BrokenPage extends Error {
  constructor(
    readonly platform: string,
    readonly expected: string,
  ) {
    super(`${platform}: nothing recognised where the address says ${expected}`);
    this.name = "BrokenPage";
  }
}

// Gathers what an adapter sees on one page, and makes it one whole: one key an account, one badge a place.

import type {
  AccountSighting,
  CaptureKind,
  DisplayedCounts,
  PageKind,
  PictureSighting,
  Role,
} from "../../shared/wire/types.gen";
import type { Extraction, SeenAccount, SeenActivity, SeenList } from "./adapter";
import { isOnlyCount } from "./counts";
import { aroundLists, lasting } from "./found";
import type { Avatar, Name, Reader } from "./patterns";
import { handleKeyOf } from "./places";
import { namesAmong, type SecondLine } from "./second-lines";
import { cleanText, TEXT_LENGTH } from "./text";

/** One account at one place of the page. */
interface Sighting {
  name: Name;
  role: Role;
  anchor: Element | null;
  displayName?: string | null;
  /** That is the line below the handle, which may say something else. */
  isSecondLine?: boolean;
  bio?: string | null;
  counts?: DisplayedCounts | null;
  avatar?: Avatar | null;
}

interface ListSighting {
  kind: CaptureKind;
  owner: Name | null;
  displayedCount: number | null;
  ended: boolean;
  members: readonly Name[];
}

interface ActivitySighting extends Omit<SeenActivity, "account"> {
  account: Name;
}

/** Says that the acts of whom the page is of, by handle or as its profile, stand newest first. */
export function ofOwner(extraction: Extraction, owner: string | Name | null | undefined): Extraction {
  if (!owner) return extraction;
  const isOwner = ({ sighting }: SeenAccount) =>
    typeof owner === "string"
      ? sighting.handle?.toLowerCase() === owner.toLowerCase()
      : sighting.role === "profile";
  const ref = extraction.accounts.find(isOwner)?.sighting.ref;
  return ref === undefined ? extraction : { ...extraction, newestFirst: { of: ref } };
}

/** What was made of a sighting or an act before: a part that is known from an earlier reading gives the same again. */
const madeAccounts = new WeakMap<Sighting, SeenAccount>();
/** Those of them whose second line is no name. */
const unnamed = new WeakSet<SeenAccount>();
const madeActs = new WeakMap<ActivitySighting, MadeAct>();

interface MadeAct {
  activity: SeenActivity;
  /** All that it says, and what it is. */
  said: string;
  act: string;
}

/** What was seen in a part of a page, and what its reading gave. */
interface Seen<Result> {
  result: Result;
  seen: readonly Sighting[];
  activities: readonly ActivitySighting[];
}

/** What one sighting of an account owes to all of the page. */
interface OwnWords {
  ref: string;
  account_id: string | null;
  handle: string | null;
  picture: PictureSighting | null;
}

export class Sightings {
  private seen: Sighting[] = [];
  private readonly lists: ListSighting[] = [];
  private activities: ActivitySighting[] = [];
  private readonly leftOut: Name[] = [];
  private readonly ids = new Map<string, string>();
  private readonly handles = new Map<string, string>();

  constructor(
    private readonly platform: string,
    private readonly reader: Reader,
  ) {}

  see(sighting: Sighting): void {
    const { avatar } = sighting;
    const id = sighting.name.id ?? (avatar ? this.reader.accountOf(avatar, sighting.name) : null);
    const name = { ...sighting.name, id };
    this.learn(name);
    this.seen.push({ ...sighting, name });
  }

  /** What is seen while `read` runs, apart from all else. */
  private apart<Result>(read: () => Result): Seen<Result> {
    const { seen, activities } = this;
    this.seen = [];
    this.activities = [];
    const result = read();
    const found = { result, seen: this.seen, activities: this.activities };
    this.seen = seen;
    this.activities = activities;
    return found;
  }

  /** What `read` gives and sees in `part`, as `role`; it looks at nothing around the part but the page's address. */
  part<Result>(part: Element, role: string, read: () => Result): Result {
    return this.add(lasting(part, role, () => this.apart(read)));
  }

  /** The same of what is around the lists of the page. */
  around<Result>(what: string, read: () => Result): Result {
    return this.add(aroundLists(what, () => this.apart(read)));
  }

  private add<Result>({ result, seen, activities }: Seen<Result>): Result {
    for (const { name } of seen) this.learn(name);
    this.seen.push(...seen);
    this.activities.push(...activities);
    return result;
  }

  get isEmpty(): boolean {
    return this.seen.length === 0;
  }

  list(list: ListSighting): void {
    this.lists.push(list);
  }

  act(activity: ActivitySighting): void {
    this.activities.push(activity);
  }

  /** The viewer's own account: it is never observed, but where it is the page's subject. */
  leaveOut(name: Name | null): void {
    if (name) this.leftOut.push(name);
  }

  finish(kind: PageKind, address: URL, title: string): Extraction {
    const out = new Set(this.leftOut.map((name) => this.ref(name)));
    const pictures = this.largestPictures();
    const isUnnamed = this.unnamed();
    const anchors = new Set<Element>();
    const accounts: SeenAccount[] = [];
    const refs = new Set<string>();
    for (const sighting of this.seen) {
      const ref = this.ref(sighting.name);
      if (out.has(ref) && sighting.role !== "profile") continue;
      if (sighting.anchor && anchors.has(sighting.anchor)) continue;
      if (sighting.anchor) anchors.add(sighting.anchor);
      refs.add(ref);
      accounts.push(this.account(ref, sighting, pictures, isUnnamed(sighting)));
    }
    const lists = this.lists.map((list) => this.wireList(list, refs, accounts));
    return { page: this.page(kind, address, title), accounts, lists, activities: this.acts(refs) };
  }

  /** Each once; of what a page says twice, once without its time, what says the time. */
  private acts(refs: ReadonlySet<string>): SeenActivity[] {
    const made = new Map<string, MadeAct>();
    const timed = new Set<string>();
    for (const seen of this.activities) {
      const one = this.made(seen);
      if (!refs.has(one.activity.account)) continue;
      made.set(one.said, one);
      if (isTimed(one.activity)) timed.add(one.act);
    }
    return [...made.values()].flatMap(({ activity, act }) =>
      isTimed(activity) || !timed.has(act) ? activity : [],
    );
  }

  private made(seen: ActivitySighting): MadeAct {
    const ref = this.ref(seen.account);
    const before = madeActs.get(seen);
    if (before?.activity.account === ref) return before;
    const activity: SeenActivity = { ...seen, account: ref };
    const act = JSON.stringify([ref, activity.kind, activity.object ?? null]);
    const made = { activity, said: JSON.stringify(activity), act };
    madeActs.set(seen, made);
    return made;
  }

  private page(kind: PageKind, address: URL, title: string): Extraction["page"] {
    const [bare = ""] = address.href.split("#");
    const short = bare.length > 4096 ? address.origin + address.pathname : bare;
    return { platform: this.platform, kind, address: short.slice(0, 4096), title: cleanText(title) };
  }

  private wireList(list: ListSighting, refs: ReadonlySet<string>, accounts: SeenAccount[]): SeenList {
    const owner = list.owner && this.ref(list.owner);
    if (list.owner && owner && !refs.has(owner)) {
      accounts.push(this.account(owner, { name: list.owner, role: "profile", anchor: null }, new Map()));
    }
    const members = new Set(list.members.map((name) => this.ref(name)).filter((ref) => refs.has(ref)));
    if (owner) members.delete(owner);
    const { kind, displayedCount, ended } = list;
    return { kind, owner, displayedCount, ended, members: [...members] };
  }

  /** Whether the second line at an account is none's name. */
  private unnamed(): (seen: Sighting) => boolean {
    const lineOf = ({ isSecondLine, displayName, name }: Sighting): SecondLine | null => {
      const text = isSecondLine ? cleanText(displayName) : null;
      return text === null ? null : { text, name, key: this.ref(name) };
    };
    const lines = this.seen.flatMap((seen) => lineOf(seen) ?? []);
    const isName = namesAmong(lines, this.platform);
    return (seen) => {
      const line = lineOf(seen);
      return line !== null && !isName(line);
    };
  }

  private account(
    ref: string,
    seen: Sighting,
    pictures: ReadonlyMap<string, PictureSighting>,
    isUnnamed = false,
  ): SeenAccount {
    const id = this.idOf(seen.name);
    const handle = seen.name.handle ?? (id ? (this.handles.get(id) ?? null) : null);
    const own = seen.avatar?.sighting ?? null;
    const picture = (own?.picture_id && pictures.get(own.picture_id)) || own;
    const before = madeAccounts.get(seen);
    const made = before?.sighting;
    const isSame = made?.ref === ref && made.handle === handle && made.picture === picture;
    if (before && isSame && unnamed.has(before) === isUnnamed) return before;
    const named = isUnnamed ? { ...seen, displayName: null } : seen;
    const sighting = this.wire(named, { ref, account_id: id, handle, picture });
    const account = { sighting, anchor: seen.anchor };
    madeAccounts.set(seen, account);
    if (isUnnamed) unnamed.add(account);
    return account;
  }

  private wire(seen: Sighting, own: OwnWords): AccountSighting {
    const { handle, account_id: id } = own;
    const shown = cleanText(seen.displayName);
    const [local] = handle?.split("@") ?? [];
    const asHandle = [handle, `@${handle}`, `u/${handle}`, `@${local}`];
    const isHandle = asHandle.some((written) => written?.toLowerCase() === shown?.toLowerCase());
    return {
      ...own,
      platform: this.platform,
      // A number is rather what something was counted to.
      display_name: isHandle || isOnlyCount(shown) ? null : shown,
      address: this.reader.home({ id, handle }),
      bio: cleanText(seen.bio, TEXT_LENGTH),
      counts: Object.values(seen.counts ?? {}).some((count) => count !== null) ? (seen.counts ?? null) : null,
      role: seen.role,
    };
  }

  private learn(name: Name): void {
    if (!name.id || !name.handle) return;
    this.ids.set(handleKeyOf(name), name.id);
    this.handles.set(name.id, name.handle);
  }

  private idOf(name: Name): string | null {
    return name.id ?? this.ids.get(handleKeyOf(name)) ?? null;
  }

  private ref(name: Name): string {
    const id = this.idOf(name);
    return `${this.platform}:${id ? `id:${id}` : handleKeyOf(name)}`;
  }

  /** The page may show one picture small in one place and large in another. */
  private largestPictures(): Map<string, PictureSighting> {
    const largest = new Map<string, PictureSighting>();
    for (const { avatar } of this.seen) {
      const picture = avatar?.sighting;
      if (!picture?.picture_id) continue;
      const known = largest.get(picture.picture_id);
      if (!known || (picture.width ?? 0) > (known.width ?? 0)) largest.set(picture.picture_id, picture);
    }
    return largest;
  }
}

function isTimed({ time, ago }: SeenActivity): boolean {
  return Boolean(time ?? ago);
}

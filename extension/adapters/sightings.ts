// Gathers what an adapter sees on one page, and makes it one whole: one key an account, one badge a place.

import type {
  AccountSighting,
  Activity,
  CaptureKind,
  DisplayedCounts,
  PageKind,
  PictureSighting,
  Role,
} from "../../shared/wire/types.gen";
import type { Extraction, SeenAccount, SeenActivity, SeenList } from "./adapter";
import type { Avatar, Name, Reader } from "./patterns";
import { keyOf } from "./places";
import { cleanText, TEXT_LENGTH } from "./text";

/** One account at one place of the page. */
interface Sighting {
  name: Name;
  role: Role;
  anchor: Element | null;
  displayName?: string | null;
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

/** What was seen in a part of a page, and what its reading gave. */
interface Seen<Result> {
  result: Result;
  seen: readonly Sighting[];
  activities: readonly ActivitySighting[];
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
  apart<Result>(read: () => Result): Seen<Result> {
    const { seen, activities } = this;
    this.seen = [];
    this.activities = [];
    const result = read();
    const found = { result, seen: this.seen, activities: this.activities };
    this.seen = seen;
    this.activities = activities;
    return found;
  }

  add({ seen, activities }: Seen<unknown>): void {
    for (const { name } of seen) this.learn(name);
    this.seen.push(...seen);
    this.activities.push(...activities);
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
    const anchors = new Set<Element>();
    const accounts: SeenAccount[] = [];
    const refs = new Set<string>();
    for (const sighting of this.seen) {
      const ref = this.ref(sighting.name);
      if (out.has(ref) && sighting.role !== "profile") continue;
      if (sighting.anchor && anchors.has(sighting.anchor)) continue;
      if (sighting.anchor) anchors.add(sighting.anchor);
      refs.add(ref);
      accounts.push({ sighting: this.wire(ref, sighting, pictures), anchor: sighting.anchor });
    }
    const lists = this.lists.map((list) => this.wireList(list, refs, accounts));
    const activities = new Map<string, SeenActivity>();
    for (const { account, ...rest } of this.activities) {
      const activity = { account: this.ref(account), ...rest };
      if (refs.has(activity.account)) activities.set(JSON.stringify(activity), activity);
    }
    return {
      page: this.page(kind, address, title),
      accounts,
      lists,
      activities: [...activities.values()].filter(
        (activity, _place, all) =>
          isTimed(activity) || !all.some((other) => isTimed(other) && isOneAct(activity, other)),
      ),
    };
  }

  private page(kind: PageKind, address: URL, title: string): Extraction["page"] {
    const bare = new URL(address);
    bare.hash = "";
    if (bare.href.length > 4096) bare.search = "";
    return { platform: this.platform, kind, address: bare.href.slice(0, 4096), title: cleanText(title) };
  }

  private wireList(list: ListSighting, refs: ReadonlySet<string>, accounts: SeenAccount[]): SeenList {
    const owner = list.owner && this.ref(list.owner);
    if (list.owner && owner && !refs.has(owner)) {
      const sighting: Sighting = { name: list.owner, role: "profile", anchor: null };
      accounts.push({ sighting: this.wire(owner, sighting, new Map()), anchor: null });
    }
    const members = new Set(list.members.map((name) => this.ref(name)).filter((ref) => refs.has(ref)));
    if (owner) members.delete(owner);
    const { kind, displayedCount, ended } = list;
    return { kind, owner, displayedCount, ended, members: [...members] };
  }

  private wire(ref: string, seen: Sighting, pictures: ReadonlyMap<string, PictureSighting>): AccountSighting {
    const { name } = seen;
    const id = this.idOf(name);
    const handle = name.handle ?? (id ? (this.handles.get(id) ?? null) : null);
    const picture = seen.avatar?.sighting ?? null;
    const shown = cleanText(seen.displayName);
    const isHandle = shown?.replace(/^(?:@|u\/)/u, "").toLowerCase() === handle?.toLowerCase();
    return {
      ref,
      platform: this.platform,
      account_id: id,
      handle,
      display_name: isHandle ? null : shown,
      address: this.reader.home({ id, handle }),
      bio: cleanText(seen.bio, TEXT_LENGTH),
      counts: Object.values(seen.counts ?? {}).some((count) => count !== null) ? (seen.counts ?? null) : null,
      picture: (picture?.picture_id && pictures.get(picture.picture_id)) || picture,
      role: seen.role,
    };
  }

  private learn(name: Name): void {
    if (!name.id || !name.handle) return;
    this.ids.set(keyOf({ ...name, id: null }), name.id);
    this.handles.set(name.id, name.handle);
  }

  private idOf(name: Name): string | null {
    return name.id ?? this.ids.get(keyOf(name)) ?? null;
  }

  private ref(name: Name): string {
    return `${this.platform}:${keyOf({ ...name, id: this.idOf(name) })}`;
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

/** What a page says twice, once without its time. */
function isOneAct(one: Activity, other: Activity): boolean {
  return one.account === other.account && one.kind === other.kind && one.object === other.object;
}

// What an adapter says, made fit for the wire: whatever a page contains, its batch is not refused.

import type {
  AccountSighting,
  Activity,
  DisplayedCounts,
  Page,
  PictureSighting,
} from "../../shared/wire/types.gen";
import type { SeenActivity } from "../adapters/adapter";
import { momentAgo } from "../adapters/ago";
import { BOUNDS, bounded, boundedOrNull, countOrNull, isRef, wholeOrNull } from "../shared/wire-text";

/**
 * Null where the account has no key that the wire takes: its ref is its own id's or handle's. Pages spell one
 * account's handle in several cases; it is sent as its ref spells it, or in lower case.
 */
export function wireAccount(seen: AccountSighting): AccountSighting | null {
  const { ref, platform } = seen;
  const accountId = wholeOrNull(seen.account_id, BOUNDS.name);
  const spelled = wholeOrNull(seen.handle, BOUNDS.name);
  const isById = accountId !== null && ref === `${platform}:id:${accountId}`;
  const isByHandle = spelled !== null && ref === `${platform}:handle:${spelled}`;
  const handle = isByHandle ? spelled : (spelled?.toLowerCase() ?? null);
  if (!isRef(ref) || !(isById || ref === `${platform}:handle:${handle}`)) return null;
  return {
    ref,
    platform,
    account_id: accountId,
    handle,
    display_name: boundedOrNull(seen.display_name, BOUNDS.shortText),
    address: wholeOrNull(seen.address, BOUNDS.address),
    bio: boundedOrNull(seen.bio, BOUNDS.longText),
    counts: seen.counts ? wireCounts(seen.counts) : null,
    picture: seen.picture ? wirePicture(seen.picture) : null,
    role: seen.role,
  };
}

export function wirePage(page: Page): Page {
  return {
    platform: page.platform,
    kind: page.kind,
    address: bounded(page.address, BOUNDS.address),
    title: boundedOrNull(page.title, BOUNDS.shortText),
  };
}

/** `now` (ms): when the page that says how long ago it was is read. */
export function wireActivity(activity: SeenActivity, now: number): Activity | null {
  if (!isRef(activity.account)) return null;
  const { time: text, precision } = activity.ago ? momentAgo(activity.ago, now) : activity;
  const time = text ? Date.parse(text) : Number.NaN;
  return {
    account: activity.account,
    kind: activity.kind,
    object: boundedOrNull(activity.object, BOUNDS.address),
    text: boundedOrNull(activity.text, BOUNDS.longText),
    ...(activity.object_kind ? { object_kind: activity.object_kind } : {}),
    ...(activity.content ? { content: bounded(activity.content, BOUNDS.address) } : {}),
    time: Number.isNaN(time) ? null : new Date(time).toISOString(),
    precision: Number.isNaN(time) ? null : (precision ?? null),
  };
}

function wirePicture(picture: PictureSighting): PictureSighting | null {
  const address = wholeOrNull(picture.address, BOUNDS.address);
  if (address === null || !/^https?:\/\//i.test(address)) return null;
  return {
    address,
    picture_id: wholeOrNull(picture.picture_id, BOUNDS.pictureId),
    width: countOrNull(picture.width),
    height: countOrNull(picture.height),
  };
}

function wireCounts(counts: DisplayedCounts): DisplayedCounts {
  return {
    followers: countOrNull(counts.followers),
    following: countOrNull(counts.following),
    friends: countOrNull(counts.friends),
    posts: countOrNull(counts.posts),
  };
}

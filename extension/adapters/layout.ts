// How a site's file declares where the parts of its pages are, where the site marks them for itself: with test ids,
// custom elements or names that last.

import type { DisplayedCounts, PictureSighting } from "../../shared/wire/types.gen";
import type { Action } from "./actions";
import type { ListAddress, Name } from "./patterns";
import type { Moment } from "./times";

/** Where an account stands within a part. Every text is a selector; of several with `||` between, the first that fits
 * something counts. */
export interface Place {
  /** The part itself. */
  place: string;
  /** The name, in a part; where none fits, the first text in the account's links. */
  name?: string;
  /** The display name, where the name is only a handle. */
  displayed?: string;
  /** The avatar, or around it. */
  picture?: string;
  /** What is written after a name in its own element, and is none of it. */
  nameEnds?: RegExp;
}

interface ProfileLayout extends Place {
  name: string;
  /** Where the head writes the handle; a name may look like one, too. */
  handle?: string;
  bio?: string | ((place: Element) => Element | null);
  /** The stable id, where the header's links do not say it. */
  idOf?: (place: Element, owner: Name) => string | null;
  /** Elements whose text, title or label starts with the number. */
  counts: { [kind in keyof DisplayedCounts]?: string };
  /** Where the month is written since when the account exists. */
  created?: string;
  /** What the page holds instead, where the site shows the profile to those who log in. */
  closed?: string;
}

export interface PostLayout extends Place {
  text?: string;
  /** Where it says how long ago it was, for people. */
  ago?: string;
  /** The link to whom it came by: an account that shared the post. */
  sharer?: string | ((place: Element) => Element | null);
  /** The sentence that says who did what with the post, above it. */
  action?: (place: Element) => Action | null;
  /** The part is the smallest that fits this around `place`, unless that holds another such place. */
  around?: string;
  /** What the site itself says the post is; otherwise posts below the address's own are comments. */
  role?: "author" | "commenter";
  /** It stands within another post, which shares it. */
  quoted?: true;
}

export interface Layout {
  /** The part of the page that counts; where there is none, the whole. */
  main: string;
  /** Parts that do not count wherever they are: suggestions, recommendations, menus. */
  aside?: string;
  /** Where the viewer's own account is named. */
  viewer?: string;
  profile: ProfileLayout;
  /** Rows of a list, in main or in a dialog; where none is marked, whatever shows one account's avatar is one. */
  rows: Place;
  posts: readonly PostLayout[];
  /** On a profile, parts that each show a post of its owner, and name nobody. */
  ownPosts?: string;
  /** A post's own path and query; the group `handle` or `id` names its author, `post` its number. */
  post: RegExp;
  /** Addresses of pages, besides profiles, on which acts stand newest first; the group `handle` says whose. */
  newestFirst?: RegExp;
  /** The address of the post or page that a post shares, where the site spells it. */
  sharedBy?: (place: Element) => string | null;
  /** Parts that show the post at the page's own address, whatever their links lead to. */
  postOfPage?: string;
  /** On a post's page, what stands above other posts that are no answers to it. */
  related?: string;
  /** In a list, what stands above accounts that are none of its members. */
  suggested?: string;
  /** The path of the post that a part shows, where its links do not say it. */
  postOf?: (place: Element) => string | null;
  /** The list that a dialog shows over a page whose address is no list's; `owner`: the page's account. */
  dialog?: (dialog: Element, owner: Name | null) => ListAddress | null;
  /** The link that says whose a part is, where neither a marked name nor the first link does. */
  head?: (place: Element, isRow: boolean) => Element | null;
  /** The account of a part, where its links (`linked`) do not say it, or not all. */
  nameOf?: (place: Element, linked: Name | null) => Name | null;
  /** When a post was made, where the page has no `time` element for machines: by the part, or by the post's path. */
  timeIn?: (place: Element) => Moment | null;
  timeOf?: (post: RegExpExecArray) => Moment | null;
  /** When an avatar was put there, where its address spells it. */
  pictureTime?: (picture: PictureSighting) => Moment | null;
}

// Reads posts, comments and what is shared by a site's layout.

import type { Role } from "../../shared/wire/types.gen";
import type { LaidOut } from "./laid-out";
import type { PostLayout } from "./layout";
import { stands } from "./lists";
import { nameAmong } from "./naming";
import { around, elementsOf, isSame, nameIn, pick } from "./parts";
import type { ListAddress, Name } from "./patterns";
import { TEXT_LENGTH, textOf } from "./text";
import { momentIn } from "./times";

/** On a post's page the posts below it are comments, but for its author's own. */
export function readPosts(page: LaidOut, here: RegExpExecArray | null, list: ListAddress | null): void {
  const author = here && nameIn(here, page);
  const { related } = page.layout;
  const end = here && related ? (page.main.querySelector(related) ?? null) : null;
  const isHere = (place: Element) => here !== null && page.pathOf(place)?.[0] === here[0];
  const seePost = (place: Element, layout: PostLayout, isBelow: boolean): Role | null => {
    const name = page.nameOf(place, layout);
    readAction(page, place, layout);
    if (!name) return null;
    const isOwn = author !== null && isSame(name, author);
    const role = layout.role ?? (isBelow && !isOwn ? "commenter" : "author");
    page.see(place, name, role, layout);
    act(page, place, name, role, layout, here);
    return role;
  };
  for (const [number, layout] of page.layout.posts.entries()) {
    const parts = page.parts(layout.place).filter((part) => !list || !part.matches(page.layout.rows.place));
    const places = parts.map((part) => around(part, layout));
    const from = here ? places.findIndex(isHere) : places.length;
    const isTimed = momentIn(places[from]) !== null;
    places.forEach((place, index) => {
      // An advertisement among the answers does not say when it was posted.
      const isBelow =
        index > from && !(end && stands(place, { after: end })) && !(isTimed && !momentIn(place));
      const role = page.part(place, `post ${number} ${isBelow}`, () => seePost(place, layout, isBelow));
      if (!role) return;
      if (layout.quoted) share(page, place.parentElement, page.pathOf(place));
      else if (role === "author" && page.layout.sharedBy) share(page, place, page.layout.sharedBy(place));
    });
  }
}

/** What `owner`, whose profile it is, posted, by links that spell whose each post is. */
export function readOwnPosts(page: LaidOut, owner: Name): void {
  const { ownPosts, timeOf } = page.layout;
  for (const part of ownPosts ? page.parts(ownPosts) : []) {
    const path = page.pathOf(part);
    const name = path && nameIn(path, page);
    if (path && name && isSame(name, owner))
      page.seen.act({
        account: owner,
        kind: "posts",
        object: page.address.origin + path[0],
        ...timeOf?.(path),
      });
  }
}

function act(
  page: LaidOut,
  place: Element,
  account: Name,
  role: Role,
  layout: PostLayout,
  here: RegExpExecArray | null,
): void {
  const path = page.pathOf(place);
  const object = page.address.origin + (role === "commenter" ? (here ?? path)?.[0] : path?.[0]);
  if (!path && !(role === "commenter" && here)) return;
  const moment = page.momentOf(place, path, layout);
  const text = layout.text ? textOf(pick(place, layout.text), TEXT_LENGTH) : null;
  page.seen.act({ account, kind: role === "commenter" ? "comments" : "posts", object, text, ...moment });
  const { sharer: by } = layout;
  const links = typeof by === "function" ? [by(place)] : elementsOf(place, by);
  for (const link of links) {
    if (!link) continue;
    const sharer = page.linked(link);
    const anchor = sharer && nameAmong([link], sharer);
    if (!sharer || !anchor) continue;
    page.seen.see({ name: sharer, role: "author", anchor });
    page.seen.act({ account: sharer, kind: "shares", object });
    return;
  }
}

/** That the post which shows `place`, or holds it, shares a post, by its path, or what stands at an address. */
function share(page: LaidOut, place: Element | null, shared: RegExpExecArray | string | null): void {
  if (!shared) return;
  const layout = page.layout.posts.find((each) => !each.quoted && place?.closest(each.place));
  const post = layout && place?.closest(layout.place);
  const account = post && page.nameOf(post, layout);
  const path = post && page.pathOf(post);
  const target = typeof shared === "string" ? page.reader.target(shared, page.address) : null;
  const isOwn = target !== null && page.reader.isOwn(target);
  const there =
    typeof shared === "string" ? isOwn && page.layout.post.exec(target.pathname + target.search) : shared;
  if (!account || !path || (there ? there[0] === path[0] : !target || isOwn)) return;
  page.seen.act({
    account,
    kind: "shares",
    object: there ? page.address.origin + there[0] : (target?.href ?? null),
    ...(there ? {} : { object_kind: "link" as const }),
    content: page.address.origin + path[0],
    ...page.momentOf(post, path),
  });
}

/** What the sentence above a post says that somebody did with it. */
function readAction(page: LaidOut, place: Element, layout: PostLayout): void {
  const action = layout.action?.(place);
  const name = action && page.linked(action.link);
  if (!action || !name) return;
  const role = action.kind === "comments" ? "commenter" : action.kind === "likes" ? "liker" : "author";
  page.see(place, name, role, { place: layout.place });
  const path = page.pathOf(place);
  if (path) page.seen.act({ account: name, kind: action.kind, object: page.address.origin + path[0] });
}

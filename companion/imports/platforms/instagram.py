"""Instagram's posts and comments, in the forms of its lists, of its older graph, and of its grids."""

from __future__ import annotations

from companion.core.wire.observations import AccountSighting, ActivityKind, Role
from companion.imports.platforms.found import Found, Item, person, record, records, seconds, text_of, within
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.sites import site

DOMAINS = ("instagram.com", "instagram-comments")
SITE = site("instagram")


def read(item: Item) -> Found:
    """Raises :class:`UnreadableError` for an item of another form."""
    found = Found()
    if "comment_id" in item and "post_id" in item:
        _comment(found, item, text_of(item.get("post_url")) or text_of(item["post_id"]))
        return found
    code = text_of(item.get("code")) or text_of(item.get("shortcode"))
    if code is None:
        raise UnreadableError("imports.row.no_instagram")
    author = {**record(item.get("owner")), **{k: v for k, v in record(item.get("user")).items() if v is not None}}
    known_id = author.get("pk") or author.get("id") or _author_in(item.get("id"))
    everyone = [_person(author, known_id)]
    everyone += [_person(each, each.get("pk") or each.get("id")) for each in records(item.get("coauthor_producers"))]
    address = f"https://www.instagram.com/p/{code}"
    time = seconds(item.get("taken_at") or item.get("taken_at_timestamp"))
    for each in everyone:
        found.accounts.append(each)
        # The text is told once: two who post together have not said the same twice.
        text = _caption(item) if each is everyone[0] else None
        found.act(each, ActivityKind.posts, address, text=text, time=time)
    for comment in (*records(item.get("preview_comments")), *records(item.get("comments"))):
        if record(comment.get("user")) or record(comment.get("owner")):
            _comment(found, comment, address)
    return found


def _person(user: Item, account_id: object, role: Role = Role.author) -> AccountSighting:
    counts = {"followers": user.get("follower_count"), "following": user.get("following_count")}
    return person(
        SITE,
        account_id,
        user.get("username"),
        name=user.get("full_name"),
        bio=user.get("biography"),
        picture=user.get("profile_pic_url"),
        counts=counts | {"posts": user.get("media_count")},
        role=role,
    )


def _author_in(post: object) -> str | None:
    """A post's own id is POST_AUTHOR."""
    _, _, author = (text_of(post) or "").partition("_")
    return author or None


def _caption(item: Item) -> str | None:
    caption = text_of(within(item, "caption").get("text"))
    edges = [*records(within(item, "edge_media_to_caption").get("edges"))]
    return caption or (text_of(within(edges[0], "node").get("text")) if edges else None)


def _comment(found: Found, comment: Item, post: str | None) -> None:
    user = record(comment.get("user")) or record(comment.get("owner"))
    if "unique_id" in user:  # as the recorder of comments writes it
        user = {
            "id": user.get("id"),
            "username": user["unique_id"],
            "full_name": user.get("nickname"),
            "profile_pic_url": user.get("avatar_thumb"),
        }
    author = _person(user, user.get("pk") or user.get("id"), Role.commenter)
    found.accounts.append(author)
    found.act(
        author,
        ActivityKind.comments,
        post.rstrip("/") if post else None,
        text=text_of(comment.get("text")),
        time=seconds(comment.get("created_at") or comment.get("created_at_utc")),
    )

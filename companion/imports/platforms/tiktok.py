"""TikTok's videos and comments."""

from __future__ import annotations

import re

from companion.core.wire.observations import ActivityKind, Role
from companion.imports.platforms.found import Found, Item, person, record, seconds, text_of, within
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.sites import site

DOMAINS = ("tiktok.com", "tiktok-comments")
SITE = site("tiktok")


def read(item: Item) -> Found:
    """Raises :class:`UnreadableError` for an item of another form."""
    found = Found()
    if "cid" in item and "aweme_id" in item:
        _comment(found, item)
        return found
    number = text_of(item.get("id"))
    if number is None or "author" not in item:
        raise UnreadableError("imports.row.no_tiktok")
    # In pages of before 2023 the author is a name only, and what else is known stands beside it.
    user = record(item["author"]) or {
        "uniqueId": item["author"],
        "nickname": item.get("nickname"),
        "id": item.get("authorId"),
        "avatarThumb": item.get("avatarThumb"),
    }
    counts = record(item.get("authorStats")) or record(item.get("authorStatsV2"))
    author = person(
        SITE,
        user.get("id"),
        user.get("uniqueId"),
        name=user.get("nickname"),
        bio=user.get("signature"),
        picture=user.get("avatarLarger") or user.get("avatarMedium") or user.get("avatarThumb"),
        counts={
            "followers": counts.get("followerCount"),
            "following": counts.get("followingCount"),
            "posts": counts.get("videoCount"),
        },
    )
    found.accounts.append(author)
    address = f"https://www.tiktok.com/@{author.handle or ''}/video/{number}"
    found.act(author, ActivityKind.posts, address, text=text_of(item.get("desc")), time=seconds(item.get("createTime")))
    return found


def _comment(found: Found, item: Item) -> None:
    user = record(item.get("user"))
    pictures = within(user, "avatar_thumb").get("url_list")
    author = person(
        SITE,
        user.get("uid"),
        user.get("unique_id"),
        name=user.get("nickname"),
        bio=user.get("signature"),
        picture=pictures[0] if isinstance(pictures, list) and pictures else None,
        role=Role.commenter,
    )
    found.accounts.append(author)
    page = re.match(r"https://[\w.]*tiktok\.com/@[^/?]+/(?:video|photo)/\d+", str(item.get("_page") or ""))
    video = text_of(item.get("aweme_id")) or ""
    address = page[0] if page is not None and page[0].endswith(f"/{video}") else video
    found.act(
        author, ActivityKind.comments, address, text=text_of(item.get("text")), time=seconds(item.get("create_time"))
    )

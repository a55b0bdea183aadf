"""Threads' posts, replies, reposts and quotes."""

from __future__ import annotations

from companion.core.wire.observations import ActivityKind, ObjectKind
from companion.imports.platforms.found import DEEPEST, Found, Item, person, reader, record, seconds, text_of, within
from companion.imports.platforms.instagram import SITE as INSTAGRAM
from companion.imports.reading.sites import site

DOMAINS = ("threads.net", "threads.com")
SITE = site("threads")


def _post(found: Found, item: Item, depth: int = 0) -> str | None:
    """Note a post with those that it reposts or quotes; its address."""
    code, user = text_of(item.get("code")), record(item.get("user"))
    if code is None or not user or depth > DEEPEST:
        return None
    author = person(
        SITE,
        user.get("pk") or user.get("id"),
        user.get("username"),
        name=user.get("full_name"),
        bio=user.get("biography"),
        picture=user.get("profile_pic_url"),
        counts={"followers": user.get("follower_count")},
    )
    found.accounts.append(author)
    address = f"https://www.threads.com/@{author.handle or ''}/post/{code}"
    time = seconds(item.get("taken_at"))
    more = within(item, "text_post_app_info")
    reposted = _post(found, within(more, "share_info", "reposted_post"), depth + 1)
    if reposted is not None:
        found.act(author, ActivityKind.shares, reposted, time=time)
        return address
    found.act(author, ActivityKind.posts, address, text=text_of(within(item, "caption").get("text")), time=time)
    quoted = _post(found, within(more, "share_info", "quoted_post"), depth + 1)
    if quoted is not None:
        found.act(author, ActivityKind.shares, quoted, time=time)
    link = text_of(within(more, "link_preview_attachment").get("url"))
    if link is not None:
        leads_to = INSTAGRAM.target(SITE.target(link))  # Threads writes either's redirect
        found.act(author, ActivityKind.shares, leads_to, time=time, object_kind=ObjectKind.link)
    return address


read = reader(_post, "imports.row.no_threads")

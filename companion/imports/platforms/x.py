"""X's posts, replies, reposts and quotes, in its forms of 2022 to 2026; the last of them has no ``legacy``."""

from __future__ import annotations

import html
from datetime import datetime, timedelta

from companion.core.wire.observations import AccountSighting, ActivityKind, Role
from companion.imports.platforms.found import (
    DEEPEST,
    Found,
    Item,
    number,
    person,
    reader,
    record,
    records,
    text_of,
    within,
)
from companion.imports.reading.sites import site
from companion.store.times import EPOCH

DOMAINS = ("twitter.com", "x.com", "twitter-comments")
SITE = site("x")
TIME = "%a %b %d %H:%M:%S %z %Y"


def _post(found: Found, item: Item, depth: int = 0) -> str | None:
    """Note a post with those that it reposts or quotes; its address, None where it is withheld."""
    item = record(item.get("tweet")) or item
    legacy = _said_of(item)
    post_id = text_of(item.get("rest_id")) or text_of(legacy.get("id_str"))
    if post_id is None or not legacy or depth > DEEPEST:
        return None
    author = _author(found, item, legacy)
    if author is None:
        return None
    address = _address(author.handle, post_id)
    time = _time(legacy)
    found.accounts.append(author)
    original = _beside(item, legacy, "retweeted_status_result", "retweeted_status_results", "repostedStatusResults")
    if original:
        shared = _post(found, original, depth + 1) or _address(None, text_of(original.get("rest_id")) or post_id)
        found.act(author, ActivityKind.shares, shared, time=time)
        return address
    text = _text(item, legacy)
    replied = text_of(legacy.get("in_reply_to_status_id_str"))
    replied = replied or text_of(_beside(item, legacy, "reply_to_results").get("rest_id"))
    if replied is not None:
        to_whom = within(item, "reply_to_user_results", "result", "core").get("screen_name")
        to = _address(text_of(legacy.get("in_reply_to_screen_name")) or text_of(to_whom), replied)
        found.act(author, ActivityKind.comments, to, text=text, time=time)
    else:
        found.act(author, ActivityKind.posts, address, text=text, time=time)
    original = _beside(item, legacy, "quoted_status_result", "quoted_tweet_results", "quotedPostResults")
    quoted = text_of(legacy.get("quoted_status_id_str")) or text_of(original.get("rest_id"))
    if quoted is not None:
        inner = _post(found, original, depth + 1)
        found.act(author, ActivityKind.shares, inner or _address(None, quoted), time=time)
    return address


def _said_of(item: Item) -> Item:
    """What a post says of itself, wherever its form has that: under ``legacy``, ``details``, or beside its id."""
    legacy = {**record(item.get("details")), **record(item.get("legacy"))}
    return legacy or {name: item[name] for name in ("full_text", "created_at", "created_at_ms") if name in item}


def _beside(item: Item, legacy: Item, *names: str) -> Item:
    """The other post that this one reposts, quotes or answers, under the first of these names."""
    places = (within(each, name) for name in names for each in (legacy, item))
    return next((found for place in places if (found := record(place.get("result")) or place)), {})


def _author(found: Found, item: Item, legacy: Item) -> AccountSighting | None:
    user = within(item, "core", "user_results", "result")
    said = {**record(user.get("legacy")), **record(user.get("core"))} or record(item.get("user"))
    known_id = user.get("rest_id") or legacy.get("user_id_str") or said.get("id_str")
    if text_of(known_id) is None and text_of(said.get("screen_name")) is None:
        return None
    author = person(
        SITE,
        known_id,
        said.get("screen_name"),
        name=said.get("name"),
        bio=said.get("description") or within(user, "profile_bio").get("description"),
        picture=within(user, "avatar").get("image_url") or said.get("profile_image_url_https"),
        counts={
            "followers": said.get("followers_count", within(user, "relationship_counts").get("followers")),
            "following": said.get("friends_count", within(user, "relationship_counts").get("following")),
            "posts": said.get("statuses_count", within(user, "tweet_counts").get("tweets")),
        },
        role=Role.author,
    )
    if (created := _time(said)) is not None:
        found.act(author, ActivityKind.account_created, None, time=created)
    return author


def _address(handle: str | None, post_id: str) -> str:
    return f"https://x.com/{handle or 'i/web'}/status/{post_id}"


def _text(item: Item, legacy: Item) -> str | None:
    """The whole text, with each shortened link as what it leads to."""
    note = within(item, "note_tweet", "note_tweet_results", "result")
    text = html.unescape(text_of(note.get("text")) or text_of(legacy.get("full_text")) or "")
    links = [*records(within(legacy, "entities").get("urls")), *records(within(note, "entity_set").get("urls"))]
    for link in links:
        short, full = text_of(link.get("url")), text_of(link.get("expanded_url"))
        if short and full:
            text = text.replace(short, full)
    return text or None


def _time(said: Item) -> datetime | None:
    written, count = said.get("created_at"), number(said.get("created_at_ms"))
    try:
        if isinstance(written, str):
            return datetime.strptime(written, TIME)  # noqa: DTZ007 - TIME has %z
        return EPOCH + timedelta(milliseconds=count) if count else None
    except (ValueError, OverflowError):
        return None


read = reader(_post, "imports.row.no_x")

"""X's posts, replies, reposts and quotes, in its present form and that of 2022."""

from __future__ import annotations

import html
from datetime import datetime

from companion.core.wire.observations import AccountSighting, ActivityKind, Role
from companion.imports.platforms.found import Found, Item, person, record, records, text_of, within
from companion.imports.reading.reading import UnreadableError
from companion.imports.reading.sites import site

DOMAINS = ("twitter.com", "x.com")
SITE = site("x")
TIME = "%a %b %d %H:%M:%S %z %Y"
DEEPEST = 3


def read(item: Item) -> Found:
    """Raises :class:`UnreadableError` for an item of another form."""
    found = Found()
    if _post(found, item) is None:
        raise UnreadableError("imports.row.no_x")
    return found


def _post(found: Found, item: Item, depth: int = 0) -> str | None:
    """Note a post with those that it reposts or quotes; its address, None where it is withheld."""
    item = record(item.get("tweet")) or item
    legacy = record(item.get("legacy"))
    number = text_of(item.get("rest_id")) or text_of(legacy.get("id_str"))
    if number is None or not legacy or depth > DEEPEST:
        return None
    author = _author(found, item, legacy)
    if author is None:
        return None
    address = _address(author.handle, number)
    time = _time(legacy.get("created_at"))
    found.accounts.append(author)
    original = within(legacy, "retweeted_status_result", "result") or within(item, "retweeted_status_result", "result")
    if original:
        shared = _post(found, original, depth + 1) or _address(None, text_of(original.get("rest_id")) or number)
        found.act(author, ActivityKind.shares, shared, time=time)
        return address
    text = _text(item, legacy)
    replied = text_of(legacy.get("in_reply_to_status_id_str"))
    if replied is not None:
        to = _address(text_of(legacy.get("in_reply_to_screen_name")), replied)
        found.act(author, ActivityKind.comments, to, text=text, time=time)
    else:
        found.act(author, ActivityKind.posts, address, text=text, time=time)
    quoted = text_of(legacy.get("quoted_status_id_str"))
    if quoted is not None:
        inner = _post(found, within(item, "quoted_status_result", "result"), depth + 1)
        found.act(author, ActivityKind.shares, inner or _address(None, quoted), time=time)
    return address


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
            "followers": said.get("followers_count"),
            "following": said.get("friends_count"),
            "posts": said.get("statuses_count"),
        },
        role=Role.author,
    )
    if (created := _time(said.get("created_at"))) is not None:
        found.act(author, ActivityKind.account_created, None, time=created)
    return author


def _address(handle: str | None, number: str) -> str:
    return f"https://x.com/{handle or 'i/web'}/status/{number}"


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


def _time(value: object) -> datetime | None:
    try:
        return datetime.strptime(value, TIME) if isinstance(value, str) else None  # noqa: DTZ007 - TIME has %z
    except ValueError:
        return None

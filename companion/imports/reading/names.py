"""The names that other programs give to what is known of an account or an edge."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from companion.core.identity import REF, AccountRef, parse_ref
from companion.core.kinds import EdgeKind
from companion.core.wire.observations import AccountSighting, DisplayedCounts, Role
from companion.errors import BadRequestError
from companion.imports.reading.reading import OTHER_PLATFORM, Asked, UnreadableError
from companion.imports.reading.sites import site

ACCOUNT_ID = ("account_id", "user_id", "userid", "author_id", "id_str", "pk")
HANDLE = ("handle", "username", "user_name", "screen_name", "login")
DISPLAY_NAME = ("display_name", "full_name", "fullname", "nickname", "label", "name")
BIO = ("bio", "description", "biography")
ADDRESS = ("address", "url", "profile_url", "link")
PICTURE = ("picture_address", "avatar", "profile_image_url", "profile_pic_url", "image")
COUNTS = {
    "followers": ("followers", "followers_count", "follower_count"),
    "following": ("following", "friends_count", "following_count"),
    "friends": ("friends",),
    "posts": ("posts", "statuses_count", "media_count"),
}
KINDS = {
    EdgeKind.follows: ("follows", "follow", "following", "followers", "directed"),
    EdgeKind.friend: ("friend", "friends", "friendship", "undirected", "mutual"),
    EdgeKind.member: ("member", "members", "membership"),
}

LONGEST = {"display_name": 500, "bio": 5000, "address": 4096}


def plain(name: str) -> str:
    """A column's name as it is looked for: small letters, one underscore for what lies between words."""
    return re.sub(r"[\W_]+", "_", name.strip().lower()).strip("_")


def edge_kind(text: str) -> EdgeKind:
    """The kind that a word means. Raises :class:`UnreadableError` for another."""
    wanted = plain(text)
    for kind, words in KINDS.items():
        if wanted in words:
            return kind
    raise UnreadableError("imports.row.edge_kind", kind=repr(text[:50]))


def ref_of(text: str, asked: Asked, platform: str | None = None) -> str:
    """The ref that a text is, as ``instagram:handle:ana``, or that a plain name stands for."""
    try:
        return str(_known(text))
    except BadRequestError:
        named = text.strip()
        where = platform or asked.platform or OTHER_PLATFORM
        value = named if asked.by_id else named.removeprefix("@")
        if not value:
            raise UnreadableError("imports.row.no_name") from None
        return str(parse_ref(f"{where}:{'id' if asked.by_id else 'handle'}:{value}"))


def is_ref(text: str) -> bool:
    """Whether this text names an account in full, and is no plain name."""
    return REF.fullmatch(text) is not None or PSEUDONYM.fullmatch(text) is not None


PSEUDONYM = re.compile(r"([a-z][a-z0-9-]{0,31}):pseudonym:(\w{1,200})")


def _known(text: str) -> AccountRef:
    """A ref; a pseudonym is a stable id, so that two exports under the same key are joined by it."""
    if (hidden := PSEUDONYM.fullmatch(text)) is not None:
        return AccountRef(hidden[1], True, f"pseudonym:{hidden[2]}")
    return parse_ref(text)


def sighting(ref: str, values: Mapping[str, Any], role: Role = Role.row) -> AccountSighting:
    """What columns of any of the names say of the account of this ref. Raises ``ValidationError``."""
    named = parse_ref(ref)
    handle, account_id = first(values, HANDLE), first(values, ACCOUNT_ID)
    counts = {name: _count(first(values, columns)) for name, columns in COUNTS.items()}
    said = {"display_name": DISPLAY_NAME, "bio": BIO, "address": ADDRESS}
    return AccountSighting(
        ref=ref,
        platform=named.platform,
        account_id=named.value if named.by_id else account_id,
        handle=handle.removeprefix("@") if named.by_id and handle else None if named.by_id else named.value,
        role=role,
        counts=DisplayedCounts(**counts) if any(count is not None for count in counts.values()) else None,
        picture=site(named.platform).picture(first(values, PICTURE)),
        **{name: cut(first(values, columns), LONGEST[name]) for name, columns in said.items()},
    )


def cut(text: str | None, longest: int) -> str | None:
    """As the extension cuts what it reads; None for an empty text."""
    return text[:longest] if text else None


def first(values: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """What the first of these columns that has anything says."""
    return next((str(values[name]) for name in names if values.get(name) not in (None, "")), None)


def _count(text: str | None) -> int | None:
    """A count; what is none, as Gephi's `NaN`, is not known."""
    try:
        count = int(float(text)) if text is not None else None
    except (ValueError, OverflowError):
        return None
    return count if count is not None and 0 <= count < 2**53 else None

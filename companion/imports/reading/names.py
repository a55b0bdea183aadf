"""The names that other programs give to what is known of an account or an edge."""

from __future__ import annotations

import re

from companion.core.kinds import EdgeKind
from companion.imports.reading.reasons import UnreadableError

ACCOUNT_ID = ("account_id", "user_id", "userid", "author_id", "id_str", "rest_id", "pk")
HANDLE = ("handle", "username", "user_name", "screen_name", "login", "account_address")
DISPLAY_NAME = ("display_name", "full_name", "fullname", "nickname", "profile_name", "label", "name")
BIO = ("bio", "description", "biography")
ADDRESS = ("address", "url", "profile_url", "link")
PICTURE = ("picture_address", "avatar", "profile_image_url", "profile_pic_url", "profile_image", "image")
COUNTS = {
    "followers": ("followers", "followers_count", "follower_count"),
    "following": ("following", "friends_count", "following_count"),
    "friends": ("friends",),
    "posts": ("posts", "statuses_count", "statuses", "media_count"),
}
COLUMNS = COUNTS | {
    "account_id": ACCOUNT_ID,
    "handle": HANDLE,
    "display_name": DISPLAY_NAME,
    "bio": BIO,
    "address": ADDRESS,
    "picture": PICTURE,
}
"""All that is read of an account, and the columns that say it."""
KINDS = {
    EdgeKind.follows: ("follows", "follow", "following", "followers", "directed"),
    EdgeKind.friend: ("friend", "friends", "friendship", "undirected", "mutual"),
    EdgeKind.member: ("member", "members", "membership"),
}


def plain(name: str) -> str:
    """A column's name as it is looked for: small letters, one underscore for what lies between words."""
    return re.sub(r"[\W_]+", "_", name.strip().lower()).strip("_")


def edge_kind(text: str) -> EdgeKind:
    """The kind that a word means. Raises :class:`UnreadableError` for another."""
    wanted = plain(text)
    if wanted.startswith("co_"):  # QUT's toolkit: co_retweet, co_link …
        return EdgeKind.friend
    for kind, words in KINDS.items():
        if wanted in words:
            return kind
    raise UnreadableError("imports.row.edge_kind", kind=repr(text[:50]))

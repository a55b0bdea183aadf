"""The names that other programs give to what is known of an account or an edge."""

from __future__ import annotations

import re

from companion.core.kinds import EdgeKind
from companion.imports.reading.reasons import UnreadableError


def words(text: str) -> tuple[str, ...]:
    """The words of a text: so lists of names stand on few lines."""
    return tuple(text.split())


ACCOUNT_ID = words("account_id user_id userid author_id id_str rest_id pk")
HANDLE = words("handle acct username user_name screen_name login account_address vertex")
DISPLAY_NAME = words("display_name full_name fullname nickname profile_name channel_title label name")
BIO = ("bio", "description", "biography")
ADDRESS = words("address profile_url profile_link url link")
PICTURE = words(
    "picture_address avatar profile_image_url profile_pic_url profile_image image img_url avatar_url avatar_link "
    "profile_image_url_https image_file"
)
COUNTS = {
    "followers": words("followers followers_count follower_count public_metrics_followers_count"),
    "following": words("following friends_count following_count followed public_metrics_following_count"),
    "friends": ("friends",),
    "posts": words("posts statuses_count statuses media_count tweets tweets_count public_metrics_tweet_count"),
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
    EdgeKind.follows: words("follows follow following followers followed follower directed"),
    EdgeKind.friend: words("friend friends friendship undirected mutual connection"),
    EdgeKind.member: ("member", "members", "membership"),
}


def plain(name: str) -> str:
    """A column's name as it is looked for: small letters, one underscore for what lies between words."""
    return re.sub(r"[\W_]+", "_", name.strip().lower()).strip("_")


_NOT = frozenset(("0", "0.0", "false", "no", "f", "n"))


def says_no(text: str) -> bool:
    """Whether a cell or an attribute says that something is not so; an empty one says nothing."""
    return text.strip().lower() in _NOT


def edge_kind(text: str, reason: str = "imports.row.edge_kind") -> EdgeKind:
    """The kind that a word means. Raises :class:`UnreadableError` with this reason for another."""
    wanted = plain(text)
    if wanted.startswith("co_"):  # QUT's toolkit: co_retweet, co_link …
        return EdgeKind.friend
    for kind, words in KINDS.items():
        if wanted in words:
            return kind
    raise UnreadableError(reason, kind=repr(text[:50]))

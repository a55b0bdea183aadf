"""What an edge can say, what connects a group, and for what innocent reasons it may.

They stand alone, so that options and the wire's models need neither models nor arrays to name them.
"""

from __future__ import annotations

from enum import Enum


class EdgeKind(str, Enum):
    """What an edge between two accounts says: of two friends, of a follower, of a member of a group."""

    friend = "friend"
    follows = "follows"
    member = "member"


class ListKind(str, Enum):
    """Which list of somebody's a file is, where it is one."""

    followers = "followers"
    following = "following"
    friends = "friends"
    members = "members"


LISTS_OF: dict[EdgeKind, tuple[ListKind | None, ListKind]] = {
    EdgeKind.follows: (ListKind.following, ListKind.followers),
    EdgeKind.friend: (ListKind.friends, ListKind.friends),
    EdgeKind.member: (None, ListKind.members),
}
"""In which list of its source an edge of each kind stands, and in which of its target."""
EDGE_OF = {listed: kind for kind, lists in LISTS_OF.items() for listed in lists if listed is not None}
"""The kind of edge that each kind of list shows."""


class SignKind(str, Enum):
    """Kinds of signs, in the order in which they are told."""

    aligned = "aligned"
    avatars_changed = "avatars_changed"
    accounts_created = "accounts_created"
    coshared = "coshared"
    strangers = "strangers"
    reused = "reused"
    faces_together = "faces_together"
    followed_alike = "followed_alike"
    mutual_follows = "mutual_follows"
    new_accounts = "new_accounts"
    shared_neighbours = "shared_neighbours"


class InnocentReason(str, Enum):
    """Innocent reasons for a group."""

    fans = "fans"
    event = "event"
    office = "office"


class Span(str, Enum):
    """How far back."""

    hour = "hour"
    day = "day"
    ever = "ever"

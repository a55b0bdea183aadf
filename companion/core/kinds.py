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

"""What an edge between two accounts can say. It stands alone, so that a command's options need no models to name it."""

from __future__ import annotations

from enum import Enum


class EdgeKind(str, Enum):
    """What an edge between two accounts says: of two friends, of a follower, of a member of a group."""

    friend = "friend"
    follows = "follows"
    member = "member"

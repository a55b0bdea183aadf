"""What connects a group, and for what innocent reasons it may hang together.

It stands alone, so that the wire's models need no arrays to name them.
"""

from __future__ import annotations

from enum import Enum


class SignKind(str, Enum):
    """Kinds of signs, in the order in which they are told."""

    aligned = "aligned"
    avatars_changed = "avatars_changed"
    accounts_created = "accounts_created"
    coshared = "coshared"
    reused = "reused"
    faces_together = "faces_together"
    shared_neighbours = "shared_neighbours"


class InnocentReason(str, Enum):
    """Innocent reasons for a group."""

    fans = "fans"
    event = "event"
    office = "office"

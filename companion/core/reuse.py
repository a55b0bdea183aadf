"""Reuse: the same picture on several accounts, or in a collection of known pictures.

Two pictures are called the same in two steps. The hashes of their fingerprints find candidates, fast; then the small
grey cuts that were hashed are laid on each other, and must agree. Neither is enough on its own: aligned faces resemble
each other, and their hashes lie closer than those of other pictures. ``docs/reuse.md`` has the measured figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import numpy as np

HASH_BITS = 256
NEAR = 64
"""Hashes at most this many bits apart make a candidate."""
NEAR_MIDDLE = 32
"""The cores of pictures without a face are near only where they are this close: what is done at the edge leaves the
middle as it is, and drawn avatars of one kit, which share parts, come as near as 39 bits."""
NEAR_ALONE = 24
"""Where the cuts were not kept, only hashes this close are taken for the same picture."""


def agreement_needed(distance: int) -> float:
    """How well two cuts must agree to be of the same picture, by how many bits their hashes are apart.

    Up to 8 bits no two pictures came near by chance, and what resizing does to fine texture must be forgiven. From 16
    on drawn figures do that resemble each other, and from 40 on faces, which agree up to 0.9.
    """
    return float(np.interp(distance, (8, 16, 32), (0.3, 0.85, 0.93)))


class Region(str, Enum):
    """What a fingerprint is of: the whole picture, its core (the face, or the middle where there is none), a small face
    with what is around it, or a part, where there is no face."""

    whole = "whole"
    core = "core"
    wide = "wide"
    part = "part"


@dataclass(frozen=True)
class Likeness:
    """Why two pictures are called the same: which regions of them, how many of 256 bits apart, and how well they agree.

    ``agreement`` is a correlation, -1..1, or None where a cut was not kept; ``mirrored`` where one is the other's
    mirror image.
    """

    first: int
    second: int
    regions: tuple[Region, Region]
    distance: int
    agreement: float | None
    mirrored: bool

    @property
    def same(self) -> bool:
        """Whether they are called the same."""
        if self.agreement is None:
            return self.distance <= NEAR_ALONE
        return self.distance <= NEAR and self.agreement >= agreement_needed(self.distance)


@dataclass(frozen=True)
class ReuseGroup:
    """Pictures that are one, directly or through others of the group, in rising order, with each pair's reason."""

    pictures: tuple[int, ...]
    likenesses: tuple[Likeness, ...]


def strongest(likenesses: Iterable[Likeness]) -> list[Likeness]:
    """The best reason of each pair of pictures that are the same, whichever of the two comes first."""
    best: dict[tuple[int, int], Likeness] = {}
    for likeness in likenesses:
        if not likeness.same:
            continue
        pair = (min(likeness.first, likeness.second), max(likeness.first, likeness.second))
        if pair not in best or _strength(likeness) > _strength(best[pair]):
            best[pair] = likeness
    return [best[pair] for pair in sorted(best)]


def reuse_groups(likenesses: Iterable[Likeness]) -> list[ReuseGroup]:
    """The connected groups of the pairs that are the same, the largest first."""
    pairs = strongest(likenesses)
    leader: dict[int, int] = {}

    def lead(picture: int) -> int:
        leader.setdefault(picture, picture)
        while leader[picture] != picture:
            leader[picture] = leader[leader[picture]]
            picture = leader[picture]
        return picture

    for pair in pairs:
        leader[lead(pair.second)] = lead(pair.first)
    pictures, reasons = defaultdict(list), defaultdict(list)
    for picture in sorted(leader):
        pictures[lead(picture)].append(picture)
    for pair in pairs:
        reasons[lead(pair.first)].append(pair)
    groups = [ReuseGroup(tuple(pictures[first]), tuple(reasons[first])) for first in pictures]
    return sorted(groups, key=lambda group: (-len(group.pictures), group.pictures))


def _strength(likeness: Likeness) -> tuple[float, int]:
    return (likeness.agreement if likeness.agreement is not None else -1.0, -likeness.distance)

"""Two pictures' fingerprints → why they are, or are not, the same picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from companion.core.reuse import NEAR, NEAR_MIDDLE, Likeness, Region, reuse_groups
from companion.vision.agreement import agreement
from companion.vision.fingerprints import Fingerprint, Fingerprints, Grey, Hash
from companion.vision.hash_index import HashIndex, apart

Reason = tuple[int, float | None, bool]
"""In how many bits the hashes differ, how well the fingerprints agree, and whether mirrored."""


def likenesses(first: int, fingerprints: Fingerprints, second: int, others: Fingerprints) -> Iterator[Likeness]:
    """How the second's fingerprints come near the first's, straight or mirrored; what is plain is like nothing."""
    for region, own, other in (
        (Region.whole, fingerprints.whole, others.whole),
        (Region.core, fingerprints.core, others.core),
        (Region.wide, fingerprints.wide, others.wide),
    ):
        if own is None or other is None or (region is Region.core and not _of_one_kind(fingerprints, others)):
            continue
        middles = region is Region.core and fingerprints.parts is not None
        for reason in _compared(own.grey, own.hash[None], other, near=NEAR_MIDDLE if middles else NEAR):
            yield Likeness(first, second, (region, region), *reason)
    for reason in _a_part_of(fingerprints, others.whole):
        yield Likeness(first, second, (Region.part, Region.whole), *reason)
    for reason in _a_part_of(others, fingerprints.whole):
        yield Likeness(first, second, (Region.whole, Region.part), *reason)


def picture_numbers(fingerprints: Sequence[Fingerprints]) -> list[int]:
    """A number for each, the same where they are the same picture, directly or through others of them."""
    pairs: set[tuple[int, int]] = set()
    for region in ("whole", "core", "wide"):
        index = HashIndex()
        for number, each in enumerate(fingerprints):
            small: Fingerprint | None = getattr(each, region)
            if small is not None:
                pairs.update((near.picture, number) for near in index.near(small.hash[None])[0])
                index.add([number], small.hash[None])
    found = (
        reason
        for first, second in sorted(pairs)
        for reason in likenesses(first, fingerprints[first], second, fingerprints[second])
    )
    numbers = list(range(len(fingerprints)))
    for group in reuse_groups(found):
        for picture in group.pictures:
            numbers[picture] = group.pictures[0]
    return numbers


def _of_one_kind(fingerprints: Fingerprints, others: Fingerprints) -> bool:
    """Whether both pictures show a face, or neither: a face's core is not cut as the middle of a picture is."""
    return (fingerprints.parts is None) == (others.parts is None)


def _a_part_of(larger: Fingerprints, smaller: Fingerprint | None) -> Iterator[Reason]:
    """How the smaller may be a part of the larger."""
    if larger.parts is not None and larger.whole is not None and smaller is not None:
        yield from _compared(larger.whole.grey, larger.parts, smaller, of_parts=True)


def _compared(
    own: Grey | None, hashes: Hash, other: Fingerprint, *, near: int = NEAR, of_parts: bool = False
) -> Iterator[Reason]:
    """How near the other comes to the nearest of the hashes (n, 32), which are of ``own``, or of its parts."""
    distances, mirrored = apart(hashes, other.hash)
    nearest = int(distances.argmin())
    if distances[nearest] > near:
        return
    turned = bool(mirrored[nearest])
    agree = None
    if own is not None and other.grey is not None:
        laid = np.ascontiguousarray(other.grey[:, ::-1]) if turned else other.grey
        agree = agreement(own, laid, nearest if of_parts else None)
    yield int(distances[nearest]), agree, turned

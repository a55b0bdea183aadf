"""Two pictures' fingerprints → why they are, or are not, the same picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from companion.core.reuse import NEAR, Likeness, Region, reuse_groups
from companion.vision.perceptual import Fingerprint, Fingerprints, Grey, Hash, agreement
from companion.vision.similar import HashIndex


def likenesses(first: int, fingerprints: Fingerprints, second: int, others: Fingerprints) -> Iterator[Likeness]:
    """How the second's fingerprints come near the first's, straight or mirrored; what is plain is like nothing."""
    for region, own, other in (
        (Region.whole, fingerprints.whole, others.whole),
        (Region.core, fingerprints.core, others.core),
    ):
        if own is None or other is None:
            continue
        for mirrored in (False, True):
            distance = int(apart(own.hash, other.mirrored if mirrored else other.hash))
            if distance <= NEAR:
                agree = _agreement(own.grey, other.grey, mirrored)
                yield Likeness(first, second, (region, region), distance, agree, mirrored)
    for mirrored, distance, agree in _a_part_of(fingerprints, others.whole):
        yield Likeness(first, second, (Region.part, Region.whole), distance, agree, mirrored)
    for mirrored, distance, agree in _a_part_of(others, fingerprints.whole):
        yield Likeness(first, second, (Region.whole, Region.part), distance, agree, mirrored)


def picture_numbers(fingerprints: Sequence[Fingerprints]) -> list[int]:
    """A number for each, the same where they are the same picture, directly or through others of them."""
    pairs: set[tuple[int, int]] = set()
    for region in ("whole", "core"):
        index = HashIndex()
        for number, each in enumerate(fingerprints):
            small: Fingerprint | None = getattr(each, region)
            if small is None:
                continue
            for near in index.near(np.stack([small.hash, small.mirrored]), NEAR):
                pairs.update((other, number) for other, _ in near)
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


def _a_part_of(larger: Fingerprints, smaller: Fingerprint | None) -> Iterator[tuple[bool, int, float | None]]:
    """Where the smaller may be a part of the larger: whether mirrored, how far apart, and how well they agree."""
    if larger.parts is None or larger.whole is None or smaller is None:
        return
    for mirrored in (False, True):
        distances = apart(larger.parts[0], smaller.mirrored if mirrored else smaller.hash)
        part = int(distances.argmin())
        if distances[part] <= NEAR:
            agree = _agreement(larger.whole.grey, smaller.grey, mirrored, part)
            yield mirrored, int(distances[part]), agree


def apart(hashes: Hash, other: Hash) -> NDArray[np.int64]:
    """In how many bits each of ``hashes`` (..., 32) differs from the other (32,)."""
    return np.asarray(np.unpackbits(hashes ^ other, axis=-1).sum(axis=-1, dtype=np.int64))


def _agreement(own: Grey | None, other: Grey | None, mirrored: bool, part: int | None = None) -> float | None:
    if own is None or other is None:
        return None
    return agreement(own, np.ascontiguousarray(other[:, ::-1]) if mirrored else other, part)

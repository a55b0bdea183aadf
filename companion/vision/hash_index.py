"""An index of hashes: which of a million pictures are within a few bits of this one, or of its mirror image."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.core.reuse import HASH_BITS, NEAR
from companion.installing.late import MANY_PICTURES

Hashes = NDArray[np.uint8]
Numbers = Sequence[int] | NDArray[np.int64]

NEAR_EVEN = 36
"""Of at most NEAR bits apart, at most so many in the even half: 31 were the most after any of the changes that
``docs/reuse.md`` lists, though the two halves share the bits unevenly."""

_HALF = HASH_BITS // 2
_MOST_AT_ONCE = 1 << 17
"""OpenCV compares with less than twice so many at once."""
_BITS_SET = np.array([value.bit_count() for value in range(1 << 16)], np.uint8)


class Near(NamedTuple):
    """A picture, in how many bits its hash differs, and whether it is its mirror image's that comes so near."""

    picture: int
    distance: int
    mirrored: bool


def apart(hashes: Hashes, other: Hashes) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """In how many bits each of ``hashes`` (..., 32) differs from the other or from its mirror image's, and whether the
    mirror image's is the nearer. ``other`` is one for all (32,), or one for each."""
    differing = hashes ^ other
    even, odd = _bits_set(differing[..., : _HALF // 8]), _bits_set(differing[..., _HALF // 8 :])
    return even + np.minimum(odd, _HALF - odd), odd > _HALF - odd


class HashIndex:
    """One hash (32 bytes) for each picture. For any thread.

    All even halves are searched, which a picture and its mirror image share; of what is found, the odd halves tell.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._even = _FastHalves() if MANY_PICTURES.is_here() else _Halves()
        self._hashes = np.empty((0, HASH_BITS // 8), np.uint8)
        self._pictures = np.empty(0, np.int64)

    def __len__(self) -> int:
        return len(self._even)

    def add(self, pictures: Numbers, hashes: Hashes) -> None:
        """``hashes`` is (n, 32). A picture that is in it already is in it twice."""
        with self._lock:
            start, end = len(self), len(self) + len(hashes)
            if end > len(self._pictures):
                room = max(end, 2 * len(self._pictures))
                self._hashes = np.resize(self._hashes, (room, HASH_BITS // 8))
                self._pictures = np.resize(self._pictures, room)
            self._hashes[start:end] = hashes
            self._pictures[start:end] = pictures
            self._even.add(hashes[:, : _HALF // 8])

    def near(self, hashes: Hashes) -> list[list[Near]]:
        """For each of ``hashes`` (n, 32): all that are at most NEAR bits away, the nearest first."""
        with self._lock:
            found = self._even.near(np.ascontiguousarray(hashes[:, : _HALF // 8]))
            rows = np.concatenate([np.empty(0, np.int64), *found])
            asked = np.repeat(np.arange(len(hashes)), [len(each) for each in found])
            distances, mirrored = apart(self._hashes[rows], hashes[asked])
            kept = distances <= NEAR
            columns = (asked[kept], self._pictures[rows[kept]], distances[kept], mirrored[kept])
        near: list[list[Near]] = [[] for _ in hashes]
        for number, *each in zip(*(column.tolist() for column in columns), strict=True):
            near[number].append(Near(*each))
        return [sorted(each, key=lambda near: (near.distance, near.picture)) for each in near]


class _Halves:
    """Even halves (16 bytes), by OpenCV: some 13 ms for each that is looked up among a million."""

    def __init__(self) -> None:
        self._matcher = cv2.BFMatcher(cv2.NORM_HAMMING)
        self._starts: list[int] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, halves: Hashes) -> None:
        """``halves`` is (n, 16)."""
        for start in range(0, len(halves), _MOST_AT_ONCE):
            part = np.ascontiguousarray(halves[start : start + _MOST_AT_ONCE])
            self._matcher.add([part])
            self._starts.append(self._count)
            self._count += len(part)

    def near(self, halves: Hashes) -> list[NDArray[np.int64]]:
        """For each of ``halves`` (n, 16): the numbers of those at most NEAR_EVEN bits away."""
        if not self._count:
            return [np.empty(0, np.int64)] * len(halves)
        found = self._matcher.radiusMatch(halves, NEAR_EVEN + 0.5)
        return [np.array([self._starts[each.imgIdx] + each.trainIdx for each in one], np.int64) for one in found]


class _FastHalves:
    """The same by faiss, ten times as fast, where it is."""

    def __init__(self) -> None:
        import faiss  # noqa: PLC0415 - it may not be here

        self._faiss = faiss
        self._index = faiss.IndexBinaryFlat(_HALF)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, halves: Hashes) -> None:
        self._index.add(np.ascontiguousarray(halves))

    def near(self, halves: Hashes) -> list[NDArray[np.int64]]:
        # One thread: the picture's measuring has the others, and faiss's would wait for each other at full speed.
        self._faiss.omp_set_num_threads(1)
        limits, _, rows = self._index.range_search(halves, NEAR_EVEN + 1)
        return [rows[start:end] for start, end in pairwise(limits)]


def _bits_set(content: Hashes) -> NDArray[np.int64]:
    """How many bits are set in the last axis, whose length is even."""
    return np.asarray(_BITS_SET[np.ascontiguousarray(content).view(np.uint16)].sum(axis=-1, dtype=np.int64))

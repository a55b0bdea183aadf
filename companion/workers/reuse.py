"""New pictures, and new known ones, → which of all the others they are the same as.

Each is compared once with all that came before it. How far that went is kept in the database, so that it goes on where
it ended, whichever process does it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.core.reuse import Likeness, strongest
from companion.store import reuse, standard_pictures
from companion.store.db import Store
from companion.store.reuse import Owner
from companion.vision.fingerprints import Fingerprints
from companion.vision.hash_index import HashIndex
from companion.vision.likeness import likenesses
from companion.vision.stored_fingerprints import hashes_of, loaded

AT_ONCE = 50
LOADED_AT_ONCE = 50_000
MOST_CANDIDATES = 50
"""Of the nearest hashes so many are looked at: a picture that a thousand wear is found by the first fifty."""


_ORDER: tuple[Owner, ...] = ("known_picture", "picture")


class Reuse:
    """Finds which pictures in a store are the same. It is for one thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._indexes: dict[Owner, FingerprintIndexes] = {
            "picture": FingerprintIndexes(),
            "known_picture": FingerprintIndexes(),
        }

    def catch_up(self, ends: Callable[[], bool] = lambda: False) -> None:
        """Compare all that is new with everything, until ``ends``; the rest waits for the next time.

        Known pictures come first, so that each new picture meets them all. Sites' own standard pictures come last.
        """
        self._store.read_here(self._load)
        for owner in _ORDER:
            while not ends() and self._compare_some(owner):
                pass
        if not ends() and self._store.read_here(standard_pictures.are_due):
            from companion.network.standard_pictures import found  # noqa: PLC0415 - brings SciPy's statistics

            standard = self._store.read_here(found)
            self._store.submit(lambda conn: standard_pictures.note_found(conn, standard)).result()

    def _load(self, conn: sqlite3.Connection) -> None:
        for owner, indexes in self._indexes.items():
            while rows := reuse.hashes_after(conn, owner, indexes.last, LOADED_AT_ONCE):
                indexes.add(rows)

    def _compare_some(self, owner: Owner) -> bool:
        """Compare the next few, and write down what was found. False where none is left."""

        def compare(conn: sqlite3.Connection) -> tuple[list[Likeness], list[Likeness], int] | None:
            done = reuse.compared(conn, owner)
            last = min(done + AT_ONCE, self._indexes[owner].last)
            if last <= done:
                return None
            reused: list[Likeness] = []
            known: list[Likeness] = []
            for number in range(done + 1, last + 1):
                if owner == "picture":
                    reused.extend(self._same(conn, "picture", number, "picture", number - 1))
                    known.extend(
                        self._same(conn, "picture", number, "known_picture", self._indexes["known_picture"].last)
                    )
                else:
                    before = reuse.compared(conn, "picture")
                    found = self._same(conn, "known_picture", number, "picture", before)
                    known.extend(_turned(likeness) for likeness in found)
            return strongest(reused), known, last

        found = self._store.read_here(compare)
        if found is None:
            return False
        reused, known, last = found

        def note(conn: sqlite3.Connection) -> None:
            reuse.note_reused(conn, reused)
            reuse.note_known(conn, known)
            reuse.note_compared(conn, owner, last)

        self._store.submit(note).result()
        return True

    def _same(self, conn: sqlite3.Connection, owner: Owner, number: int, others: Owner, up_to: int) -> list[Likeness]:
        """With which of the others, up to a number, these fingerprints are the same; the best reason of each."""
        own = reuse.fingerprints(conn, owner, number)
        if own is None:
            return []
        picture, fingerprints = own[0], loaded(own[1])
        found = []
        for candidate in self._indexes[others].near(fingerprints, up_to):
            other = reuse.fingerprints(conn, others, candidate)
            if other is not None:
                reasons = [each for each in likenesses(picture, fingerprints, other[0], loaded(other[1])) if each.same]
                found.extend(sorted(reasons, key=lambda each: (each.agreement is None, -(each.agreement or 0)))[:1])
        return found


class FingerprintIndexes:
    """The indexes of all fingerprints of one kind of picture. ``last`` is the highest number in them."""

    def __init__(self) -> None:
        self.last = 0
        self._whole, self._core, self._wide = HashIndex(), HashIndex(), HashIndex()
        self._part, self._without_face = HashIndex(), HashIndex()

    def add(self, rows: Sequence[sqlite3.Row | Mapping[str, Any]]) -> None:
        _fill(self._whole, ((row["id"], row["whole_hash"]) for row in rows))
        _fill(self._core, ((row["id"], row["core_hash"]) for row in rows))
        _fill(self._wide, ((row["id"], row["wide_hash"]) for row in rows))
        bare = [row for row in rows if row["part_hashes"]]
        _fill(self._without_face, ((row["id"], row["whole_hash"]) for row in bare))
        _fill(self._part, ((row["id"], part.tobytes()) for row in bare for part in hashes_of(row["part_hashes"])))
        self.last = rows[-1]["id"]

    def near(self, fingerprints: Fingerprints, up_to: int) -> list[int]:
        """The numbers of the fingerprints that come near, the nearest first."""
        asked: list[tuple[HashIndex, NDArray[np.uint8]]] = []
        if fingerprints.whole is not None:
            asked += [(self._whole, fingerprints.whole.hash[None]), (self._part, fingerprints.whole.hash[None])]
        if fingerprints.core is not None:
            asked.append((self._core, fingerprints.core.hash[None]))
        if fingerprints.wide is not None:
            asked.append((self._wide, fingerprints.wide.hash[None]))
        if fingerprints.parts is not None:
            asked.append((self._without_face, fingerprints.parts))
        nearest: dict[int, int] = {}
        for index, hashes in asked:
            for found in index.near(hashes):
                for number, distance, _ in found:
                    if number <= up_to:
                        nearest[number] = min(distance, nearest.get(number, distance))
        return sorted(nearest, key=lambda number: (nearest[number], number))[:MOST_CANDIDATES]


def _fill(index: HashIndex, hashes: Iterable[tuple[int, bytes | None]]) -> None:
    some = [(number, content) for number, content in hashes if content]
    if some:
        index.add([number for number, _ in some], hashes_of(b"".join(content for _, content in some)))


def _turned(likeness: Likeness) -> Likeness:
    first, second = likeness.regions
    return Likeness(
        likeness.second, likeness.first, (second, first), likeness.distance, likeness.agreement, likeness.mirrored
    )

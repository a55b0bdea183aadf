"""The sets of known pictures, as folders of stock photographs, and what of the pictures seen is in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from companion.core.models import StoredFingerprints
from companion.errors import NotFoundError
from companion.store.reuse import COLUMNS, IN_SETS, MARKS
from companion.store.rows import GIVEN, given


@dataclass(frozen=True)
class KnownSet:
    name: str
    added_at: str
    pictures: int
    matches: int


@dataclass(frozen=True)
class KnownCopy:
    """A known picture as it is shown: the set that it is in, and a small JPEG."""

    known_set: str
    jpeg: bytes


def add_known_set(conn: sqlite3.Connection, name: str, at: str) -> int:
    """The number of the set of this name, made where there is none."""
    conn.execute("INSERT OR IGNORE INTO known_sets (name, added_at) VALUES (?, ?)", (name, at))
    return int(conn.execute("SELECT id FROM known_sets WHERE name = ?", (name,)).fetchone()["id"])


def add_known_picture(
    conn: sqlite3.Connection,
    known_set: int,
    file: str,
    sha256: str,
    fingerprints: StoredFingerprints,
    copy: bytes | None,
) -> bool:
    """Whether it is new: the same bytes are in a set once. ``copy``: a small JPEG of it, where one is kept."""
    added = conn.execute(
        f"INSERT OR IGNORE INTO known_pictures (known_set, file, sha256, {COLUMNS}, jpeg) VALUES (?, ?, ?, {MARKS}, ?)",
        (known_set, file, sha256, *astuple(fingerprints), copy),
    )
    return added.rowcount > 0


def add_known_copy(conn: sqlite3.Connection, known_set: int, sha256: str, copy: bytes) -> None:
    """A small JPEG of a picture that a set has."""
    conn.execute(
        "UPDATE known_pictures SET jpeg = ? WHERE known_set = ? AND sha256 = ? AND jpeg IS NULL",
        (copy, known_set, sha256),
    )


def known_hashes(conn: sqlite3.Connection, name: str) -> dict[str, bool]:
    """The SHA-256 of the pictures that a set has, and whether there is a copy of each."""
    query = (
        "SELECT sha256, jpeg IS NOT NULL AS has_copy FROM known_pictures "
        "JOIN known_sets ON known_sets.id = known_set WHERE name = ?"
    )
    return {row["sha256"]: bool(row["has_copy"]) for row in conn.execute(query, (name,))}


def known_copy(conn: sqlite3.Connection, pictures: Iterable[int]) -> KnownCopy | None:
    """Of the known pictures that are the same as one of these the nearest that has a copy; None where none has."""
    row = conn.execute(
        f"WITH asked (picture) AS ({GIVEN}) SELECT name, jpeg FROM asked "
        "JOIN known_matches ON known_matches.picture = asked.picture "
        f"{IN_SETS} "
        "WHERE jpeg IS NOT NULL ORDER BY distance, known_pictures.id LIMIT 1",
        (given(set(pictures)),),
    ).fetchone()
    return row and KnownCopy(row["name"], row["jpeg"])


def known_sets(conn: sqlite3.Connection) -> list[KnownSet]:
    rows = conn.execute(
        "SELECT name, added_at, count(DISTINCT known_pictures.id) AS pictures, "
        "count(DISTINCT known_matches.picture) AS matches FROM known_sets "
        "LEFT JOIN known_pictures ON known_pictures.known_set = known_sets.id "
        "LEFT JOIN known_matches ON known_matches.known_picture = known_pictures.id "
        "GROUP BY known_sets.id ORDER BY name"
    )
    return [KnownSet(row["name"], row["added_at"], row["pictures"], row["matches"]) for row in rows]


def remove_known_set(conn: sqlite3.Connection, name: str) -> None:
    """Take the set out, with all that was found by it. Raises NotFoundError."""
    if not conn.execute("DELETE FROM known_sets WHERE name = ?", (name,)).rowcount:
        raise NotFoundError("pictures.no_set", name=repr(name))

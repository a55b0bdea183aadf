"""The merge itself: in one transaction, or tried out and taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from companion.core.progress import Progress, unobserved
from companion.errors import BadRequestError
from companion.store.db import connect
from companion.store.merging import identity, observed, people, pictures, settling
from companion.store.merging.other import copied

CACHE_KB = 150_000
COUNTED = (
    *("accounts", "edges", "batches", "observations", "captures", "activities", "pictures"),
    *("known_pictures", "cases", "tags", "notes", "collected", "hidden", "imports"),
)


@dataclass(frozen=True)
class Merged:
    """What came of a merge, or would come of it.

    ``here``, ``there`` and ``together``: how many rows of each table this database had, the other has, and this one
    has now. ``accounts_joined``: the other's accounts that were known here. ``batches_shared``: batches that both had.
    ``other_keys``: cases whose keys differ; this database's stay.
    """

    here: Mapping[str, int]
    there: Mapping[str, int]
    together: Mapping[str, int]
    accounts_joined: int
    batches_shared: int
    other_keys: list[str]
    dry_run: bool


def merge(database: Path, other: Path, *, dry_run: bool = False, progress: Progress = unobserved) -> Merged:
    """Join the database ``other`` (a file, or a data folder) into ``database``, which is migrated and there.

    It is whole or not at all; ``other`` is not changed. A dry run does the same and takes it back. Raises NotFoundError
    where there is no ``other``, :class:`BadRequestError` where it is no Eyeline database or is this one, and
    :class:`companion.core.progress.Cancelled` where ``progress`` does.
    """
    if (other / database.name if other.is_dir() else other).resolve() == database.resolve():
        raise BadRequestError("merging.itself")
    with copied(other, database.parent, progress) as copy, closing(connect(database)) as conn:
        conn.execute("ATTACH ? AS other", (str(copy),))
        conn.execute("PRAGMA temp_store = FILE")
        conn.execute("PRAGMA foreign_keys = OFF")  # what is joined by the maps refers to what is there
        for where in ("main", "other"):
            conn.execute(f"PRAGMA {where}.cache_size = {-CACHE_KB}")
        conn.execute("BEGIN IMMEDIATE")
        try:
            merged = _join(conn, dry_run, progress)
            conn.execute("ROLLBACK" if dry_run else "COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise
    return merged


def _join(conn: sqlite3.Connection, dry_run: bool, progress: Progress) -> Merged:
    here, there = _counts(conn, "main"), _counts(conn, "other")
    steps = 5
    progress(0, steps)
    joined = identity.match(conn)
    progress(1, steps)
    pictures.join(conn)
    progress(2, steps)
    shared = observed.join(conn)
    progress(3, steps)
    other_keys = people.join(conn)
    progress(4, steps)
    settling.settle(conn)
    progress(5, steps)
    return Merged(here, there, _counts(conn, "main"), joined, shared, other_keys, dry_run)


def _counts(conn: sqlite3.Connection, where: str) -> dict[str, int]:
    return {table: int(conn.execute(f"SELECT count(*) FROM {where}.{table}").fetchone()[0]) for table in COUNTED}

"""The merge itself: in one transaction, or tried out and taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from companion.core.progress import Progress, unobserved
from companion.core.wire.files import MergeResult
from companion.errors import BadRequestError
from companion.store.connection import connect
from companion.store.merging import identity, observed, people, pictures, settling
from companion.store.merging.other import copied

CACHE_KB = 150_000
COUNTED = (
    *("accounts", "edges", "batches", "observations", "captures", "activities", "pictures"),
    *("known_pictures", "cases", "tags", "notes", "collected", "hidden", "imports"),
)


def merge(database: Path, other: Path, *, dry_run: bool = False, progress: Progress = unobserved) -> MergeResult:
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


def _join(conn: sqlite3.Connection, dry_run: bool, progress: Progress) -> MergeResult:
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
    return MergeResult(
        here=here,
        there=there,
        together=_counts(conn, "main"),
        accounts_joined=joined,
        batches_shared=shared,
        other_keys=other_keys,
        dry_run=dry_run,
    )


def _counts(conn: sqlite3.Connection, where: str) -> dict[str, int]:
    return {table: int(conn.execute(f"SELECT count(*) FROM {where}.{table}").fetchone()[0]) for table in COUNTED}

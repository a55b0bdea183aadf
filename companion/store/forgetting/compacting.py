"""Leaving nothing of what was deleted in the data folder: neither in the database's file nor beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from companion.errors import StoreError
from companion.store import imported, transfers
from companion.store.connection import connect, in_transaction
from companion.store.db import remember, remembered

OWED = "compacting"


def owe(conn: sqlite3.Connection) -> None:
    """Remember, in the deletion's own transaction, that :func:`compact` is to follow, whatever ends this process."""
    remember(conn, OWED, "")


def is_owed(conn: sqlite3.Connection) -> bool:
    return remembered(conn, OWED) is not None


def compact(path: Path) -> None:
    """Write the database anew without what was deleted, and empty its journal.

    Files on their way in or out go, and what could not be read of files of which nothing is left. Raises
    :class:`StoreError` where traces stay on the disk, with a sentence that says until when.
    """
    transfers.discard_all(path.parent)
    with closing(connect(path)) as conn:
        try:
            in_transaction(conn, lambda conn: imported.drop_side_files(conn, path.parent))
            conn.execute("VACUUM")
            conn.execute("DELETE FROM companion WHERE name = ?", (OWED,))
            busy, _, _ = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except (sqlite3.OperationalError, OSError) as error:
            raise StoreError("forgetting.not_compacted", reason=error) from error
    if busy:  # every Store empties the journal when it is quiet or closed, once it can
        raise StoreError("forgetting.traces_later")

"""Writing the database anew, so that its file has nothing of what was deleted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from companion.errors import StoreError
from companion.store.db import connect


def compact(path: Path) -> None:
    """Write the database anew without what was deleted, and empty its journal. Raises :class:`StoreError`."""
    with closing(connect(path)) as conn:
        try:
            conn.execute("VACUUM")
            busy, _, _ = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            raise StoreError(f"What was deleted is gone from view but not yet from the file: {error}.") from error
    if busy:
        raise StoreError("What was deleted is gone from view; its traces go from the file when the companion ends.")

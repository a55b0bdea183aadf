"""A connection to the database, and a transaction on it: all that a program needs which does one thing and ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from companion.store.moment import Moment, Moments

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

BUSY_MS = 2_500
"""How long a lock that another program holds is waited for: who asks waits 10 s in all, and hears of it before."""


class Connection(sqlite3.Connection):
    """One that knows the ``moment`` at which it reads, while it does, and with whom it shares moments."""

    moment: Moment | None = None
    moments: Moments | None = None


def connect(path: Path) -> Connection:
    """A connection as all of ours are: rows by name, foreign keys on, transactions begun by hand.

    Raises sqlite3.DatabaseError for a file that is no database.
    """
    conn = sqlite3.connect(
        path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False, factory=Connection
    )
    try:
        conn.row_factory = sqlite3.Row
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("PRAGMA synchronous = NORMAL")
        conn.execute("PRAGMA temp_store = MEMORY")
    except sqlite3.DatabaseError:
        conn.close()
        raise
    return conn


def read_only(path: Path) -> AbstractContextManager[sqlite3.Connection]:
    """A plain connection that changes nothing and makes no file, to be closed at the end.

    Raises sqlite3.DatabaseError where the file cannot be opened.
    """
    return closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True))


def in_transaction(conn: sqlite3.Connection, work: Work[T]) -> T:
    """Run the work in one transaction: all of it is stored, or nothing."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        result = work(conn)
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
    return result

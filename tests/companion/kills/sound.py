"""What must hold of a database however it was left."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from companion.store.connection import connect

State = list[str]


def state_of(database: Path, *, without: str = "") -> State:
    """Everything in it, in an order that a vacuum does not change, after it was looked through.

    Rows in which the text ``without`` stands are left out.
    """
    with closing(connect(database)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        return sorted(line for line in _lines(conn) if not without or without not in line)


def _lines(conn: sqlite3.Connection) -> list[str]:
    conn.row_factory = None  # which iterdump expects
    return list(conn.iterdump())

"""Which files were imported, and what of the database came from each."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from companion.store.times import text_of

COUNTED = ("accounts", "edges", "captures", "activities")


def when(conn: sqlite3.Connection, sha256: str) -> str | None:
    """When a file with these bytes was imported; None where none was."""
    row = conn.execute("SELECT imported_at FROM imports WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else str(row["imported_at"])


def begin(conn: sqlite3.Connection, sha256: str, file: str, kind: str, at: datetime) -> int:
    """The number of a new import; ``file`` is its name alone, ``kind`` the format's."""
    row = conn.execute(
        "INSERT INTO imports (sha256, file, format, imported_at, rows_read, rows_left_out) "
        "VALUES (?, ?, ?, ?, 0, 0) RETURNING id",
        (sha256, file, kind, text_of(at)),
    ).fetchone()
    return int(row["id"])


def note_batch(conn: sqlite3.Connection, number: int, batch: int) -> None:
    conn.execute("INSERT OR IGNORE INTO import_batches (import, batch) VALUES (?, ?)", (number, batch))


def finish(conn: sqlite3.Connection, number: int, rows_read: int, rows_left_out: int) -> None:
    conn.execute("UPDATE imports SET rows_read = ?, rows_left_out = ? WHERE id = ?", (rows_read, rows_left_out, number))


def counts(conn: sqlite3.Connection) -> dict[str, int]:
    return {table: int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in COUNTED}

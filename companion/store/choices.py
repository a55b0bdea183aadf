"""What people chose for this data folder, kept in it."""

from __future__ import annotations

import sqlite3

from companion.core.wire import KeepPictures

KEEP_PICTURES = "keep_pictures"


def choose_keeping(conn: sqlite3.Connection, keep: KeepPictures) -> None:
    conn.execute("INSERT OR REPLACE INTO companion (name, value) VALUES (?, ?)", (KEEP_PICTURES, keep.value))


def keeping(conn: sqlite3.Connection) -> KeepPictures:
    """What is kept of pictures: as it was chosen, else thumbnails."""
    row = conn.execute("SELECT value FROM companion WHERE name = ?", (KEEP_PICTURES,)).fetchone()
    return KeepPictures(row["value"]) if row else KeepPictures.thumbnail

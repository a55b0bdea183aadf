"""Cases: what was recorded into each, and the notes that were written with it."""

from __future__ import annotations

import sqlite3

from companion.core.wire import Case
from companion.errors import NotFoundError


def number_of(conn: sqlite3.Connection, name: str) -> int:
    """The number of the case of this name. Raises :class:`NotFoundError`."""
    row = conn.execute("SELECT id FROM cases WHERE name = ?", (name.strip(),)).fetchone()
    if row is None:
        there_are = ", ".join(row["name"] for row in conn.execute("SELECT name FROM cases ORDER BY name LIMIT 10"))
        raise NotFoundError(
            f"There is no case {name}: " + (f"there is {there_are}." if there_are else "there is none.")
        )
    return int(row["id"])


def record(conn: sqlite3.Connection, case: Case, batch: int, at: str) -> None:
    """The batch belongs to the case of this name, which is made where there is none. The same note is kept once."""
    row = conn.execute(
        "INSERT INTO cases (name, created_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = name RETURNING id",
        (case.name, at),
    ).fetchone()
    number = int(row["id"])
    conn.execute("INSERT INTO case_batches (case_id, batch) VALUES (?, ?)", (number, batch))
    if case.note.strip():
        conn.execute(
            "INSERT OR IGNORE INTO case_notes (case_id, text, noted_at) VALUES (?, ?, ?)",
            (number, case.note.strip(), at),
        )

"""The texts that a person wrote for a case's report, by name."""

from __future__ import annotations

import sqlite3


def texts(conn: sqlite3.Connection, case: int) -> dict[str, str]:
    """All of a case's texts."""
    rows = conn.execute("SELECT name, text FROM case_texts WHERE case_id = ? ORDER BY name", (case,))
    return {row["name"]: row["text"] for row in rows}


def keep(conn: sqlite3.Connection, case: int, name: str, text: str) -> None:
    """Keep the text under this name; an empty one takes away what was kept."""
    if text.strip():
        conn.execute("INSERT OR REPLACE INTO case_texts (case_id, name, text) VALUES (?, ?, ?)", (case, name, text))
    else:
        conn.execute("DELETE FROM case_texts WHERE case_id = ? AND name = ?", (case, name))

"""Codes that were made before the computer started anew."""

from __future__ import annotations

import sqlite3

from companion.store import times

BOOT = "boot"


def end_codes_of_before(conn: sqlite3.Connection) -> None:
    """Codes are timed by the seconds since the start, which come again: so those of another start go."""
    boot = times.boot()
    row = conn.execute("SELECT value FROM companion WHERE name = ?", (BOOT,)).fetchone()
    if row is None or row["value"] != boot:
        conn.execute("DELETE FROM pairing_codes")
        conn.execute("DELETE FROM handovers")
        conn.execute("INSERT OR REPLACE INTO companion (name, value) VALUES (?, ?)", (BOOT, boot))

"""What accounts write about themselves: each account's newest description."""

from __future__ import annotations

import sqlite3


def newest(conn: sqlite3.Connection) -> dict[int, str]:
    """The newest description of every account that was seen with one, by key, rising. An emptied one is none."""
    rows = conn.execute(
        "SELECT account, bio FROM (SELECT account, bio, row_number() OVER (PARTITION BY account "
        "ORDER BY observed_at DESC, observations.id DESC) AS age FROM observations "
        "JOIN batches ON batches.id = observations.batch WHERE bio IS NOT NULL) "
        "WHERE age = 1 AND trim(bio) <> '' ORDER BY account"
    )
    return {row["account"]: row["bio"] for row in rows}

"""What accounts' own pages said of them when they were last seen: how many follow them, what they write."""

from __future__ import annotations

import sqlite3

import numpy as np

from companion.core.graph import IntArray
from companion.core.models import FloatArray

COUNTS = {"friend": "friends", "follows": "followers"}
"""The count that says how many have an account at the other end of such an edge."""


def popularity(conn: sqlite3.Connection, kind: str, accounts: IntArray) -> FloatArray:
    """How many friends or followers each of these accounts (n,), rising, displays; NaN where that was not seen."""
    found = np.full(len(accounts), np.nan)
    column = COUNTS.get(kind)
    if column is None or not len(accounts):
        return found
    rows = conn.execute(
        f"SELECT account, {column}, max(observed_at) FROM observations JOIN batches ON batches.id = batch "
        f"WHERE {column} IS NOT NULL GROUP BY account"
    ).fetchall()
    known = np.array([(row[0], row[1]) for row in rows], dtype=np.int64).reshape(-1, 2)
    at = np.minimum(np.searchsorted(accounts, known[:, 0]), len(accounts) - 1)
    there = accounts[at] == known[:, 0]
    found[at[there]] = known[there, 1]
    return found


def newest_descriptions(conn: sqlite3.Connection) -> dict[int, str]:
    """The newest description of every account that was seen with one, by key, rising. An emptied one is none."""
    rows = conn.execute(
        "SELECT account, bio FROM (SELECT account, bio, row_number() OVER (PARTITION BY account "
        "ORDER BY observed_at DESC, observations.id DESC) AS age FROM observations "
        "JOIN batches ON batches.id = observations.batch WHERE bio IS NOT NULL) "
        "WHERE age = 1 AND trim(bio) <> '' ORDER BY account"
    )
    return {row["account"]: row["bio"] for row in rows}

"""What accounts' own pages said of them when they were last seen: how many follow them, what they write."""

from __future__ import annotations

import sqlite3

import numpy as np

from companion.core.graph import IntArray
from companion.core.models import FloatArray
from companion.store.moment import once

COUNTS = {"friend": "friends", "follows": "followers"}
"""The count that says how many have an account at the other end of such an edge."""


def popularity(conn: sqlite3.Connection, kind: str, accounts: IntArray) -> FloatArray:
    """How many friends or followers each of these accounts (n,), rising, displays; NaN where that was not seen."""
    found = np.full(len(accounts), np.nan)
    known, count = _displayed(conn, COUNTS[kind]) if kind in COUNTS else (accounts[:0],) * 2
    if len(accounts) and len(known):
        at = np.minimum(np.searchsorted(accounts, known), len(accounts) - 1)
        there = accounts[at] == known
        found[at[there]] = count[there]
    return found


@once
def _displayed(conn: sqlite3.Connection, column: str) -> tuple[IntArray, IntArray]:
    """Accounts (n,) that displayed such a count, and the newest count of each."""
    # Few observations have one: in the table's order all are read many times quicker than by an index of accounts.
    rows = conn.execute(
        f"SELECT account, {column} FROM observations NOT INDEXED JOIN batches ON batches.id = batch "
        f"WHERE {column} IS NOT NULL ORDER BY observed_at, observations.id"
    )
    newest = dict(map(tuple, rows))
    accounts = sorted(newest)
    return np.array(accounts, dtype=np.int64), np.array([newest[each] for each in accounts], dtype=np.int64)


@once
def newest_descriptions(conn: sqlite3.Connection) -> dict[int, str]:
    """The newest description of every account that was seen with one, by key, rising. An emptied one is none."""
    rows = conn.execute(
        "SELECT account, bio FROM observations JOIN batches ON batches.id = observations.batch "
        "WHERE bio IS NOT NULL ORDER BY observed_at, observations.id"
    )
    newest = {row["account"]: row["bio"] for row in rows}
    return {account: newest[account] for account in sorted(newest) if newest[account].strip(" ")}

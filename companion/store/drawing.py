"""What is drawn of the network: its edges with their newest spells, and where the accounts stood before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

import numpy as np

from companion.core.graph import IntArray
from companion.core.wire.evidence import Level
from companion.core.wire.graph import Places
from companion.store.times import ms_of

_AROUND = (
    "SELECT target AS account FROM json_each(:around) CROSS JOIN edges ON source = value WHERE +kind IN ({kinds}) "
    "UNION SELECT source FROM json_each(:around) CROSS JOIN edges ON target = value WHERE +kind IN ({kinds}) "
    "UNION SELECT accounts.id FROM json_each(:around) AS one CROSS JOIN accounts ON accounts.id = one.value"
)
_KINDS = "SELECT kinds.value FROM json_each(:kinds) AS kinds"


def around(conn: sqlite3.Connection, accounts: Sequence[int], kinds: Sequence[str]) -> IntArray:
    """These accounts and all that have an edge of these kinds with one of them, rising, hidden ones left out."""
    rows = conn.execute(
        f"SELECT account FROM ({_AROUND.format(kinds=_KINDS)}) "
        "WHERE account NOT IN (SELECT account FROM hidden_accounts) ORDER BY account",
        {"around": json.dumps(list(accounts)), "kinds": json.dumps(list(kinds))},
    )
    return np.array([row[0] for row in rows], dtype=np.int64)


Edge = tuple[int, int, str, "int | None", "int | None", "int | None"]
"""Source, target, kind; when it was first and last seen and by when it was gone, in milliseconds since 1970."""


def edges_between(conn: sqlite3.Connection, accounts: IntArray, kinds: Sequence[str]) -> list[Edge]:
    """The edges of these kinds between these accounts, each with the times of its newest spell."""
    times = ", ".join(map(ms_of, ("edges.first_seen", "spells.last_seen", "gone_by")))
    rows = conn.execute(
        f"SELECT source, target, edges.kind, {times} "
        "FROM json_each(:chosen) AS one CROSS JOIN edges ON source = one.value "
        "JOIN spells ON edge = edges.id AND spells.last_seen = edges.last_seen "
        f"WHERE +target IN (SELECT value FROM json_each(:chosen)) AND +edges.kind IN ({_KINDS}) ORDER BY edges.id",
        {"chosen": json.dumps(accounts.tolist()), "kinds": json.dumps(list(kinds))},
    )
    return [tuple(row) for row in rows]


def looks(conn: sqlite3.Connection, accounts: IntArray) -> dict[int, tuple[Level | None, int | None]]:
    """The level and the number of the picture that each of these accounts wears now, where it wears one."""
    rows = conn.execute(
        "SELECT accounts.id, level, pictures.id AS picture "
        "FROM json_each(?) AS wanted CROSS JOIN accounts ON accounts.id = wanted.value "
        "JOIN picture_addresses ON picture_addresses.id = accounts.picture_address "
        "JOIN pictures ON pictures.id = picture_addresses.picture",
        (json.dumps(accounts.tolist()),),
    )
    return {row["id"]: (Level(row["level"]) if row["level"] else None, row["picture"]) for row in rows}


def tags_of(conn: sqlite3.Connection, accounts: IntArray) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = conn.execute(
        "SELECT DISTINCT account, tag FROM account_tags WHERE account IN (SELECT value FROM json_each(?)) "
        "ORDER BY account, tag",
        (json.dumps(accounts.tolist()),),
    )
    for row in rows:
        found.setdefault(row["account"], []).append(row["tag"])
    return found


def followers(conn: sqlite3.Connection, accounts: IntArray) -> dict[int, int]:
    """How many followers each displayed last, where one was seen."""
    rows = conn.execute(
        "SELECT accounts.id, last_followers FROM json_each(?) AS wanted "
        "CROSS JOIN accounts ON accounts.id = wanted.value WHERE last_followers IS NOT NULL",
        (json.dumps(accounts.tolist()),),
    )
    return {row["id"]: row["last_followers"] for row in rows}


def places(conn: sqlite3.Connection, drawing: str) -> dict[int, tuple[float, float]]:
    rows = conn.execute("SELECT account, x, y FROM drawn_places WHERE drawing = ?", (drawing,))
    return {row["account"]: (row["x"], row["y"]) for row in rows}


def keep_places(conn: sqlite3.Connection, asked: Places) -> None:
    """Keep where the accounts stand, those that are gone left out; the drawing's others stay as they were."""
    conn.executemany(
        "INSERT OR REPLACE INTO drawn_places (drawing, account, x, y) SELECT ?, id, ?, ? FROM accounts WHERE id = ?",
        ((asked.drawing, each.x, each.y, each.account) for each in asked.places),
    )

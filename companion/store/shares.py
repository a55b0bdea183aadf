"""Shares by the million, as published sets have them, into the tables that batches of the wire fill."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from companion.store.rows import WIDER


class Share(NamedTuple):
    """That an account shared an object. ``key`` is the object's, ``time`` as the database writes it.

    ``account_id`` or ``handle`` names the account. ``content`` is the message by which it was shared.
    """

    platform: str
    account_id: str | None
    handle: str | None
    kind: str
    object_kind: str
    object: str
    key: str
    content: str | None
    time: str


def add_shares(conn: sqlite3.Connection, batch: int, shares: Iterable[Share]) -> None:
    """Store shares that a batch holds, in this order; call it with some ten thousand at a time.

    Accounts and objects get their numbers in the order in which they first appear.
    """
    names = ", ".join(Share._fields)
    marks = ", ".join("?" for _ in Share._fields)
    conn.execute(f"CREATE TEMP TABLE IF NOT EXISTS incoming (row INTEGER PRIMARY KEY, {names}, account INTEGER)")
    conn.executemany(f"INSERT INTO temp.incoming ({names}) VALUES ({marks})", shares)
    at = conn.execute("SELECT observed_at FROM batches WHERE id = ?", (batch,)).fetchone()["observed_at"]
    before = conn.execute("SELECT coalesce(max(id), 0) FROM activities").fetchone()[0]
    for statement in _STATEMENTS:
        values = {"batch": batch, "at": at, "before": before}
        conn.execute(statement, {name: value for name, value in values.items() if f":{name}" in statement})


_STATEMENTS = (
    "INSERT OR IGNORE INTO accounts (platform, account_id, first_seen, last_seen) "
    "SELECT platform, account_id, :at, :at FROM temp.incoming WHERE account_id IS NOT NULL "
    "GROUP BY platform, account_id ORDER BY min(row)",
    "INSERT OR IGNORE INTO accounts (platform, handle, first_seen, last_seen) "
    "SELECT platform, handle, :at, :at FROM temp.incoming WHERE account_id IS NULL "
    "GROUP BY platform, handle ORDER BY min(row)",
    "UPDATE temp.incoming SET account = (SELECT accounts.id FROM accounts WHERE accounts.platform = incoming.platform "
    "AND accounts.account_id = incoming.account_id) WHERE account_id IS NOT NULL",
    "UPDATE temp.incoming SET account = (SELECT accounts.id FROM accounts WHERE accounts.platform = incoming.platform "
    "AND accounts.handle = incoming.handle) WHERE account_id IS NULL",
    "UPDATE accounts SET first_seen = min(first_seen, :at), last_seen = max(last_seen, :at) "
    "WHERE id IN (SELECT account FROM temp.incoming)",
    "INSERT INTO account_handles (account, platform, handle, first_seen, last_seen) "
    "SELECT DISTINCT account, platform, handle, :at, :at FROM temp.incoming WHERE handle IS NOT NULL "
    f"ON CONFLICT DO UPDATE SET {WIDER}",
    "INSERT INTO observations (account, batch, role, account_id, handle) "
    "SELECT account, :batch, 'author', account_id, handle FROM temp.incoming WHERE NOT EXISTS (SELECT 1 FROM "
    "observations WHERE observations.account = incoming.account AND observations.batch = :batch) "
    "GROUP BY account ORDER BY min(row)",
    "INSERT INTO activities (id, account, batch, kind, object, object_kind, content, time, precision) "
    "SELECT :before + row, account, :batch, kind, object, object_kind, content, time, 'second' FROM temp.incoming "
    "ORDER BY row",
    "INSERT OR IGNORE INTO objects (platform, kind, key) SELECT platform, object_kind, key FROM temp.incoming "
    "GROUP BY platform, object_kind, key ORDER BY min(row)",
    "INSERT INTO activity_objects (activity, object) SELECT :before + row, objects.id FROM temp.incoming "
    "CROSS JOIN objects ON objects.kind = object_kind AND objects.key = incoming.key "
    "AND objects.platform = incoming.platform ORDER BY row",
    "DELETE FROM temp.incoming",
)

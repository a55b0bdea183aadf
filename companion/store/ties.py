"""The edges between some accounts and everyone else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from companion.core.facts import Row
from companion.core.graph import IntArray
from companion.core.naming import ref_of

_NAMED = ", ".join(
    f"{end}_account.{column} AS {end}_{column}"
    for end in ("source", "target")
    for column in ("platform", "account_id", "handle")
)


def ties(conn: sqlite3.Connection, accounts: IntArray) -> Iterator[Row]:
    """Each edge that has one end among the accounts and one outside: kind, source and target as refs, and times."""
    within = "IN (SELECT value FROM json_each(:accounts))"
    rows = conn.execute(
        f"SELECT edges.kind, source, target, edges.first_seen, edges.last_seen, {_NAMED} FROM edges "
        "JOIN accounts AS source_account ON source_account.id = source "
        "JOIN accounts AS target_account ON target_account.id = target "
        f"WHERE edges.id IN (SELECT id FROM edges WHERE source {within} "
        f"UNION SELECT id FROM edges WHERE target {within}) "
        f"AND (source {within}) <> (target {within})",
        {"accounts": json.dumps(accounts.tolist())},
    )
    for row in rows:
        ends = {
            end: ref_of(row[f"{end}_platform"], row[f"{end}_account_id"], row[f"{end}_handle"], row[end])
            for end in ("source", "target")
        }
        yield {"kind": row["kind"], **ends, "first_seen": row["first_seen"], "last_seen": row["last_seen"]}

"""Forgetting pictures apart from the facts: what was measured on them and where they were seen stays."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from companion.store.times import text_of

# What shows a picture or a face: the file, its thumbnail, the small grey views and their hashes, the landmarks.
DELETE = (
    "DELETE FROM picture_bytes WHERE picture IN ({which})",
    "DELETE FROM thumbnails WHERE picture IN ({which})",
    "DELETE FROM picture_views WHERE picture IN ({which})",
    "UPDATE pictures SET landmarks = NULL WHERE id IN ({which})",
)


def forget_pictures_since(conn: sqlite3.Connection, since: datetime) -> int:
    """Those that came in then or later."""
    return _forget(conn, "SELECT id FROM pictures WHERE received_at >= :time", {"time": text_of(since)})


def forget_pictures_before(conn: sqlite3.Connection, before: datetime) -> int:
    """Those that came in before then."""
    return _forget(conn, "SELECT id FROM pictures WHERE received_at < :time", {"time": text_of(before)})


def forget_pictures_of(conn: sqlite3.Connection, accounts: Iterable[int]) -> int:
    """Those that these accounts wear or wore, whoever else does."""
    worn = "SELECT picture FROM account_pictures WHERE account IN (SELECT value FROM json_each(:accounts))"
    return _forget(conn, worn, {"accounts": json.dumps([int(account) for account in accounts])})


def _forget(conn: sqlite3.Connection, which: str, values: dict[str, str]) -> int:
    """Pictures that wait to be measured keep their bytes: those would be lost, and with them the facts."""
    conn.execute(
        f"CREATE TEMP TABLE blank AS SELECT id FROM pictures WHERE id IN ({which}) AND status <> 'waiting' AND "
        "(landmarks IS NOT NULL OR id IN (SELECT picture FROM picture_bytes UNION SELECT picture FROM thumbnails "
        "UNION SELECT picture FROM picture_views))",
        values,
    )
    for statement in DELETE:
        conn.execute(statement.format(which="SELECT id FROM blank"))
    count = int(conn.execute("SELECT count(*) FROM blank").fetchone()[0])
    conn.execute("DROP TABLE blank")
    return count

"""All that is known of single accounts, as rows of ``core/facts.py``."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from companion.core.facts import Row
from companion.core.naming import ref_of
from companion.store.reuse import reuse

_WANTED = "(SELECT value FROM json_each(?))"
_SEEN = ("bio", "followers", "following", "friends", "posts")

_ACCOUNTS = f"""
    SELECT accounts.id AS account, accounts.platform, account_id, handle, display_name, accounts.address,
        first_seen, last_seen, picture_addresses.address AS picture_address, pictures.id AS picture,
        pictures.sha256 AS picture_sha256,
        CASE WHEN picture_addresses.id IS NOT NULL THEN coalesce(pictures.status, 'waiting') END AS picture_status,
        pictures.score AS picture_score,
        level AS picture_level,
        json_extract(evidence, '$.rarity.one_in') AS picture_one_in,
        json_extract(evidence, '$.rarity.at_least') AS picture_at_least
    FROM accounts
    LEFT JOIN picture_addresses ON picture_addresses.id = accounts.picture_address
    LEFT JOIN pictures ON pictures.id = picture_addresses.picture
    WHERE accounts.id IN {_WANTED} ORDER BY accounts.id
"""
_HANDLES = (
    f"SELECT account, handle, first_seen, last_seen FROM account_handles WHERE account IN {_WANTED} "
    "ORDER BY account, first_seen, handle"
)
_TAGS = f"SELECT DISTINCT account, tag FROM account_tags WHERE account IN {_WANTED} ORDER BY account, tag"
_NOTES = f"SELECT account, text FROM account_notes WHERE account IN {_WANTED} ORDER BY account, id"
_HIDDEN = f"SELECT DISTINCT account FROM hidden_accounts WHERE account IN {_WANTED}"
_DESCRIBED = (
    f"SELECT account, {', '.join(_SEEN)} FROM observations JOIN batches ON batches.id = batch WHERE account IN "
    f"{_WANTED} AND coalesce({', '.join(_SEEN)}) IS NOT NULL ORDER BY observed_at, observations.id"
)


def account_facts(conn: sqlite3.Connection, accounts: Sequence[int]) -> list[Row]:
    """All that is known of these accounts, by their numbers; what a selection or an analysis says is not in it."""
    wanted = json.dumps(accounts)
    handles = grouped(conn, _HANDLES, wanted)
    tags = grouped(conn, _TAGS, wanted)
    notes = grouped(conn, _NOTES, wanted)
    hidden = {row[0] for row in conn.execute(_HIDDEN, (wanted,))}
    described = _described(conn, wanted)
    rows = []
    for row in map(dict, conn.execute(_ACCOUNTS, (wanted,)).fetchall()):
        account = row["account"]
        row["ref"] = ref_of(row["platform"], row["account_id"], row["handle"], account)
        row["handles"] = handles[account]
        row["tags"] = [each["tag"] for each in tags[account]]
        row["notes"] = [each["text"] for each in notes[account]]
        row["hidden"] = account in hidden
        if row["picture_at_least"] is not None:
            row["picture_at_least"] = bool(row["picture_at_least"])
        rows.append(row | described[account] | _reused(conn, account, row["platform"], row.pop("picture")))
    return rows


def _described(conn: sqlite3.Connection, wanted: str) -> dict[int, Row]:
    """What each account's page said of it when it was last said."""
    described: dict[int, Row] = defaultdict(lambda: dict.fromkeys(_SEEN))
    for row in conn.execute(_DESCRIBED, (wanted,)):
        described[row["account"]].update({name: row[name] for name in _SEEN if row[name] is not None})
    return described


def _reused(conn: sqlite3.Connection, account: int, platform: str, picture: int | None) -> Row:
    """Who else wears its picture; nothing is known of a picture whose bytes were never had."""
    if picture is None:
        return {"reused_by": None, "reused_elsewhere": None, "known_in": []}
    found = reuse(conn, account, platform, picture)
    if found is None:
        return {"reused_by": 0, "reused_elsewhere": 0, "known_in": []}
    return {"reused_by": found.accounts, "reused_elsewhere": found.elsewhere, "known_in": list(found.known)}


def grouped(conn: sqlite3.Connection, sql: str, *values: Any) -> dict[int, list[Row]]:
    """The query's rows by their first column, which is left out of them."""
    groups: dict[int, list[Row]] = defaultdict(list)
    found = conn.execute(sql, values)
    names = [column[0] for column in found.description[1:]]
    for first, *rest in found:
        groups[first].append(dict(zip(names, rest, strict=True)))
    return groups


def numbers(rows: Iterable[Row], column: str) -> str:
    """The numbers in a column, as the JSON that a query's list is given in."""
    return json.dumps([row[column] for row in rows])

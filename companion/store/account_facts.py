"""All that is known of single accounts, in the form of ``core/facts.py``."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from companion.core.columns import Row
from companion.core.fact_columns import Records, Values, one_each, part_of
from companion.core.naming import ref_of
from companion.core.wire.observations import DISPLAYED
from companion.store.pictures import WITH_PICTURE
from companion.store.reuse import reuse

_WANTED = "(SELECT value FROM json_each(?))"
_SEEN = ("bio", *DISPLAYED)
_HANDLE = ("handle", "first_seen", "last_seen")
_NOTHING: Row = dict.fromkeys(_SEEN)
_NO_PICTURE: Row = {"reused_by": None, "reused_elsewhere": None, "known_in": []}
"""Nothing is known of a picture whose bytes were never had."""
_KNOWN = (
    *("account", "platform", "account_id", "handle", "display_name", "address", "first_seen", "last_seen"),
    *("picture_address", "picture", "picture_sha256", "picture_status", "picture_score", "picture_level"),
    *("picture_one_in", "picture_at_least"),
)
"""What ``_ACCOUNTS`` gives."""

_ACCOUNTS = f"""
    SELECT accounts.id AS account, accounts.platform, account_id, handle, display_name, accounts.address,
        first_seen, last_seen, picture_addresses.address AS picture_address, pictures.id AS picture,
        pictures.sha256 AS picture_sha256,
        CASE WHEN picture_addresses.id IS NOT NULL THEN coalesce(pictures.status, 'waiting') END AS picture_status,
        pictures.score AS picture_score,
        level AS picture_level,
        json_extract(evidence, '$.rarity.one_in') AS picture_one_in,
        json_extract(evidence, '$.rarity.at_least') AS picture_at_least
    FROM accounts {WITH_PICTURE}
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


def account_facts(conn: sqlite3.Connection, accounts: Sequence[int]) -> dict[str, Values]:
    """All that is known of these accounts, rising numbers of such as there are, as columns.

    What a selection or an analysis says is not in it.
    """
    wanted = json.dumps(accounts)
    known: dict[str, Any] = dict(zip(_KNOWN, map(list, zip(*_bare(conn, _ACCOUNTS, wanted), strict=True)), strict=True))
    keys = known["account"]
    named = (known["platform"], known["account_id"], known["handle"], keys)
    known["ref"] = list(map(ref_of, *named))
    of, *fields = list(zip(*_bare(conn, _HANDLES, wanted), strict=True)) or [()] * (len(_HANDLE) + 1)
    ends = np.searchsorted(np.array(of, dtype=np.int64), keys, "right").tolist()
    known["handles"] = Records(dict(zip(_HANDLE, fields, strict=True)), one_each(ends))
    for name, sql in (("tags", _TAGS), ("notes", _NOTES)):
        texts = grouped(conn, sql, wanted)
        known[name] = [[each for row in texts.get(account, ()) for each in row.values()] for account in keys]
    hidden = {account for (account,) in _bare(conn, _HIDDEN, wanted)}
    known["hidden"] = [account in hidden for account in keys]
    known["picture_at_least"] = [None if each is None else bool(each) for each in known["picture_at_least"]]
    described = _described(conn, wanted)
    said = [described.get(account, _NOTHING) for account in keys]
    worn = [(key, picture) for key, picture in zip(keys, known.pop("picture"), strict=True) if picture is not None]
    return known | part_of(said, _SEEN) | part_of(_reused(conn, keys, worn), _NO_PICTURE)


def _bare(conn: sqlite3.Connection, sql: str, wanted: str) -> list[tuple[Any, ...]]:
    cursor = conn.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, (wanted,)).fetchall()


def _described(conn: sqlite3.Connection, wanted: str) -> dict[int, Row]:
    """What each account's page said of it when it was last said."""
    described: dict[int, Row] = defaultdict(lambda: dict.fromkeys(_SEEN))
    for row in conn.execute(_DESCRIBED, (wanted,)):
        described[row["account"]].update({name: row[name] for name in _SEEN if row[name] is not None})
    return described


def _reused(conn: sqlite3.Connection, accounts: Sequence[int], worn: Sequence[tuple[int, int]]) -> list[Row]:
    """Who else wears each account's picture, of those that have one."""
    alone: Row = {"reused_by": 0, "reused_elsewhere": 0, "known_in": []}
    rows = dict.fromkeys((account for account, _ in worn), alone)
    for account, found in reuse(conn, worn).items():
        rows[account] = {
            "reused_by": found.accounts,
            "reused_elsewhere": found.elsewhere,
            "known_in": list(found.known),
        }
    return [rows.get(account, _NO_PICTURE) for account in accounts]


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

"""Whose lists were captured, who stood in them, and which lists show an edge: what could be seen at all."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from companion.core.graph import IntArray
from companion.core.kinds import LISTS_OF, EdgeKind
from companion.core.models import FloatArray
from companion.core.wire.cases import ListSeen
from companion.core.wire.observations import CaptureKind
from companion.errors import NotFoundError
from companion.store.arrays import integers
from companion.store.moment import once
from companion.store.selecting import names


def captured_list(conn: sqlite3.Connection, capture: int) -> ListSeen:
    """One visit of a list. Raises :class:`NotFoundError`."""
    row = conn.execute(
        "SELECT captures.id AS capture, captures.kind, owner, displayed_count, seen_count, complete, "
        "captures.first_seen, captures.last_seen, address FROM captures JOIN batches ON batches.id = captures.batch "
        "JOIN pages ON pages.id = batches.page WHERE captures.id = ?",
        (capture,),
    ).fetchone()
    if row is None:
        raise NotFoundError("history.no_list")
    owner = None if row["owner"] is None else names(conn, [row["owner"]]).get(row["owner"])
    return ListSeen.model_validate({**row, "owner": owner})


@once
def owners(conn: sqlite3.Connection, kind: CaptureKind, *, whole: bool = False) -> IntArray:
    """The accounts (k,), rising, of whom a list of this kind was captured; ``whole``: seen to its end at least once."""
    return integers(
        conn,
        "SELECT DISTINCT owner FROM captures WHERE kind = ? AND owner IS NOT NULL AND complete >= ? ORDER BY owner",
        (kind.value, whole),
    ).ravel()


@once
def own_lists_seen(conn: sqlite3.Connection) -> tuple[IntArray, FloatArray]:
    """Accounts (k,), rising, whose friends or whom they follow were seen, and how much of the list at once, 0..1.

    Accounts are left out of whose lists nothing says how long they are.
    """
    rows = conn.execute(
        "SELECT owner, max(CASE WHEN complete THEN 1.0 ELSE min(1.0, 1.0 * seen_count / displayed_count) END) AS seen "
        "FROM captures WHERE kind IN (?, ?) AND owner IS NOT NULL GROUP BY owner HAVING seen > 0 ORDER BY owner",
        (CaptureKind.friends.value, CaptureKind.following.value),
    ).fetchall()
    return np.array([row[0] for row in rows], np.int64), np.array([row[1] for row in rows], np.float64)


@once
def listed(conn: sqlite3.Connection, kind: CaptureKind) -> tuple[IntArray, IntArray]:
    """Owner and member (m,) of every captured list of this kind, each pair once, in order."""
    # One text a list, since taking a million rows one by one is what takes longest.
    rows = conn.execute(
        "SELECT owner, group_concat(account, ' ') FROM captures JOIN capture_members ON capture = captures.id "
        "WHERE kind = ? AND owner IS NOT NULL AND owner <> account GROUP BY captures.id",
        (kind.value,),
    )
    lists = [(owner, np.fromstring(members, dtype=np.int64, sep=" ")) for owner, members in rows]
    owners = np.array([owner for owner, _ in lists], dtype=np.int64)
    members = np.concatenate([np.empty(0, np.int64), *(members for _, members in lists)])
    return _each_once(np.repeat(owners, [len(members) for _, members in lists]), members)


@once
def liked(conn: sqlite3.Connection, object_kind: str) -> tuple[IntArray, IntArray]:
    """Account and object (m,) of every like of an object of this kind that was seen, each pair once, in order."""
    flat = integers(
        conn,
        "SELECT account, activity_objects.object FROM activities "
        "JOIN activity_objects ON activity_objects.activity = activities.id "
        "JOIN objects ON objects.id = activity_objects.object "
        "WHERE activities.kind = 'likes' AND objects.kind = ?",
        (object_kind,),
        width=2,
    )
    return _each_once(flat[:, 0], flat[:, 1])


def platforms(conn: sqlite3.Connection, accounts: IntArray) -> dict[str, IntArray]:
    """The numbers of these accounts (n,), each (k,) and rising, by platform; the platforms in order."""
    found = {platform: np.intersect1d(keys, accounts) for platform, keys in _of_platforms(conn).items()}
    return {platform: keys for platform, keys in found.items() if len(keys)}


@once
def _of_platforms(conn: sqlite3.Connection) -> dict[str, IntArray]:
    # One text a platform, since taking a hundred thousand rows one by one is what takes longest.
    rows = conn.execute("SELECT platform, group_concat(id, ' ') FROM accounts GROUP BY platform ORDER BY platform")
    return {str(platform): np.fromstring(text, dtype=np.int64, sep=" ") for platform, text in rows}


def _each_once(first: IntArray, second: IntArray) -> tuple[IntArray, IntArray]:
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    new = np.ones(len(first), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    return first[new], second[new]


def captures_of(conn: sqlite3.Connection, kind: str, account: int, neighbours: Iterable[int]) -> dict[int, list[int]]:
    """The captures (their numbers, rising) that show an edge of this kind from the account to each neighbour."""
    own, other = LISTS_OF[EdgeKind(kind)]
    values = {
        "account": account,
        "neighbours": json.dumps([int(each) for each in neighbours]),
        "own": own and own.value,
        "other": other.value,
    }
    found: dict[int, list[int]] = defaultdict(list)
    for neighbour, capture in conn.execute(_QUERY, values):
        found[neighbour].append(capture)
    return dict(found)


_QUERY = """
SELECT account AS neighbour, capture FROM captures JOIN capture_members ON capture = captures.id
WHERE owner = :account AND kind = :own AND account IN (SELECT value FROM json_each(:neighbours))
UNION
SELECT owner, capture FROM capture_members JOIN captures ON captures.id = capture
WHERE account = :account AND kind = :other AND owner IN (SELECT value FROM json_each(:neighbours))
ORDER BY neighbour, capture
"""

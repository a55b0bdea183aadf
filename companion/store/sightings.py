"""The captures that show an account's edges: what stands behind each."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from companion.core.wire.observations import CaptureKind

# Whose list shows an edge: its source's own, and its target's.
_OWN = {"friend": CaptureKind.friends, "follows": CaptureKind.following}
_OTHER = {"friend": CaptureKind.friends, "follows": CaptureKind.followers, "member": CaptureKind.members}


def captures_of(conn: sqlite3.Connection, kind: str, account: int, neighbours: Iterable[int]) -> dict[int, list[int]]:
    """The captures (their numbers, rising) that show an edge of this kind from the account to each neighbour."""
    values = {
        "account": account,
        "neighbours": json.dumps([int(each) for each in neighbours]),
        "own": _OWN[kind].value if kind in _OWN else None,
        "other": _OTHER[kind].value,
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

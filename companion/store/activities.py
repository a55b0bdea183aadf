"""Activities as arrays: each counted once, however often it was seen."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Sequence

import numpy as np

from companion.core.activities import UNKNOWN, WIDTHS, Activities, each_once
from companion.core.graph import IntArray
from companion.core.wire import ActivityKind, ObjectKind

KINDS = tuple(ActivityKind)

# Milliseconds since 1970; julianday() and unixepoch() are inexact or too new.
_MS = "CAST(strftime('%s', time) AS INTEGER) * 1000 + CAST(substr(time, 21, 3) AS INTEGER)"
_WIDTH = "CASE precision " + " ".join(f"WHEN '{name.value}' THEN {ms}" for name, ms in WIDTHS.items()) + " END"
_SAME = "PARTITION BY account, kind, object, text, content"


def distinct(conn: sqlite3.Connection, kinds: Sequence[ActivityKind] = KINDS) -> Activities:
    """Every account's activities of these kinds, in order of account, kind, and when they came in.

    An activity seen in several batches counts once: what stands equal in account, kind, object, text and content is
    the same where the times, each known to its precision, could be one; the most precise is kept. What stands equal
    twice within a batch is two. An account has one creation.
    """
    cursor = conn.cursor()
    cursor.row_factory = None
    rows = cursor.execute(
        f"""
        WITH copies AS (
            SELECT id, account, kind, object, text, content, time, precision,
                row_number() OVER ({_SAME}, time, precision, batch ORDER BY id) AS copy
            FROM activities WHERE kind IN (SELECT value FROM json_each(?))
        ), once AS (
            SELECT min(id) AS id, account, kind, object, text, content, time, precision, copy FROM copies
            GROUP BY account, kind, object, text, content, time, precision, copy
        )
        SELECT id, account, kind, coalesce({_MS}, {UNKNOWN}), coalesce({_WIDTH}, 0), copy,
            min(id) OVER ({_SAME}) AS same
        FROM once ORDER BY account, kind, same, copy, time, precision
        """,
        (json.dumps([kind.value for kind in kinds]),),
    )
    numbers = {kind.value: at for at, kind in enumerate(KINDS)}
    flat = np.fromiter(
        itertools.chain.from_iterable((row[0], row[1], numbers[row[2]], *row[3:]) for row in rows), dtype=np.int64
    ).reshape(-1, 7)
    found = Activities(*flat[:, :5].T.copy())
    created = found.kinds == numbers[ActivityKind.account_created.value]
    # Where a run of rows begins that may be one activity.
    begins = np.ones(len(found), dtype=bool)
    begins[1:] = np.where(
        created[1:] & created[:-1],
        np.diff(found.accounts) != 0,
        (np.diff(flat[:, 6]) != 0) | (np.diff(flat[:, 5]) != 0),
    )
    found = found.where(each_once(found, np.cumsum(begins), created))
    return found.where(np.lexsort((found.ids, found.kinds, found.accounts)))


def objects(conn: sqlite3.Connection, kinds: Sequence[ObjectKind]) -> tuple[IntArray, IntArray]:
    """Activity and object (m,), by their numbers, rising by activity, of every object of these kinds.

    What an activity of kind ``posts`` names as its post is itself, and does not stand here.
    """
    cursor = conn.cursor()
    cursor.row_factory = None
    rows = cursor.execute(
        "SELECT activity, activity_objects.object FROM objects "
        "JOIN activity_objects ON activity_objects.object = objects.id "
        "JOIN activities ON activities.id = activity WHERE objects.kind IN (SELECT value FROM json_each(?)) "
        "AND NOT (activities.kind = 'posts' AND objects.kind = 'post') ORDER BY activity, activity_objects.object",
        (json.dumps([kind.value for kind in kinds]),),
    )
    flat = np.fromiter(itertools.chain.from_iterable(rows), dtype=np.int64).reshape(-1, 2)
    return flat[:, 0].copy(), flat[:, 1].copy()

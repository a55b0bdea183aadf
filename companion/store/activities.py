"""Activities as arrays: each counted once, however often it was seen."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from companion.core.activities import UNKNOWN, WIDTHS, Activities, each_once
from companion.core.graph import IntArray
from companion.core.wire import ActivityKind, ObjectKind
from companion.store.times import ms_of

KINDS = tuple(ActivityKind)

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
        SELECT id, account, kind, coalesce({ms_of("time")}, {UNKNOWN}), coalesce({_WIDTH}, 0), copy,
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


def objects(conn: sqlite3.Connection, kinds: Sequence[ObjectKind]) -> tuple[IntArray, IntArray, NDArray[np.bool_]]:
    """Activity and object (m,), by their numbers, rising by activity, of every object of these kinds.

    A link or text is one object on all platforms, that of the lowest number. The third array (m,) marks what an
    activity of kind ``posts`` names as its post: that is itself.
    """
    cursor = conn.cursor()
    cursor.row_factory = None
    rows = cursor.execute(
        """
        WITH wanted AS (
            SELECT id, kind, CASE WHEN kind IN ('link', 'text') THEN (
                SELECT min(same.id) FROM objects AS same WHERE same.kind = objects.kind AND same.key = objects.key
            ) ELSE id END AS number
            FROM objects WHERE kind IN (SELECT value FROM json_each(?))
        )
        SELECT activity, number, activities.kind = 'posts' AND wanted.kind = 'post' FROM wanted
        JOIN activity_objects ON activity_objects.object = wanted.id
        JOIN activities ON activities.id = activity ORDER BY activity, number
        """,
        (json.dumps([kind.value for kind in kinds]),),
    )
    flat = np.fromiter(itertools.chain.from_iterable(rows), dtype=np.int64).reshape(-1, 3)
    return flat[:, 0].copy(), flat[:, 1].copy(), flat[:, 2] != 0


def contents(conn: sqlite3.Connection, ids: IntArray) -> IntArray:
    """The message (n,) by which each of these activities, rising, was done: the number of its first activity.

    What names no message is a message of its own.
    """
    cursor = conn.cursor()
    cursor.row_factory = None
    rows = cursor.execute("SELECT id, min(id) OVER (PARTITION BY content) FROM activities WHERE content IS NOT NULL")
    flat = np.fromiter(itertools.chain.from_iterable(rows), dtype=np.int64).reshape(-1, 2)
    found = ids.copy()
    at = np.searchsorted(ids, flat[:, 0])
    there = at < len(ids)
    there[there] = ids[at[there]] == flat[there, 0]
    found[at[there]] = flat[there, 1]
    return found


def object_keys(conn: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, tuple[ObjectKind, str]]:
    """Kind and key of each of these objects: an address, an id, or a text's hash."""
    rows = conn.execute(
        "SELECT objects.id, objects.kind, objects.key FROM json_each(?) AS wanted "
        "JOIN objects ON objects.id = wanted.value",
        (json.dumps(sorted(numbers)),),
    )
    return {row["id"]: (ObjectKind(row["kind"]), row["key"]) for row in rows}


def object_texts(conn: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Of those of these objects that are texts, the words as the first activity has them that was seen."""
    rows = conn.execute(
        """
        SELECT objects.id, activities.text, min(activities.id) FROM json_each(?) AS wanted
        JOIN objects ON objects.id = wanted.value AND objects.kind = 'text'
        JOIN activity_objects ON activity_objects.object = objects.id
        JOIN activities ON activities.id = activity_objects.activity
        WHERE activities.text IS NOT NULL GROUP BY objects.id
        """,
        (json.dumps(sorted(numbers)),),
    )
    return {row["id"]: row["text"] for row in rows}


def latest_possible(conn: sqlite3.Connection) -> int:
    """When the last observation was made, in ms since 1970: what is said to be later is a mistake."""
    row = conn.execute(f"SELECT max({ms_of('observed_at')}) FROM batches").fetchone()
    return int(row[0] or 0)

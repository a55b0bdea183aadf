"""Activities as arrays: each counted once, however often it was seen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from companion.core.activities import UNKNOWN, WIDTHS, Activities, each_once
from companion.core.graph import IntArray
from companion.core.wire.observations import ActivityKind, ObjectKind
from companion.store.arrays import integers
from companion.store.moment import once
from companion.store.times import ms_of

KINDS = tuple(ActivityKind)

_WIDTH = "CASE precision " + " ".join(f"WHEN '{name.value}' THEN {ms}" for name, ms in WIDTHS.items()) + " END"
_KIND = "CASE kind " + " ".join(f"WHEN '{kind.value}' THEN {at}" for at, kind in enumerate(KINDS)) + " END"


@once
def distinct(conn: sqlite3.Connection, kinds: Sequence[ActivityKind] = KINDS) -> Activities:
    """Every account's activities of these kinds, in order of account, kind, and when they came in.

    An activity seen in several batches counts once: what stands equal in account, kind, object, text and content is
    the same where the times, each known to its precision, could be one; the most precise is kept. What stands equal
    twice within a batch is two. An account has one creation. What has no time of its own, or a vaguer one, lies between
    the look that lacked it and the first that showed it, where there were such.
    """
    flat = integers(
        conn,
        f"""
        WITH looks AS MATERIALIZED (
            SELECT account AS who, kind AS act, object AS what,
                {ms_of("earliest")} AS earliest, {ms_of("latest")} AS latest
            FROM activities_between
        )
        SELECT id, account, {_KIND}, CASE WHEN is_looked THEN earliest ELSE coalesce({ms_of("time")}, {UNKNOWN}) END,
            CASE WHEN is_looked THEN latest - earliest ELSE coalesce({_WIDTH}, 0) END, batch,
            dense_rank() OVER (ORDER BY account, kind, object, text, content)
        FROM (
            SELECT activities.*, looks.*,
                latest IS NOT NULL AND (time IS NULL OR latest - earliest < {_WIDTH}) AS is_looked
            FROM activities LEFT JOIN looks ON who = account AND act = kind AND what = object
        )
        WHERE kind IN (SELECT value FROM json_each(?))
        """,
        (json.dumps([kind.value for kind in kinds]),),
        width=7,
    )
    found, batch, same = Activities(*flat[:, :5].T.copy()), flat[:, 5], flat[:, 6]
    created = found.kinds == KINDS.index(ActivityKind.account_created)
    same = np.where(created, -found.accounts, same)
    copy = np.where(created, 0, _copies(same, found.times, found.widths, batch, found.ids))
    order = np.lexsort((copy, same))
    found, created, same, copy = found.where(order), created[order], same[order], copy[order]
    # Where a run of rows begins that may be one activity.
    begins = np.ones(len(found), dtype=bool)
    begins[1:] = (np.diff(same) != 0) | (np.diff(copy) != 0)
    found = found.where(each_once(found, np.cumsum(begins), created))
    return found.where(np.lexsort((found.ids, found.kinds, found.accounts)))


def _copies(*keys: IntArray) -> IntArray:
    """For each row how many with the same keys come before it; the last key only orders them."""
    order = np.lexsort(keys[::-1])
    new = np.ones(len(order), dtype=bool)
    new[1:] = np.any([np.diff(key[order]) != 0 for key in keys[:-1]], axis=0)
    at = np.arange(len(order))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = at - np.maximum.accumulate(np.where(new, at, 0))
    return number


@once
def objects(conn: sqlite3.Connection, kinds: Sequence[ObjectKind]) -> tuple[IntArray, IntArray, NDArray[np.bool_]]:
    """Activity and object (m,), by their numbers, rising by activity, of every object of these kinds.

    A link or text is one object on all platforms, that of the lowest number. The third array (m,) marks what an
    activity of kind ``posts`` names as its post: that is itself.
    """
    flat = integers(
        conn,
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
        width=3,
    )
    return flat[:, 0].copy(), flat[:, 1].copy(), flat[:, 2] != 0


@once
def contents(conn: sqlite3.Connection, ids: IntArray) -> IntArray:
    """The message (n,) by which each of these activities, rising, was done: the number of its first activity.

    What names no message is a message of its own.
    """
    query = "SELECT id, min(id) OVER (PARTITION BY content) FROM activities WHERE content IS NOT NULL"
    flat = integers(conn, query, width=2)
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
    """Of those of these objects that are texts or posts, the words: as the first activity has them that was seen.

    A post's are those of who posted it, not of who shares it.
    """
    rows = conn.execute(
        """
        SELECT objects.id, activities.text, min(activities.id) FROM json_each(?) AS wanted
        JOIN objects ON objects.id = wanted.value
        JOIN activity_objects ON activity_objects.object = objects.id
        JOIN activities ON activities.id = activity_objects.activity
        WHERE activities.text IS NOT NULL
        AND (objects.kind = 'text' OR (objects.kind = 'post' AND activities.kind = 'posts')) GROUP BY objects.id
        """,
        (json.dumps(sorted(numbers)),),
    )
    return {row["id"]: row["text"] for row in rows}


@once
def latest_possible(conn: sqlite3.Connection) -> int:
    """When the last observation was made, in ms since 1970: what is said to be later is a mistake."""
    row = conn.execute(f"SELECT max({ms_of('observed_at')}) FROM batches").fetchone()
    return int(row[0] or 0)

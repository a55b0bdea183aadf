"""What activities act upon: posts, links, pages, pictures, and texts by a hash of their words.

Nothing here is a source: it follows from activities, and :func:`rebuild_all` works it out anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from companion.core.activity_objects import objects_of
from companion.core.wire.observations import Activity


def note_objects(conn: sqlite3.Connection, platform: str, number: int, activity: Activity) -> None:
    """Note what the stored activity of this number acts upon."""
    for kind, key in objects_of(activity):
        row = conn.execute(
            "INSERT INTO objects (platform, kind, key) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET key = key RETURNING id",
            (platform, kind.value, key),
        ).fetchone()
        conn.execute("INSERT OR IGNORE INTO activity_objects (activity, object) VALUES (?, ?)", (number, row["id"]))


def rebuild_all(conn: sqlite3.Connection) -> None:
    """Work out every activity's objects anew."""
    conn.execute("DELETE FROM activity_objects")
    conn.execute("DELETE FROM objects")
    rows = conn.execute(
        "SELECT activities.id, platform, kind, object, object_kind, text FROM activities "
        "JOIN accounts ON accounts.id = activities.account"
    )
    for row in rows.fetchall():
        activity = Activity(
            account=f"{row['platform']}:id:0",
            kind=row["kind"],
            object=row["object"],
            object_kind=row["object_kind"],
            text=row["text"],
        )
        note_objects(conn, row["platform"], row["id"], activity)


def keys(conn: sqlite3.Connection, objects: Iterable[int]) -> dict[int, str]:
    """The key of each of these objects: an address, an id, or a text's hash."""
    rows = conn.execute(
        "SELECT objects.id, objects.key FROM json_each(?) AS wanted JOIN objects ON objects.id = wanted.value",
        (json.dumps(list(objects)),),
    )
    return {row["id"]: row["key"] for row in rows}

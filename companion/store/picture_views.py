"""Which pictures still lack what they are compared by, and its keeping."""

from __future__ import annotations

import sqlite3

from companion.core.models import StoredFingerprints
from companion.core.wire.evidence import Status
from companion.store.pictures import drop_bytes
from companion.store.reuse import keep_fingerprints

_NOT_VIEWED = (Status.waiting, Status.undecodable, Status.beyond_bounds, Status.failed, Status.abandoned)


def keep_fingerprints_of(conn: sqlite3.Connection, picture: int, fingerprints: StoredFingerprints, keep: str) -> None:
    """Write what the picture is compared by; its bytes are needed no longer, if they are not kept by choice.

    They are where the picture had fingerprints: those are made again.
    """
    had_some = conn.execute("SELECT 1 FROM picture_views WHERE picture = ?", (picture,)).fetchone()
    keep_fingerprints(conn, picture, fingerprints)
    if keep != "full" and had_some is None:
        drop_bytes(conn, picture)


def with_earlier_views(conn: sqlite3.Connection) -> list[int]:
    """Pictures with fingerprints of an earlier method, that are there, if only as a thumbnail, to make them again."""
    rows = conn.execute(
        "SELECT picture FROM picture_views WHERE earlier AND (picture IN (SELECT picture FROM thumbnails) "
        "OR picture IN (SELECT picture FROM picture_bytes)) ORDER BY picture"
    )
    return [int(row["picture"]) for row in rows]


def without_views(conn: sqlite3.Connection) -> list[int]:
    """Measured pictures whose fingerprints an earlier run did not come to make."""
    rows = conn.execute(
        "SELECT pictures.id FROM picture_bytes JOIN pictures ON pictures.id = picture_bytes.picture "
        "LEFT JOIN picture_views ON picture_views.picture = pictures.id "
        f"WHERE picture_views.picture IS NULL AND status NOT IN ({', '.join('?' * len(_NOT_VIEWED))})",
        [each.value for each in _NOT_VIEWED],
    )
    return [int(row["id"]) for row in rows]


def to_view(conn: sqlite3.Connection, picture: int) -> tuple[bytes, bytes | None] | None:
    """The bytes of a measured picture, or else of its thumbnail, and the landmarks; None where they are gone."""
    row = conn.execute(
        "SELECT coalesce(bytes, jpeg) AS content, landmarks FROM pictures "
        "LEFT JOIN picture_bytes ON picture_bytes.picture = pictures.id "
        "LEFT JOIN thumbnails ON thumbnails.picture = pictures.id WHERE pictures.id = ?",
        (picture,),
    ).fetchone()
    return None if row is None or row["content"] is None else (bytes(row["content"]), row["landmarks"])

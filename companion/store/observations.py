"""What was observed: sessions, pages, batches, sightings, captures of lists, activities."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable
from uuid import UUID

from companion.core.wire.observations import (
    AccountSighting,
    Activity,
    Batch,
    CaptureKind,
    CaptureSighting,
    DisplayedCounts,
    Page,
)
from companion.store import activity_objects, edges
from companion.store.accounts import Sighted
from companion.store.rows import WIDER, insert_rows
from companion.store.times import text_of


def add_batch(conn: sqlite3.Connection, batch: Batch, received_at: str) -> int | None:
    """The new batch's number, or None where this key had come before."""
    if conn.execute("SELECT 1 FROM batches WHERE key = ?", (str(batch.key),)).fetchone():
        return None
    at = text_of(batch.observed_at)
    return _number(
        conn.execute(
            "INSERT INTO batches (key, session, page, tool_version, observed_at, received_at) "
            "VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            (
                str(batch.key),
                _session(conn, batch.session, at),
                _page(conn, batch.page, at),
                batch.tool_version,
                at,
                received_at,
            ),
        )
    )


def latest_batch(conn: sqlite3.Connection) -> int:
    """The number of the last batch, 0 where there is none: another one where something was seen."""
    return _number(conn.execute("SELECT coalesce(max(id), 0) AS id FROM batches"))


def _session(conn: sqlite3.Connection, session: UUID, at: str) -> int:
    return _number(
        conn.execute(
            "INSERT INTO sessions (uuid, first_seen, last_seen) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET "
            f"{WIDER} RETURNING id",
            (str(session), at, at),
        )
    )


def _page(conn: sqlite3.Connection, page: Page, at: str) -> int:
    return _number(
        conn.execute(
            "INSERT INTO pages (platform, kind, address, title, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET title = coalesce(excluded.title, title), "
            f"{WIDER} RETURNING id",
            (page.platform, page.kind.value, page.address, page.title, at, at),
        )
    )


def add_sightings(conn: sqlite3.Connection, batch: int, sighted: Iterable[Sighted]) -> None:
    insert_rows(
        conn,
        "INSERT INTO observations (account, batch, role, account_id, handle, address, display_name, bio, followers, "
        "following, friends, posts, picture_address)",
        13,
        (_observation(batch, *each) for each in sighted),
    )


_NO_COUNTS = DisplayedCounts()


def _observation(batch: int, account: int, seen: AccountSighting, picture_address: int | None) -> tuple[object, ...]:
    counts = seen.counts or _NO_COUNTS
    return (
        account,
        batch,
        seen.role.value,
        seen.account_id,
        seen.handle,
        seen.address,
        seen.display_name,
        seen.bio,
        counts.followers,
        counts.following,
        counts.friends,
        counts.posts,
        picture_address,
    )


def add_capture(
    conn: sqlite3.Connection, batch: int, seen: CaptureSighting, owner: int | None, members: Iterable[int], at: str
) -> None:
    """A visit of a list; one that came before, shorter, grows. Its edges grow with it."""
    before = conn.execute("SELECT id, owner, complete FROM captures WHERE uuid = ?", (str(seen.capture),)).fetchone()
    row = conn.execute(
        f"""
        INSERT INTO captures
            (uuid, kind, owner, batch, displayed_count, seen_count, complete, first_seen, last_seen)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET
            owner = coalesce(owner, excluded.owner),
            displayed_count = coalesce(excluded.displayed_count, displayed_count),
            seen_count = max(seen_count, excluded.seen_count),
            complete = max(complete, excluded.complete),
            {WIDER}
        RETURNING id, kind, owner, complete
        """,
        (
            str(seen.capture),
            seen.kind.value,
            owner,
            batch,
            seen.displayed_count,
            seen.seen_count,
            seen.complete,
            at,
            at,
        ),
    ).fetchone()
    listed = list(members)
    insert_rows(
        conn,
        "INSERT OR IGNORE INTO capture_members (capture, account, batch, weight)",
        4,
        (
            (row["id"], member, batch, weight)
            for member, weight in zip(listed, seen.weights or itertools.repeat(None), strict=False)
        ),
    )
    if row["owner"] is None:
        return
    kind = CaptureKind(row["kind"])
    if before is not None and before["owner"] is None:  # whose list it is was not known until now
        edges.rebuild_accounts(conn, [row["owner"]])
    else:
        edges.note_members(conn, row["id"], kind, row["owner"], listed, at)
    if row["complete"]:
        edges.note_complete(conn, row["id"], kind, row["owner"])


def add_activity(conn: sqlite3.Connection, batch: int, account: int, platform: str, seen: Activity) -> None:
    number = _number(
        conn.execute(
            "INSERT INTO activities "
            "(account, batch, kind, object, object_kind, text, content, time, precision, look, place) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (
                account,
                batch,
                seen.kind.value,
                seen.object,
                seen.object_kind.value if seen.object_kind else None,
                seen.text,
                seen.content,
                text_of(seen.time) if seen.time else None,
                seen.precision.value if seen.precision else None,
                str(seen.look) if seen.look else None,
                seen.place,
            ),
        )
    )
    activity_objects.note_objects(conn, platform, number, seen)


def _number(cursor: sqlite3.Cursor) -> int:
    return int(cursor.fetchone()[0])

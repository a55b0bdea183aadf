"""What measuring gives for pictures: their tries, what is written, and what a later calibration says of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from companion import __version__
from companion.core.wire.evidence import Evidence, Status
from companion.store.pictures import drop_bytes, evidence_of

MAX_ATTEMPTS = 2


@dataclass(frozen=True)
class Result:
    """What measuring gave for a picture. ``landmarks``: (faces, 478, 2) float32 little-endian, or None."""

    picture: int
    evidence: Evidence
    landmarks: bytes | None = None
    width: int | None = None
    height: int | None = None
    format: str | None = None
    thumbnail: bytes | None = None
    views_follow: bool = False
    measured_by: str = __version__


def waiting(conn: sqlite3.Connection) -> list[int]:
    """The pictures that still wait to be measured, oldest first."""
    return [
        int(row[0])
        for row in conn.execute("SELECT id FROM pictures WHERE status = ? ORDER BY id", (Status.waiting.value,))
    ]


def count_try(conn: sqlite3.Connection, picture: int) -> int | None:
    """Before each: how many it makes, so that a picture which ends whatever opens it cannot do so for ever.

    None where the picture is gone, or was measured meanwhile.
    """
    row = conn.execute(
        "UPDATE pictures SET attempts = attempts + 1 WHERE id = ? AND status = ? RETURNING attempts",
        (picture, Status.waiting.value),
    ).fetchone()
    return row and int(row["attempts"])


def take_back_try(conn: sqlite3.Connection, picture: int) -> None:
    """The last one was not the picture's fault."""
    conn.execute("UPDATE pictures SET attempts = attempts - 1 WHERE id = ? AND attempts > 0", (picture,))


def take_up_again(conn: sqlite3.Connection, picture: int, at: str) -> bytes | None:
    """The bytes of a picture that was left waiting, for another try; None where it is gone or was tried too often.

    It is not wanted again then, nor tried again where it is sent again.
    """
    tries = count_try(conn, picture)
    if tries is None:
        return None
    if tries > MAX_ATTEMPTS:
        message = "Measuring was stopped by this picture twice, so it is not tried again."
        finish(conn, [Result(picture, Evidence(status=Status.abandoned, message=message))], "none", at)
        return None
    found = conn.execute("SELECT bytes FROM picture_bytes WHERE picture = ?", (picture,)).fetchone()
    return bytes(found[0]) if found else None


def finish(conn: sqlite3.Connection, results: Iterable[Result], keep: str, at: str) -> None:
    """Write what measuring gave, and drop of the picture what is not to be kept (``none``, ``thumbnail``, ``full``).

    Where fingerprints follow, the bytes stay until :func:`picture_views.keep_fingerprints_of` has them.
    """
    for result in results:
        evidence = result.evidence
        conn.execute(
            "UPDATE pictures SET status = ?, message = ?, score = ?, level = ?, evidence = ?, landmarks = ?, "
            "width = ?, height = ?, format = ?, measured_by = ?, measured_at = ? WHERE id = ?",
            (
                evidence.status.value,
                evidence.message,
                evidence.score,
                evidence.level and evidence.level.value,
                evidence.model_dump_json(exclude={"picture"}, exclude_none=True),
                result.landmarks,
                result.width,
                result.height,
                result.format,
                result.measured_by,
                at,
                result.picture,
            ),
        )
        if keep != "none" and result.thumbnail is not None:
            # Selected, since the picture may have been forgotten meanwhile.
            conn.execute(
                "INSERT OR REPLACE INTO thumbnails (picture, jpeg) SELECT id, ? FROM pictures WHERE id = ?",
                (result.thumbnail, result.picture),
            )
        if keep != "full" and not result.views_follow:
            drop_bytes(conn, result.picture)


@dataclass(frozen=True)
class Judged:
    """A scored picture as it was judged by an earlier calibration."""

    picture: int
    evidence: Evidence
    landmarks: bytes
    width: int
    height: int


def judged_earlier(conn: sqlite3.Connection, measured_by: str, most: int) -> list[Judged]:
    """At most so many scored pictures, measured by the same engine, that another calibration judged.

    Before calibrations were noted beside the version, there was one engine nearly everywhere: this one's is assumed.
    """
    engine = measured_by.split()[1]
    rows = conn.execute(
        "SELECT id, evidence, landmarks, width, height FROM pictures WHERE status = ? AND length(landmarks) > 0 "
        "AND measured_by <> ? AND (measured_by NOT LIKE '% %' OR measured_by LIKE '% ' || ? || ' %') LIMIT ?",
        (Status.scored.value, measured_by, engine, most),
    )
    return [
        Judged(row["id"], evidence_of(row["id"], row["evidence"]), row["landmarks"], row["width"], row["height"])
        for row in rows
    ]


def judge_again(conn: sqlite3.Connection, evidence: Iterable[Evidence], measured_by: str) -> None:
    """Write what another calibration says of pictures. What was measured meanwhile stays."""
    conn.executemany(
        "UPDATE pictures SET score = ?, level = ?, evidence = ?, measured_by = ? WHERE id = ? AND status = ?",
        (
            (
                each.score,
                each.level and each.level.value,
                each.model_dump_json(exclude={"picture"}, exclude_none=True),
                measured_by,
                each.picture,
                Status.scored.value,
            )
            for each in evidence
        ),
    )

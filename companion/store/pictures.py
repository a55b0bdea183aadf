"""Pictures: known by their bytes, with what was measured on them."""

from __future__ import annotations

import hashlib
import sqlite3

from companion.core.identity import picture_key
from companion.core.wire.evidence import Evidence, Status

OF_PICTURE = (
    "JOIN picture_addresses ON picture_addresses.id = accounts.picture_address "
    "JOIN pictures ON pictures.id = picture_addresses.picture"
)
"""Accounts with the pictures that they wear now: only those whose picture was had."""
WITH_PICTURE = OF_PICTURE.replace("JOIN", "LEFT JOIN")
"""The same for every account."""


def receive(
    conn: sqlite3.Connection, platform: str, address: str, picture_id: str | None, content: bytes, at: str
) -> Evidence:
    """Keep a picture's bytes until it is measured, unless it is already; gives its evidence as it is now."""
    digest = hashlib.sha256(content).hexdigest()
    row = conn.execute("SELECT id, status, evidence FROM pictures WHERE sha256 = ?", (digest,)).fetchone()
    if row is None:
        picture = int(
            conn.execute(
                "INSERT INTO pictures (sha256, size, status, received_at) VALUES (?, ?, ?, ?) RETURNING id",
                (digest, len(content), Status.waiting.value, at),
            ).fetchone()[0]
        )
    else:
        picture = int(row["id"])
    if row is None or row["status"] in (Status.waiting.value, Status.failed.value):
        conn.execute("INSERT OR REPLACE INTO picture_bytes (picture, bytes) VALUES (?, ?)", (picture, content))
        conn.execute(
            "UPDATE pictures SET status = ?, message = NULL, evidence = NULL, level = NULL, attempts = 0 WHERE id = ?",
            (Status.waiting.value, picture),
        )
        evidence = Evidence(picture=picture, status=Status.waiting)
    else:
        evidence = evidence_of(picture, row["evidence"])
    conn.execute(
        "INSERT INTO picture_addresses (platform, key, address, picture) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET picture = excluded.picture",
        (platform, picture_key(address, picture_id), address, picture),
    )
    return evidence


def note_measured(
    conn: sqlite3.Connection, platform: str, address: str, sha256: str, evidence: Evidence, at: str
) -> None:
    """Note what somebody else measured on the picture at an address, unless its bytes are known here.

    ``sha256``: of the bytes, which are not at hand. What was measured here is not changed.
    """
    conn.execute(
        "INSERT OR IGNORE INTO pictures (sha256, size, status, score, level, evidence, received_at) "
        "VALUES (?, 0, ?, ?, ?, ?, ?)",
        (
            sha256,
            evidence.status.value,
            evidence.score,
            evidence.level and evidence.level.value,
            evidence.model_dump_json(exclude={"picture"}, exclude_none=True),
            at,
        ),
    )
    conn.execute(
        "UPDATE picture_addresses SET picture = (SELECT id FROM pictures WHERE sha256 = ?) "
        "WHERE platform = ? AND key = ? AND picture IS NULL",
        (sha256, platform, picture_key(address, None)),
    )


def evidence_of(picture: int, stored: str | None) -> Evidence:
    if stored is None:
        return Evidence(picture=picture, status=Status.waiting)
    return Evidence.model_validate_json(stored).model_copy(update={"picture": picture})


def drop_bytes(conn: sqlite3.Connection, picture: int) -> None:
    conn.execute("DELETE FROM picture_bytes WHERE picture = ?", (picture,))


def thumbnail(conn: sqlite3.Connection, picture: int) -> bytes | None:
    row = conn.execute("SELECT jpeg FROM thumbnails WHERE picture = ?", (picture,)).fetchone()
    return bytes(row[0]) if row else None

"""The pictures that were seen, as if they had been received and measured; their bytes were never there."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence

import numpy as np

from companion import __version__
from companion.core.identity import picture_key
from companion.demo.world.sightings import Sightings
from companion.demo.world.world import PLATFORMS


def add_pictures(conn: sqlite3.Connection, seen: Sightings, at: str) -> None:
    """Give every picture address in the database that an account of the world wears its picture and its evidence."""
    dress = seen.world.wardrobe
    accounts = np.unique(seen.account)
    accounts = accounts[dress.worn[accounts] >= 0]
    conn.executemany(
        "INSERT OR IGNORE INTO pictures (sha256, size, format, width, height, status, message, score, level, "
        "evidence, measured_by, measured_at, received_at) "
        "VALUES (?, 0, 'jpeg', 200, 200, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_row(seen, int(picture), at) for picture in np.unique(dress.worn[accounts])),
    )
    conn.executemany(
        "UPDATE picture_addresses SET picture = (SELECT id FROM pictures WHERE sha256 = ?) "
        "WHERE platform = ? AND key = ?",
        (
            (
                _sha256(int(dress.worn[account])),
                PLATFORMS[seen.world.platform[account]],
                picture_key(seen.picture_address(int(account)) or "", None),
            )
            for account in accounts
        ),
    )


def _row(seen: Sightings, picture: int, at: str) -> Sequence[object]:
    found = seen.world.wardrobe.evidence(picture)
    evidence = found.model_dump_json(exclude={"picture"}, exclude_none=True)
    level = found.level and found.level.value
    return _sha256(picture), found.status.value, found.message, found.score, level, evidence, __version__, at, at


def _sha256(picture: int) -> str:
    return hashlib.sha256(f"simulated picture {picture}".encode()).hexdigest()

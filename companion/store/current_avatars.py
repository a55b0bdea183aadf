"""The picture that each account wears now, as far as it was measured."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from companion.core.graph import IntArray
from companion.core.models import FloatArray
from companion.core.wire.evidence import Level, Status
from companion.store.moment import once
from companion.store.reuse import leaders

MEASURED = (Status.scored, Status.no_face, Status.several_faces)


@dataclass(frozen=True, eq=False)
class CurrentAvatars:
    """Accounts (n,), rising, that wear a picture which was measured, and is not their site's own.

    ``picture`` numbers it, the same for all pictures that are one; ``level`` is 0 for none, 1 for some and 2 for
    strong; ``known``: a folder of known pictures has it; ``place`` (n, 4): where its one face sits, in the order and
    units of :class:`companion.core.models.Residual`, NaN where none was measured.
    """

    accounts: IntArray
    picture: IntArray
    level: IntArray
    known: NDArray[np.bool_]
    place: FloatArray


@once
def current_avatars(conn: sqlite3.Connection) -> CurrentAvatars:
    """Of all accounts that are not hidden."""
    rows = conn.execute(_QUERY, [status.value for status in MEASURED]).fetchall()
    leader = leaders(conn)
    levels = {Level.some.value: 1, Level.strong.value: 2}
    place = np.array([row[4:8] for row in rows], dtype=np.float64).reshape(-1, 4)
    place[:, 3] = np.radians(place[:, 3])
    return CurrentAvatars(
        accounts=np.array([row["account"] for row in rows], dtype=np.int64),
        picture=np.array([leader.get(row["picture"], row["picture"]) for row in rows], dtype=np.int64),
        level=np.array([levels.get(row["level"], 0) for row in rows], dtype=np.int64),
        known=np.array([row["known"] for row in rows], dtype=bool),
        place=place,
    )


_QUERY = """
SELECT accounts.id AS account, pictures.id AS picture, level,
    EXISTS (SELECT 1 FROM known_matches WHERE known_matches.picture = pictures.id) AS known,
    json_extract(evidence, '$.alignment.shift_x'), json_extract(evidence, '$.alignment.shift_y'),
    json_extract(evidence, '$.alignment.log_scale'), json_extract(evidence, '$.alignment.roll')
FROM accounts
JOIN picture_addresses ON picture_addresses.id = accounts.picture_address
JOIN pictures ON pictures.id = picture_addresses.picture
WHERE pictures.status IN (?, ?, ?) AND NOT standard AND accounts.id NOT IN (SELECT account FROM hidden_accounts)
ORDER BY accounts.id
"""

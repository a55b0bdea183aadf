"""The picture that each account wears now, as far as it was measured."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from companion.core.graph import IntArray
from companion.core.models import FloatArray
from companion.core.wire.evidence import Level, Status
from companion.store.arrays import integers
from companion.store.moment import once
from companion.store.pictures import OF_PICTURE
from companion.store.reuse import leaders

MEASURED = (Status.scored, Status.no_face, Status.several_faces)


@dataclass(frozen=True, eq=False)
class CurrentAvatars:
    """Accounts (n,), rising, that wear a picture which was measured, and is not their site's own.

    ``picture`` numbers it, the same for all pictures that are one; ``level`` is 0 for none, 1 for some and 2 for
    strong; ``known``: a folder of known pictures has it; ``scored``: it has one face (:func:`face_places`).
    """

    accounts: IntArray
    picture: IntArray
    level: IntArray
    known: NDArray[np.bool_]
    scored: NDArray[np.bool_]


@once
def current_avatars(conn: sqlite3.Connection) -> CurrentAvatars:
    """Of all accounts that are not hidden."""
    flat = integers(conn, _QUERY, [status.value for status in MEASURED], width=5)
    leader = leaders(conn)
    return CurrentAvatars(
        accounts=flat[:, 0].copy(),
        picture=np.array([leader.get(picture, picture) for picture in flat[:, 1].tolist()], dtype=np.int64),
        level=flat[:, 3].copy(),
        known=flat[:, 4] != 0,
        scored=flat[:, 2] != 0,
    )


def face_places(conn: sqlite3.Connection, accounts: IntArray) -> FloatArray:
    """Where the one face of the picture sits that each of these accounts (n,) wears, which are rising: (n, 4).

    In the order and units of :class:`companion.core.models.Residual`; NaN where none was measured.
    """
    places = np.full((len(accounts), 4), np.nan)
    for account, *place in conn.execute(_PLACES, (json.dumps(accounts.tolist()),)):
        places[np.searchsorted(accounts, account)] = place
    places[:, 3] = np.radians(places[:, 3])
    return places


_QUERY = f"""
SELECT accounts.id, pictures.id, pictures.status = '{Status.scored.value}',
    CASE level WHEN '{Level.some.value}' THEN 1 WHEN '{Level.strong.value}' THEN 2 ELSE 0 END,
    EXISTS (SELECT 1 FROM known_matches WHERE known_matches.picture = pictures.id)
FROM accounts {OF_PICTURE}
WHERE pictures.status IN (?, ?, ?) AND NOT standard AND accounts.id NOT IN (SELECT account FROM hidden_accounts)
ORDER BY accounts.id
"""
_PLACES = f"""
SELECT accounts.id,
    json_extract(evidence, '$.alignment.shift_x'), json_extract(evidence, '$.alignment.shift_y'),
    json_extract(evidence, '$.alignment.log_scale'), json_extract(evidence, '$.alignment.roll')
FROM json_each(?) AS wanted JOIN accounts ON accounts.id = wanted.value {OF_PICTURE}
"""

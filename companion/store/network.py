"""The whole network, or what of it held at a time, as arrays."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np

from companion.core.graph import Network
from companion.store.moment import once
from companion.store.times import text_of


@once
def load(conn: sqlite3.Connection, kinds: Sequence[str] = ("follows", "friend"), at: datetime | None = None) -> Network:
    """The network of edges of these kinds; ``at``: only those that may have held then, as far as was seen by then.

    An edge holds from its first sighting until a complete capture lacks it. Friendships stand in both directions.
    """
    where = "kind IN (SELECT value FROM json_each(:kinds))"
    values: dict[str, Any] = {"kinds": json.dumps(list(kinds))}
    if at is not None:
        where += (
            " AND EXISTS (SELECT 1 FROM spells WHERE edge = edges.id AND spells.first_seen <= :at "
            "AND (gone_by IS NULL OR gone_by > :at))"
        )
        values["at"] = text_of(at)
    # As two texts, since taking a million rows one by one from SQLite is what takes longest.
    query = (
        f"SELECT group_concat(source, ' '), group_concat(2 * target + (kind = 'friend'), ' ') FROM edges WHERE {where}"
    )
    sources, coded = (
        np.fromstring(text or "", dtype=np.int64, sep=" ") for text in conn.execute(query, values).fetchone()
    )
    targets, mutual = coded >> 1, (coded & 1).astype(bool)
    return Network.of_keys(
        np.concatenate([sources, targets[mutual]]),
        np.concatenate([targets, sources[mutual]]),
    )

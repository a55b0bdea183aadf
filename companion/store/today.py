"""What was seen since a time, and how everything stands."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from companion.core.wire.accounts import SiteSeen, Today
from companion.store.listing import unusual
from companion.store.times import text_of

MOST_UNUSUAL = 12


def today(conn: sqlite3.Connection, since: datetime) -> Today:
    at = text_of(since)
    sites = conn.execute(
        "SELECT platform, count(*) AS accounts, sum(first_seen >= :at) AS new, count(pictures.id) AS pictures, "
        "coalesce(sum(level = 'strong'), 0) AS strong, "
        "coalesce(sum(level = 'some'), 0) AS some FROM ("
        "SELECT accounts.platform, first_seen, picture FROM accounts "
        "LEFT JOIN picture_addresses ON picture_addresses.id = accounts.picture_address WHERE last_seen >= :at"
        ") LEFT JOIN pictures ON pictures.id = picture GROUP BY platform ORDER BY accounts DESC, platform",
        {"at": at},
    ).fetchall()
    rows, count = unusual(conn, at, MOST_UNUSUAL)
    stands = conn.execute(
        "SELECT (SELECT max(received_at) FROM batches) AS last_received_at, "
        "(SELECT count(*) FROM pictures WHERE status = 'waiting') AS pictures_waiting, "
        "(SELECT count(*) FROM pairings WHERE revoked_at IS NULL) AS pairings, "
        "(SELECT count(*) FROM accounts) AS accounts, (SELECT count(*) FROM edges) AS edges"
    ).fetchone()
    return Today(
        since=since,
        sites=[SiteSeen(**row) for row in sites],
        unusual=rows,
        unusual_count=count,
        **dict(stands),
    )

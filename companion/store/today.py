"""What was seen on the last visit, what is unusual in the whole collection, and how everything stands."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from companion.core.wire.today import GroupOf, SiteSeen, Today, Visit
from companion.store.listing import unusual
from companion.store.standing_groups import some_groups
from companion.store.times import text_of, time_of

MOST_UNUSUAL = 12
MOST_GROUPS = 3
PAUSE = timedelta(hours=2)
"""Who saw nothing for so long has ended a visit."""


def today(conn: sqlite3.Connection) -> Today:
    rows, count = unusual(conn, None, MOST_UNUSUAL)
    stands = conn.execute(
        "SELECT (SELECT max(received_at) FROM batches) AS last_received_at, "
        "(SELECT count(*) FROM pictures WHERE status = 'waiting') AS pictures_waiting, "
        "(SELECT count(*) FROM pairings WHERE revoked_at IS NULL) AS pairings, "
        "(SELECT count(*) FROM accounts) AS accounts, (SELECT count(*) FROM edges) AS edges"
    ).fetchone()
    return Today(
        visit=_last_visit(conn),
        unusual=rows,
        unusual_count=count,
        groups=[GroupOf(account=account, group=group) for account, group in some_groups(conn, MOST_GROUPS)],
        **dict(stands),
    )


def _last_visit(conn: sqlite3.Connection) -> Visit | None:
    """By the times at which accounts were last seen: those of the visit are newer than any pause before it."""
    seen = conn.execute("SELECT DISTINCT last_seen FROM accounts ORDER BY last_seen DESC")
    first = seen.fetchone()
    if first is None:
        return None
    until = since = time_of(first["last_seen"])
    for row in seen:
        earlier = time_of(row["last_seen"])
        if since - earlier > PAUSE:
            break
        since = earlier
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
    return Visit(since=since, until=until, sites=[SiteSeen(**row) for row in sites], unusual=rows, unusual_count=count)

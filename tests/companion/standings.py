"""What accounts are put in order by must follow from the rest, whatever was written; every test's database is asked."""

from __future__ import annotations

import sqlite3

_KEPT = "SELECT id, picture_score, picture_level, last_followers, edge_count FROM accounts"
_FOLLOWING = """
SELECT accounts.id, pictures.score, json_extract(evidence, '$.level'),
    (SELECT followers FROM observations JOIN batches ON batches.id = batch
     WHERE account = accounts.id AND followers IS NOT NULL ORDER BY observed_at DESC, observations.id DESC LIMIT 1),
    (SELECT count(*) FROM edges WHERE source = accounts.id) + (SELECT count(*) FROM edges WHERE target = accounts.id)
FROM accounts
LEFT JOIN picture_addresses ON picture_addresses.id = accounts.picture_address
LEFT JOIN pictures ON pictures.id = picture_addresses.picture
"""


def assert_standings_follow(conn: sqlite3.Connection) -> None:
    kept, following = ([tuple(row) for row in conn.execute(f"{query} ORDER BY 1")] for query in (_KEPT, _FOLLOWING))
    assert kept == following, (kept, following)

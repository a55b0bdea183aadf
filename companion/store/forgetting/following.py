"""What follows from a deletion: edges, names, times and avatars are worked out again, and what is left over goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from companion.store import edges
from companion.store.db import run_statements


@dataclass(frozen=True)
class Forgotten:
    """How many rows are gone."""

    observations: int
    accounts: int
    pictures: int


def counted(conn: sqlite3.Connection, delete: Callable[[], None]) -> Forgotten:
    """Delete, and say how much is gone."""
    before = _counts(conn)
    delete()
    return Forgotten(*(old - new for old, new in zip(before, _counts(conn), strict=True)))


def settle(conn: sqlite3.Connection) -> None:
    """Work out what stays, from these temporary tables, which are dropped.

    ``gone``: batches to delete, of which nothing is left. ``touched``: accounts that lost observations. ``loose``:
    addresses of pictures in these. ``shrunk``: captures that lost members or were deleted. ``owners``: whose these are.
    """
    run_statements(conn, BATCHES)
    run_statements(conn, CAPTURES)
    owners = [row[0] for row in conn.execute("SELECT owner FROM owners WHERE owner IS NOT NULL")]
    edges.rebuild_lists_of(conn, owners)
    run_statements(conn, ACCOUNTS)
    run_statements(conn, LEFT_OVER)


def _counts(conn: sqlite3.Connection) -> tuple[int, int, int]:
    count = (
        "SELECT (SELECT count(*) FROM observations), (SELECT count(*) FROM accounts), (SELECT count(*) FROM pictures)"
    )
    observations, accounts, pictures = conn.execute(count).fetchone()
    return observations, accounts, pictures


BATCHES = """
DELETE FROM case_batches WHERE batch IN (SELECT id FROM gone);
DELETE FROM import_batches WHERE batch IN (SELECT id FROM gone);
DELETE FROM batches WHERE id IN (SELECT id FROM gone);
UPDATE sessions SET
    first_seen = (SELECT min(observed_at) FROM batches WHERE session = sessions.id),
    last_seen = (SELECT max(observed_at) FROM batches WHERE session = sessions.id)
    WHERE id IN (SELECT session FROM gone) AND id IN (SELECT session FROM batches);
UPDATE pages SET
    first_seen = (SELECT min(observed_at) FROM batches WHERE page = pages.id),
    last_seen = (SELECT max(observed_at) FROM batches WHERE page = pages.id)
    WHERE id IN (SELECT page FROM gone) AND id IN (SELECT page FROM batches);
"""

CAPTURES = """
UPDATE captures SET
    complete = 0,
    seen_count = (SELECT count(*) FROM capture_members WHERE capture = captures.id)
    WHERE id IN (SELECT capture FROM shrunk);
CREATE TEMP TABLE departed AS SELECT account FROM touched WHERE account NOT IN (SELECT account FROM observations);
UPDATE captures SET owner = NULL WHERE owner IN (SELECT account FROM departed);
INSERT INTO owners SELECT account FROM departed;
"""

ACCOUNTS = """
DELETE FROM account_handles WHERE account IN (SELECT account FROM touched);
INSERT INTO account_handles (account, platform, handle, first_seen, last_seen)
    SELECT account, accounts.platform, observations.handle, min(observed_at), max(observed_at)
    FROM observations JOIN batches ON batches.id = batch JOIN accounts ON accounts.id = account
    WHERE account IN (SELECT account FROM touched) AND observations.handle IS NOT NULL
    GROUP BY account, observations.handle;
DELETE FROM avatars WHERE account IN (SELECT account FROM touched);
INSERT INTO avatars (account, picture_address, first_seen, last_seen)
    SELECT account, picture_address, min(observed_at), max(observed_at)
    FROM observations JOIN batches ON batches.id = batch
    WHERE account IN (SELECT account FROM touched) AND picture_address IS NOT NULL
    GROUP BY account, picture_address;
DELETE FROM tags WHERE account IN (SELECT account FROM departed);
DELETE FROM notes WHERE account IN (SELECT account FROM departed);
DELETE FROM collected WHERE account IN (SELECT account FROM departed);
DELETE FROM hidden WHERE account IN (SELECT account FROM departed);
DELETE FROM accounts WHERE id IN (SELECT account FROM departed);
DROP TABLE departed;
UPDATE accounts SET
    first_seen = (SELECT min(observed_at) FROM observations JOIN batches ON batches.id = batch
                  WHERE account = accounts.id),
    last_seen = (SELECT max(observed_at) FROM observations JOIN batches ON batches.id = batch
                 WHERE account = accounts.id),
    display_name = (SELECT display_name FROM observations JOIN batches ON batches.id = batch
                    WHERE account = accounts.id AND display_name IS NOT NULL
                    ORDER BY observed_at DESC, observations.id DESC LIMIT 1),
    address = (SELECT address FROM observations JOIN batches ON batches.id = batch
               WHERE account = accounts.id AND address IS NOT NULL
               ORDER BY observed_at DESC, observations.id DESC LIMIT 1),
    account_id = (SELECT account_id FROM observations
                  WHERE account = accounts.id AND account_id IS NOT NULL LIMIT 1),
    handle = (SELECT handle FROM account_handles AS borne WHERE account = accounts.id
              AND NOT EXISTS (SELECT 1 FROM accounts AS other WHERE other.platform = borne.platform
                              AND other.handle = borne.handle AND other.id <> accounts.id)
              ORDER BY last_seen DESC LIMIT 1),
    picture_address = (SELECT picture_address FROM observations JOIN batches ON batches.id = batch
                       WHERE account = accounts.id AND picture_address IS NOT NULL
                       ORDER BY observed_at DESC, observations.id DESC LIMIT 1)
    WHERE id IN (SELECT account FROM touched);
"""

LEFT_OVER = """
DELETE FROM actions WHERE id NOT IN (SELECT added FROM tags UNION SELECT removed FROM tags WHERE removed IS NOT NULL
    UNION SELECT added FROM notes UNION SELECT removed FROM notes WHERE removed IS NOT NULL
    UNION SELECT added FROM collected UNION SELECT removed FROM collected WHERE removed IS NOT NULL
    UNION SELECT added FROM hidden UNION SELECT removed FROM hidden WHERE removed IS NOT NULL);
DELETE FROM objects WHERE id NOT IN (SELECT object FROM activity_objects);
DELETE FROM imports WHERE id NOT IN (SELECT import FROM import_batches);
DELETE FROM sessions WHERE id NOT IN (SELECT session FROM batches);
DELETE FROM pages WHERE id NOT IN (SELECT page FROM batches);
CREATE TEMP TABLE unworn AS SELECT id, picture FROM picture_addresses
    WHERE id IN (SELECT picture_address FROM loose) AND id NOT IN (SELECT picture_address FROM avatars);
DELETE FROM picture_addresses WHERE id IN (SELECT id FROM unworn);
DELETE FROM pictures WHERE id IN (SELECT picture FROM unworn)
    AND id NOT IN (SELECT picture FROM picture_addresses WHERE picture IS NOT NULL);
DROP TABLE unworn;
DROP TABLE gone;
DROP TABLE touched;
DROP TABLE loose;
DROP TABLE shrunk;
DROP TABLE owners;
"""

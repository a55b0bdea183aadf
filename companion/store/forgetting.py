"""Deleting what was collected, so that neither the database nor its journal keeps a trace of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from companion.errors import StoreError
from companion.store import edges
from companion.store.db import connect
from companion.store.times import text_of

SPANS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "ever": None}


@dataclass(frozen=True)
class Forgotten:
    """How many rows are gone."""

    observations: int
    accounts: int
    pictures: int


def forget(conn: sqlite3.Connection, since: datetime | None) -> Forgotten:
    """Delete what came in at or after ``since``, or ever where it is None.

    What was known before stays as it was then: names, handles and avatars of the accounts that stay are worked
    out again from the observations that stay.
    """
    start = text_of(since) if since is not None else ""
    before = _counts(conn)
    for statement in FORGET.split(";\n"):
        conn.execute(statement, {"start": start} if ":start" in statement else {})
    edges.rebuild_all(conn)
    after = _counts(conn)
    return Forgotten(*(old - new for old, new in zip(before, after, strict=True)))


def _counts(conn: sqlite3.Connection) -> tuple[int, int, int]:
    count = (
        "SELECT (SELECT count(*) FROM observations), (SELECT count(*) FROM accounts), (SELECT count(*) FROM pictures)"
    )
    observations, accounts, pictures = conn.execute(count).fetchone()
    return observations, accounts, pictures


FORGET = """
CREATE TEMP TABLE gone AS SELECT id, session, page FROM batches WHERE received_at >= :start;
CREATE TEMP TABLE touched AS SELECT DISTINCT account FROM observations WHERE batch IN (SELECT id FROM gone);
CREATE TEMP TABLE shrunk AS SELECT DISTINCT capture FROM capture_members WHERE batch IN (SELECT id FROM gone);
DELETE FROM activities WHERE batch IN (SELECT id FROM gone);
DELETE FROM capture_members WHERE batch IN (SELECT id FROM gone)
    OR capture IN (SELECT id FROM captures WHERE batch IN (SELECT id FROM gone));
DELETE FROM captures WHERE batch IN (SELECT id FROM gone);
DELETE FROM edges;
DELETE FROM observations WHERE batch IN (SELECT id FROM gone);
DELETE FROM case_batches WHERE batch IN (SELECT id FROM gone);
DELETE FROM import_batches WHERE batch IN (SELECT id FROM gone);
DELETE FROM imports WHERE id NOT IN (SELECT import FROM import_batches);
CREATE TEMP TABLE taken_back AS SELECT id FROM actions WHERE done_at >= :start;
DELETE FROM tags WHERE added IN (SELECT id FROM taken_back);
UPDATE tags SET removed = NULL WHERE removed IN (SELECT id FROM taken_back);
DELETE FROM notes WHERE added IN (SELECT id FROM taken_back);
UPDATE notes SET removed = NULL WHERE removed IN (SELECT id FROM taken_back);
DELETE FROM collected WHERE added IN (SELECT id FROM taken_back);
UPDATE collected SET removed = NULL WHERE removed IN (SELECT id FROM taken_back);
DELETE FROM hidden WHERE added IN (SELECT id FROM taken_back);
UPDATE hidden SET removed = NULL WHERE removed IN (SELECT id FROM taken_back);
DELETE FROM actions WHERE id IN (SELECT id FROM taken_back);
DROP TABLE taken_back;
DELETE FROM case_notes WHERE noted_at >= :start;
CREATE TEMP TABLE empty_cases AS SELECT id FROM cases WHERE created_at >= :start
    AND id NOT IN (SELECT case_id FROM case_batches) AND id NOT IN (SELECT case_id FROM case_notes)
    AND id NOT IN (SELECT case_id FROM collected) AND id NOT IN (SELECT case_id FROM notes WHERE case_id IS NOT NULL);
DELETE FROM case_texts WHERE case_id IN (SELECT id FROM empty_cases);
DELETE FROM cases WHERE id IN (SELECT id FROM empty_cases);
DROP TABLE empty_cases;
DELETE FROM batches WHERE id IN (SELECT id FROM gone);
DELETE FROM sessions WHERE id NOT IN (SELECT session FROM batches);
DELETE FROM pages WHERE id NOT IN (SELECT page FROM batches);
UPDATE sessions SET
    first_seen = (SELECT min(observed_at) FROM batches WHERE session = sessions.id),
    last_seen = (SELECT max(observed_at) FROM batches WHERE session = sessions.id)
    WHERE id IN (SELECT session FROM gone);
UPDATE pages SET
    first_seen = (SELECT min(observed_at) FROM batches WHERE page = pages.id),
    last_seen = (SELECT max(observed_at) FROM batches WHERE page = pages.id)
    WHERE id IN (SELECT page FROM gone);
UPDATE captures SET
    complete = 0,
    seen_count = (SELECT count(*) FROM capture_members WHERE capture = captures.id),
    last_seen = (SELECT max(observed_at) FROM capture_members JOIN batches ON batches.id = capture_members.batch
                 WHERE capture = captures.id)
    WHERE id IN (SELECT capture FROM shrunk);
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
DELETE FROM objects WHERE id NOT IN (SELECT object FROM activity_objects);
CREATE TEMP TABLE departed AS SELECT account FROM touched WHERE account NOT IN (SELECT account FROM observations);
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
    picture_address = (SELECT picture_address FROM avatars WHERE account = accounts.id ORDER BY last_seen DESC LIMIT 1)
    WHERE id IN (SELECT account FROM touched);
UPDATE picture_addresses SET picture = NULL WHERE picture IN (SELECT id FROM pictures WHERE received_at >= :start);
DELETE FROM picture_addresses WHERE id NOT IN (SELECT picture_address FROM avatars);
DELETE FROM pictures WHERE id NOT IN (SELECT picture FROM picture_addresses WHERE picture IS NOT NULL);
DROP TABLE gone;
DROP TABLE touched;
DROP TABLE shrunk
"""


def compact(path: Path) -> None:
    """Write the database anew without what was deleted, and empty its journal. Raises :class:`StoreError`."""
    with closing(connect(path)) as conn:
        try:
            conn.execute("VACUUM")
            busy, _, _ = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            raise StoreError(f"What was deleted is gone from view but not yet from the file: {error}.") from error
    if busy:
        raise StoreError("What was deleted is gone from view; its traces go from the file when the companion ends.")

"""Forgetting what came in, or what was observed, in a span of time, and what was recorded into a case."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from companion.errors import NotFoundError
from companion.store.db import run_statements
from companion.store.forgetting.by_account import forget_accounts
from companion.store.forgetting.following import Forgotten, counted, settle
from companion.store.times import text_of


def forget(conn: sqlite3.Connection, since: datetime | None) -> Forgotten:
    """Delete what came in at or after ``since``, or ever where it is None, with what people did since then."""
    start = text_of(since) if since is not None else ""

    def delete() -> None:
        values = {"start": start}
        run_statements(conn, SINCE, values)
        _delete_batches(conn, "received_at >= :start", values)
        run_statements(conn, PICTURES_SINCE, values)
        run_statements(conn, CASES_SINCE, values)

    return counted(conn, delete)


def forget_older(conn: sqlite3.Connection, before: datetime) -> Forgotten:
    """Delete what was observed before this time. Tags, notes and cases of the accounts that stay are kept."""

    def delete() -> None:
        values = {"end": text_of(before)}
        _delete_batches(conn, "observed_at < :end", values)
        run_statements(conn, PICTURES_BEFORE, values)

    return counted(conn, delete)


def forget_case(conn: sqlite3.Connection, case: int, with_accounts: bool = False) -> Forgotten:
    """Delete the case and what was recorded into it, but for what was recorded into another case as well.

    Accounts that are known from elsewhere stay, and are no longer collected; unless they are to go ``with_accounts``
    and are in no other case.
    """

    def delete() -> None:
        values = {"case": case}
        only_here = [row["account"] for row in conn.execute(ONLY_HERE, values)] if with_accounts else []
        recorded = (
            "id IN (SELECT batch FROM case_batches WHERE case_id = :case) "
            "AND id NOT IN (SELECT batch FROM case_batches WHERE case_id <> :case)"
        )
        _delete_batches(conn, recorded, values, CASE)
        forget_accounts(conn, only_here)

    return counted(conn, delete)


def forget_import(conn: sqlite3.Connection, number: int) -> Forgotten:
    """Delete what one imported file brought, and the import itself; what was seen elsewhere too stays.

    Raises :class:`NotFoundError` for no such import.
    """
    if conn.execute("SELECT 1 FROM imports WHERE id = ?", (number,)).fetchone() is None:
        raise NotFoundError("imports.no_such_import")

    def delete() -> None:
        # A merge may have brought the same batch by another file of the same rows: that one keeps it.
        brought = (
            "id IN (SELECT batch FROM import_batches WHERE import = :import) "
            "AND id NOT IN (SELECT batch FROM import_batches WHERE import <> :import)"
        )
        _delete_batches(conn, brought, {"import": number}, IMPORT)

    return counted(conn, delete)


def _delete_batches(conn: sqlite3.Connection, which: str, values: dict[str, Any], more: str = "") -> None:
    """Delete these batches with all that came in them, then run the statements ``more``."""
    run_statements(
        conn, f"CREATE TEMP TABLE gone AS SELECT id, session, page, observed_at FROM batches WHERE {which}", values
    )
    run_statements(conn, BATCHES, values)
    run_statements(conn, more, values)
    settle(conn)


BATCHES = """
CREATE TEMP TABLE touched AS SELECT DISTINCT account FROM observations WHERE batch IN (SELECT id FROM gone);
CREATE TEMP TABLE loose AS SELECT DISTINCT picture_address FROM observations
    WHERE batch IN (SELECT id FROM gone) AND picture_address IS NOT NULL;
CREATE TEMP TABLE shrunk AS SELECT DISTINCT capture FROM capture_members WHERE batch IN (SELECT id FROM gone);
INSERT INTO shrunk SELECT id FROM captures
    WHERE batch IN (SELECT id FROM gone) AND id NOT IN (SELECT capture FROM shrunk);
INSERT INTO shrunk SELECT captures.id FROM captures JOIN batches ON batches.id = captures.batch
    JOIN gone ON gone.session = batches.session AND gone.observed_at = captures.last_seen -- it said how the list ended
    WHERE captures.id NOT IN (SELECT capture FROM shrunk);
CREATE TEMP TABLE owners AS SELECT DISTINCT owner FROM captures WHERE id IN (SELECT capture FROM shrunk);
DELETE FROM activities WHERE batch IN (SELECT id FROM gone);
DELETE FROM capture_members WHERE batch IN (SELECT id FROM gone);
UPDATE captures SET batch = (SELECT batches.id FROM capture_members JOIN batches ON batches.id = capture_members.batch
                             WHERE capture = captures.id ORDER BY observed_at, batches.id LIMIT 1)
    WHERE batch IN (SELECT id FROM gone) AND id IN (SELECT capture FROM capture_members);
DELETE FROM captures WHERE batch IN (SELECT id FROM gone);
UPDATE captures SET
    first_seen = (SELECT min(observed_at) FROM batches WHERE id = captures.batch
                  OR id IN (SELECT batch FROM capture_members WHERE capture = captures.id)),
    last_seen = (SELECT max(observed_at) FROM batches WHERE id = captures.batch
                 OR id IN (SELECT batch FROM capture_members WHERE capture = captures.id))
    WHERE id IN (SELECT capture FROM shrunk);
DELETE FROM observations WHERE batch IN (SELECT id FROM gone);
"""

SINCE = """
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
UPDATE actions SET undone_at = NULL WHERE undone_at >= :start;
DELETE FROM case_notes WHERE noted_at >= :start;
"""

PICTURES_SINCE = """
UPDATE picture_addresses SET picture = NULL WHERE picture IN (SELECT id FROM pictures WHERE received_at >= :start);
DELETE FROM pictures WHERE received_at >= :start;
DELETE FROM picture_addresses WHERE picture IS NULL AND id NOT IN (SELECT picture_address FROM avatars);
"""

# One that is still worn is known from later observations too; what nobody wears was checked for itself.
PICTURES_BEFORE = """
DELETE FROM pictures WHERE received_at < :end
    AND id NOT IN (SELECT picture FROM picture_addresses WHERE picture IS NOT NULL);
"""

CASES_SINCE = """
CREATE TEMP TABLE empty_cases AS SELECT id FROM cases WHERE created_at >= :start
    AND id NOT IN (SELECT case_id FROM case_batches) AND id NOT IN (SELECT case_id FROM case_notes)
    AND id NOT IN (SELECT case_id FROM collected) AND id NOT IN (SELECT case_id FROM notes WHERE case_id IS NOT NULL);
DELETE FROM case_texts WHERE case_id IN (SELECT id FROM empty_cases);
DELETE FROM cases WHERE id IN (SELECT id FROM empty_cases);
DROP TABLE empty_cases;
"""

ONLY_HERE = """
SELECT account FROM case_accounts WHERE case_id = :case
EXCEPT SELECT account FROM case_accounts WHERE case_id <> :case
"""

IMPORT = """
DELETE FROM import_batches WHERE import = :import;
DELETE FROM imports WHERE id = :import;
"""

CASE = """
DELETE FROM case_batches WHERE case_id = :case;
DELETE FROM case_notes WHERE case_id = :case;
DELETE FROM case_texts WHERE case_id = :case;
DELETE FROM notes WHERE case_id = :case;
DELETE FROM collected WHERE case_id = :case;
DELETE FROM cases WHERE id = :case;
"""

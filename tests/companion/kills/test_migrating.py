"""A database whose making or migrating is killed is there as it was before, or as it becomes, and is opened then."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from companion.store.connection import connect
from companion.store.db import open_migrated, run_statements
from companion.store.folder import DATABASE
from companion.store.migrations import migrations
from tests.companion.kills.sound import state_of
from tests.companion.kills.steps import Clock, kills

ROWS = """
INSERT INTO sessions VALUES (1, 'session', '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z');
INSERT INTO pages VALUES (1, 'demo', 'list', 'https://demo.example/ana/friends', NULL,
    '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z');
INSERT INTO batches VALUES (1, 'key', 1, 1, '0.1', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
INSERT INTO pictures (id, sha256, size, status, received_at)
    SELECT value, value, 1, 'no_face', '2026-01-01T00:00:00.000Z' FROM generate;
INSERT INTO picture_addresses
    SELECT value, 'demo', 'p' || value, 'https://demo.example/p' || value, value FROM generate;
INSERT INTO accounts SELECT value, 'demo', NULL, 'h' || value, 'Name ' || value, NULL, value,
    '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z' FROM generate;
INSERT INTO account_handles SELECT value, 'demo', 'h' || value,
    '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z' FROM generate;
INSERT INTO avatars SELECT value, value, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z' FROM generate;
INSERT INTO observations (account, batch, role, handle, display_name, bio, followers, picture_address)
    SELECT value, 1, 'row', 'h' || value, 'Name ' || value, 'says ' || value, value, value FROM generate;
INSERT INTO captures VALUES (1, 'capture', 'friends', 1, 1, 30, 29, 1,
    '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
INSERT INTO capture_members SELECT 1, value, 1 FROM generate WHERE value > 1;
INSERT INTO activities (account, batch, kind, object, text)
    SELECT value, 1, 'shares', 'https://demo.example/post', 'words' FROM generate;
"""
FIRST = "m002_cases"
OF_EACH = ("'instance'", "_sqlite_migrations", "applied_at")
"""In what is another with each making: the database's own name, and when it was made."""


def make(path: str) -> None:
    open_migrated(Path(path)).close()


def rows_of(database: Path) -> list[str]:
    return [line for line in state_of(database) if not any(each in line for each in OF_EACH)]


def in_first_form(path: Path) -> Path:
    with closing(connect(path)) as conn:
        migrations.apply(Database(conn), stop_before=FIRST)
        conn.execute(
            "CREATE TEMP TABLE generate AS WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 "
            "FROM n WHERE value < 30) SELECT value FROM n"
        )
        run_statements(conn, ROWS)
    return path


@pytest.mark.parametrize(("clock", "usually"), [(Clock.statements, 149), (Clock.instructions, 29)])
@pytest.mark.timeout(1800)
def test_migrating_that_is_killed(
    clock: Clock,
    usually: int,
    tmp_path: Path,
    often: Callable[[int, int], int],
    record_property: pytest.RecordProperty,
) -> None:
    older = in_first_form(tmp_path / "older.db")
    untouched = rows_of(older)
    whole = Path(shutil.copy(older, tmp_path / "whole.db"))
    make(str(whole))
    migrated = rows_of(whole)
    assert any("Name 30" in line for line in migrated)
    database = tmp_path / DATABASE
    steps = kills(clock, make, str(database), every=often(usually, 5 if clock is Clock.statements else 1))
    found, count = set(), 0
    shutil.copy(older, database)
    for step in steps:
        state = rows_of(database)
        assert state in (untouched, migrated), step
        found.add(state == migrated)
        count += 1
        make(str(database))
        assert rows_of(database) == migrated
        put_back(older, database)
    assert False in found
    record_property("kills", f"{count}, all or nothing each time")


def put_back(older: Path, database: Path) -> None:
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink()
    shutil.copy(older, database)


@pytest.mark.timeout(1800)
def test_a_new_database_of_which_the_making_is_killed(
    tmp_path: Path, often: Callable[[int, int], int], record_property: pytest.RecordProperty
) -> None:
    make(str(tmp_path / "whole.db"))
    whole = rows_of(tmp_path / "whole.db")
    folder = tmp_path / "data"
    folder.mkdir()
    database = folder / DATABASE
    count = 0
    for step in kills(Clock.statements, make, str(database), every=often(131, 5)):
        make(str(database))
        assert rows_of(database) == whole, step
        assert not database.with_name(f"{DATABASE}-begun").exists()
        count += 1
        shutil.rmtree(folder)
        folder.mkdir()
    record_property("kills", f"{count}, made whole each time")


def test_what_is_counted_is_what_is_run(tmp_path: Path) -> None:
    """Else nothing would be killed at all."""
    assert len(list(kills(Clock.statements, make, str(tmp_path / DATABASE), every=1000))) == 1
    assert sqlite3.connect.__name__ == "connect"

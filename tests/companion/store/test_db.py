"""One writer, whose transactions are whole, and readers that do not wait for it."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest

from companion.errors import StoreError
from companion.store import durability
from companion.store.db import Store


def add_name(conn: sqlite3.Connection, name: str) -> None:
    conn.execute("INSERT INTO companion (name, value) VALUES (?, '')", (name,))


def names(conn: sqlite3.Connection) -> set[str]:
    return {row[0] for row in conn.execute("SELECT name FROM companion")}


def test_a_write_that_raises_leaves_nothing(store: Store) -> None:
    def work(conn: sqlite3.Connection) -> None:
        add_name(conn, "half")
        raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        store.submit(work).result()
    store.submit(lambda conn: add_name(conn, "after")).result()
    assert store.read_here(names) == {"instance", "after"}


async def test_readers_do_not_wait_for_the_writer(store: Store) -> None:
    go_on = threading.Event()

    def slow(conn: sqlite3.Connection) -> None:
        add_name(conn, "slow")
        go_on.wait()

    writing = store.submit(slow)
    assert await asyncio.gather(*(store.read(names) for _ in range(10))) == [{"instance"}] * 10
    go_on.set()
    writing.result()
    assert await store.read(names) == {"instance", "slow"}


async def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await store.read(lambda conn: add_name(conn, "x"))


def test_foreign_keys_hold(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.submit(
            lambda conn: conn.execute("INSERT INTO avatars VALUES (1, 1, '2026-01-01', '2026-01-01')")
        ).result()


def test_what_is_queued_is_written_before_it_closes(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        for n in range(200):
            store.submit(lambda conn, n=n: add_name(conn, f"n{n}"))
    with Store(tmp_path) as store:
        assert len(store.read_here(names)) == 201


def test_changes_are_synced_into_the_file_once_nobody_writes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durability, "QUIET_SECONDS", 0.01)
    store.submit(lambda conn: add_name(conn, "kept")).result()
    file_alone = f"{store.path.as_uri()}?immutable=1"  # without the changes that stand beside it
    found: set[str] = set()
    while "kept" not in found:
        with closing(sqlite3.connect(file_alone, uri=True)) as conn, suppress(sqlite3.DatabaseError):
            found = names(conn)


def test_it_is_in_wal_mode(store: Store) -> None:
    assert store.read_here(lambda conn: conn.execute("PRAGMA journal_mode").fetchone()[0]) == "wal"


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "eyeline.db"
    file.write_bytes(b"this is no database, and somebody may want it" * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path)
    assert file.read_bytes().startswith(b"this is no database")


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        Store(tmp_path / "file" / "data")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_only_the_owner_may_read(tmp_path: Path) -> None:
    with Store(tmp_path / "data") as store:
        store.submit(lambda conn: add_name(conn, "x")).result()
        modes = {file.name: file.stat().st_mode & 0o777 for file in store.folder.iterdir()}
        assert store.folder.stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}
    assert "eyeline.db-wal" in modes

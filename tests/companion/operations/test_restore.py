"""Going back to a backup, and reading what can be read of a damaged database."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime, timezone
from pathlib import Path

import pytest

from companion.app import looked_through, running
from companion.core.wire.observations import Batch
from companion.errors import AlreadyRunningError, BadRequestError, DamagedError, StoreError
from companion.operations.ingest import store_batch
from companion.operations.repair import repair
from companion.operations.restore import restore
from companion.settings import Settings
from companion.store.backup import back_up
from companion.store.db import Store
from companion.store.folder import DATABASE, LOCK, FolderLock
from tests.companion.blank import blank_database
from tests.companion.standings import assert_standings_follow
from tests.companion.wire_samples import account, batch, capture

AT = datetime(2026, 3, 1, tzinfo=timezone.utc)
LISTS = 40
MEMBERS = 60


def handles(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / DATABASE)) as conn:
        return {row[0] for row in conn.execute("SELECT handle FROM accounts")}


def see(store: Store, *names: str) -> None:
    seen = Batch.model_validate(batch(*[account(name) for name in names]))
    store.submit(lambda conn: store_batch(conn, seen, AT)).result()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    blank_database(data / DATABASE)
    return data


def test_a_backup_takes_the_place_of_a_database_that_is_kept_with_its_log(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store:
        see(store, "ana")
        back_up(store.path, tmp_path / "backup.db")
        see(store, "bo")
        crashed = tmp_path / "crashed"
        crashed.mkdir()
        for file in folder.iterdir():
            shutil.copyfile(file, crashed / file.name)
    assert (crashed / f"{DATABASE}-wal").stat().st_size > 0
    aside = restore(crashed, tmp_path / "backup.db", AT)
    assert aside is not None
    assert handles(crashed) == {"ana"}
    assert handles(aside) == {"ana", "bo"}
    with Store(crashed) as store:
        see(store, "cy")
    assert handles(crashed) == {"ana", "cy"}
    assert (tmp_path / "backup.db").is_file()


def test_into_an_empty_folder(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store:
        see(store, "ana")
        back_up(store.path, tmp_path / "backup.db")
    assert restore(tmp_path / "new", tmp_path / "backup.db", AT) is None
    assert handles(tmp_path / "new") == {"ana"}


def test_what_is_no_sound_backup_changes_nothing(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store:
        see(store, "ana")
        back_up(store.path, tmp_path / "backup.db")
    (tmp_path / "cut.db").write_bytes((tmp_path / "backup.db").read_bytes()[:20_000])
    (tmp_path / "text.db").write_text("no database")
    for name in ("cut.db", "text.db"):
        with pytest.raises(BadRequestError):
            restore(folder, tmp_path / name, AT)
    assert handles(folder) == {"ana"}
    assert not list(folder.glob("set-aside-*"))


def test_not_while_a_companion_serves(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store:
        back_up(store.path, tmp_path / "backup.db")
    with FolderLock(folder):
        for act in (lambda: restore(folder, tmp_path / "backup.db", AT), lambda: repair(folder, AT)):
            with pytest.raises(AlreadyRunningError):
                act()


def filled(folder: Path) -> None:
    with Store(folder) as store:
        for number in range(LISTS):
            owner, members = f"owner{number}", [f"m{number}-{each}" for each in range(MEMBERS)]
            seen = batch(
                *[account(name) for name in (owner, *members)],
                captures=[capture(f"demo:handle:{owner}", [f"demo:handle:{name}" for name in members])],
            )
            store.submit(lambda conn, seen=seen: store_batch(conn, Batch.model_validate(seen), AT)).result()


def damage(folder: Path, page: int) -> None:
    file = folder / DATABASE
    with file.open("r+b") as opened:
        opened.seek((page - 1) * 4096)
        opened.write(b"\x00\xff" * 2048)


def pages_of(folder: Path, table: str) -> list[int]:
    """Its leaves, in their order; a file whose name says nothing is asked through SQLite's own table of pages."""
    with closing(sqlite3.connect(folder / DATABASE)) as conn:
        root = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        size = conn.execute("PRAGMA page_size").fetchone()[0]
    content = (folder / DATABASE).read_bytes()
    page = content[(root - 1) * size : root * size]
    assert page[0] in (2, 5), "the table has one page only"
    cells = [int.from_bytes(page[12 + 2 * n : 14 + 2 * n]) for n in range(int.from_bytes(page[3:5]))]
    return [int.from_bytes(page[cell : cell + 4]) for cell in cells] + [int.from_bytes(page[8:12])]


@pytest.mark.parametrize("place", [0, 1, -1])
@pytest.mark.parametrize("table", ["accounts", "observations", "account_handles"])
def test_a_damaged_page_costs_what_it_held_and_no_more(folder: Path, table: str, place: int) -> None:
    filled(folder)
    with closing(sqlite3.connect(folder / DATABASE)) as conn:
        before = conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    pages = pages_of(folder, table)
    damage(folder, pages[place])
    found, aside = repair(folder, AT)
    of_table = next(each for each in found if each.table == table)
    assert before - of_table.read <= 3 * before / len(pages)
    assert 0 < of_table.read < before
    assert of_table.unreadable > 0
    assert aside is not None
    assert (aside / DATABASE).is_file()
    with Store(folder) as store:
        store.read_here(assert_standings_follow)
        assert store.read_here(lambda conn: conn.execute("PRAGMA integrity_check").fetchone()[0]) == "ok"
        assert store.read_here(lambda conn: conn.execute("PRAGMA foreign_key_check").fetchall()) == []
        see(store, "new")


def test_what_is_sound_is_recovered_whole(folder: Path) -> None:
    filled(folder)
    counts = "SELECT (SELECT count(*) FROM accounts), (SELECT count(*) FROM edges), (SELECT count(*) FROM spells)"
    with closing(sqlite3.connect(folder / DATABASE)) as conn:
        before = conn.execute(counts).fetchone()
    found, _ = repair(folder, AT)
    assert sum(each.unreadable + each.dangling for each in found) == 0
    with closing(sqlite3.connect(folder / DATABASE)) as conn:
        assert conn.execute(counts).fetchone() == before


def test_nothing_to_be_read_is_said_and_changes_nothing(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="Nothing can be read"):
        repair(folder, AT)
    assert (folder / DATABASE).read_bytes() == b"no database" * 1000


def test_damage_is_found_at_the_start_after_an_unclean_end(folder: Path) -> None:
    filled(folder)
    damage(folder, pages_of(folder, "observations")[1])
    with Store(folder):
        pass  # nothing has met it
    with pytest.raises(DamagedError, match="eyeline repair"):
        Store(folder, look_through=True)


def test_damage_that_is_met_ends_all_writing(folder: Path) -> None:
    filled(folder)
    damage(folder, pages_of(folder, "observations")[1])
    with Store(folder) as store:
        with pytest.raises(DamagedError):
            store.submit(lambda conn: conn.execute("UPDATE observations SET bio = 'x'")).result()
        with pytest.raises(DamagedError):
            see(store, "new")


def test_damage_that_a_reader_meets_ends_all_writing(folder: Path) -> None:
    filled(folder)
    damage(folder, pages_of(folder, "observations")[1])
    with Store(folder) as store:
        with pytest.raises(DamagedError):
            store.read_here(lambda conn: conn.execute("SELECT * FROM observations").fetchall())
        with pytest.raises(DamagedError):
            see(store, "new")


def test_a_text_that_is_no_json_is_no_damage(folder: Path) -> None:
    with Store(folder) as store:
        with pytest.raises(sqlite3.OperationalError, match="malformed JSON"):
            store.submit(lambda conn: conn.execute("SELECT json('{')").fetchone()).result()
        see(store, "ana")


def test_of_a_file_whose_end_is_missing_the_rest_is_recovered(folder: Path) -> None:
    filled(folder)
    with (folder / DATABASE).open("r+b") as file:
        file.truncate((folder / DATABASE).stat().st_size // 2)
    found, _ = repair(folder, AT)
    assert sum(each.read for each in found) > LISTS
    with Store(folder, look_through=True) as store:
        see(store, "new")


async def test_who_starts_again_looks_again_until_it_is_found_sound(folder: Path) -> None:
    filled(folder)
    sound = (folder / DATABASE).read_bytes()
    damage(folder, pages_of(folder, "observations")[1])
    (folder / LOCK).write_text("left")
    for _ in range(2):
        with pytest.raises(DamagedError):
            async with running(Settings.of({"port": 0, "data": folder})):
                pass
    (folder / DATABASE).write_bytes(sound)
    async with running(Settings.of({"port": 0, "data": folder})):
        pass
    with FolderLock(folder) as lock:
        assert not lock.was_left


async def test_what_was_met_by_a_companion_that_then_ended_well_is_looked_for_by_the_next(folder: Path) -> None:
    filled(folder)
    damage(folder, pages_of(folder, "observations")[1])
    with FolderLock(folder) as lock, suppress(DamagedError), looked_through(folder, lock) as store:
        store.read_here(lambda conn: conn.execute("SELECT * FROM observations").fetchall())
    with FolderLock(folder) as lock:
        assert lock.was_left


def test_a_holder_that_was_killed_before_it_told_anything_is_known(folder: Path) -> None:
    with FolderLock(folder):
        left = (folder / LOCK).read_bytes()
    (folder / LOCK).write_bytes(left)
    with FolderLock(folder) as lock:
        assert lock.was_left
    with FolderLock(folder) as lock:
        assert lock.was_left  # nobody has looked


def test_an_empty_file_is_no_new_database(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"")
    with pytest.raises(StoreError, match="is empty"):
        Store(folder)
    assert (folder / DATABASE).stat().st_size == 0


def test_the_log_of_another_database_is_not_taken_for_its_own(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with Store(other) as store:
        see(store, "theirs")
        while store.durability.mark.synced < store.durability.mark.committed:
            pass
        log = (other / f"{DATABASE}-wal").read_bytes()
    with Store(folder) as store:
        see(store, "mine")
    (folder / f"{DATABASE}-wal").write_bytes(log)
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(StoreError, match="another database"):
        Store(folder)
    assert (folder / DATABASE).read_bytes() == before
    assert (folder / f"{DATABASE}-wal").read_bytes() == log


def test_a_holder_that_ended_without_a_word_is_known(folder: Path) -> None:
    with FolderLock(folder) as lock:
        lock.tell("http://127.0.0.1:1")
        left = (folder / "companion.lock").read_bytes()
    with FolderLock(folder) as lock:
        assert not lock.was_left
    (folder / "companion.lock").write_bytes(left)
    with FolderLock(folder) as lock:
        assert lock.was_left

"""A backup that is put back, or a database that is repaired, killed anywhere: one of both databases is there and whole,
or where it lies is said, and nothing else of either is left once the folder is used again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.cli.main import eyeline
from companion.core.wire.observations import Batch
from companion.errors import StoreError
from companion.operations.ingest import store_batch
from companion.operations.repair import repair
from companion.operations.restore import restore
from companion.store.backup import back_up
from companion.store.db import Store
from companion.store.folder import DATABASE, SET_ASIDE, FolderLock
from tests.companion.blank import blank_store
from tests.companion.kills.steps import Clock, kills
from tests.companion.wire_samples import account, batch

AT = datetime(2026, 3, 1, tzinfo=timezone.utc)
NAME = "A name to forget"
EVERY = {Clock.statements: 41, Clock.instructions: 23}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with blank_store(tmp_path / "before") as store:
        seen = Batch.model_validate(batch(account("ana", display_name=NAME)))
        store.submit(lambda conn: store_batch(conn, seen, AT)).result()
        back_up(store.path, tmp_path / "backup.db")
    return tmp_path / "data"


def names_in(store: Store) -> list[str]:
    return store.read_here(lambda conn: [row[0] for row in conn.execute("SELECT display_name FROM accounts")])


@pytest.mark.parametrize("clock", Clock)
@pytest.mark.parametrize("work", ["restore", "repair"])
def test_killed_anywhere(folder: Path, work: str, clock: Clock, often: Callable[[int, int], int]) -> None:
    def again() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(folder.with_name("before"), folder)

    again()
    backup = folder.with_name("backup.db")
    arguments = (restore, folder, backup, AT) if work == "restore" else (repair, folder, AT)
    killed = kills(clock, *arguments, every=often(EVERY[clock], 5))
    assert next(killed) == 1
    for _ in killed:
        with FolderLock(folder):
            pass
        assert {each.name for each in folder.iterdir() if each.is_dir()} <= {f"{SET_ASIDE}{AT:%Y-%m-%dT%H-%M-%S}"}
        with Store(folder, look_through=True) as store:
            assert names_in(store) == [NAME]
        again()


def test_what_a_killed_one_left_is_forgotten_too(folder: Path) -> None:
    shutil.copytree(folder.with_name("before"), folder)
    for purpose in ("repaired", "repairing", "merging"):
        shutil.copytree(folder.with_name("before"), folder / f"{purpose}-abcd1234")
    forgotten = CliRunner().invoke(eyeline, ["forget", "--last", "ever", "--yes", "--data", str(folder)])
    assert forgotten.exit_code == 0, forgotten.output
    assert not [file for file in folder.rglob("*") if file.is_file() and NAME.encode() in file.read_bytes()]


def test_forgetting_says_what_was_set_aside(folder: Path) -> None:
    shutil.copytree(folder.with_name("before"), folder)
    aside = restore(folder, folder.with_name("backup.db"), AT)
    forgotten = CliRunner().invoke(eyeline, ["forget", "--last", "ever", "--yes", "--data", str(folder)])
    assert f"{aside} still holds what" in forgotten.stderr


def test_where_the_only_database_was_set_aside_no_new_one_is_made(folder: Path) -> None:
    shutil.copytree(folder.with_name("before"), folder)
    aside = restore(folder, folder.with_name("backup.db"), AT)
    assert aside is not None
    (folder / DATABASE).unlink()
    with pytest.raises(StoreError, match="eyeline restore"):
        Store(folder)
    restore(folder, aside, AT)
    with Store(folder) as store:
        assert names_in(store) == [NAME]


@pytest.mark.parametrize("work", ["restore", "repair"])
def test_what_cannot_be_put_in_its_place_leaves_all_as_it_was(
    folder: Path, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(folder.with_name("before"), folder)
    replace = Path.replace

    def refused(path: Path, target: Path) -> Path:
        if target == folder / DATABASE:
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(StoreError, match="No space left"):
        restore(folder, folder.with_name("backup.db"), AT) if work == "restore" else repair(folder, AT)
    assert not list(folder.glob(f"{SET_ASIDE}*"))
    with Store(folder) as store:
        assert names_in(store) == [NAME]

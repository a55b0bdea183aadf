"""``eyeline backup`` makes a copy that is whole, checked and nobody else's."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from companion.errors import StoreError
from companion.store import backup
from companion.store.backup import back_up
from companion.store.db import Store
from tests.companion.blank import blank_store
from tests.companion.cli.commands.process import run, run_here
from tests.companion.conftest import Running
from tests.companion.wire_samples import account, batch


async def test_it_copies_while_the_companion_runs(paired: Running, tmp_path: Path) -> None:
    await paired.observe(batch(account("ana")))
    file = tmp_path / "copy.db"
    result = run("backup", str(file), "--data", str(paired.data))
    assert result.returncode == 0, result.stderr
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert f"SHA-256 {digest}" in result.stdout
    assert (tmp_path / "copy.db.sha256").read_text() == f"{digest}  copy.db\n"
    await paired.observe(batch(account("bo")))
    with closing(sqlite3.connect(file)) as conn:
        assert conn.execute("SELECT handle FROM accounts").fetchall() == [("ana",)]
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
@pytest.mark.parametrize("name", [":memory:", "file:copy.db?mode=memory", "-"])
def test_a_name_that_sqlite_takes_otherwise_is_a_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    made = back_up(store.path, Path(name))
    assert made.size == (tmp_path / name).stat().st_size > 0


def test_a_copy_put_in_its_place_opens(store: Store, tmp_path: Path) -> None:
    store.submit(lambda conn: conn.execute("INSERT INTO cases VALUES (1, 'Winter', '', NULL)")).result()
    folder = tmp_path / "restored"
    folder.mkdir()
    back_up(store.path, folder / "eyeline.db")
    with Store(folder) as restored:
        assert restored.read_here(lambda conn: conn.execute("SELECT name FROM cases").fetchone()[0]) == "Winter"


@pytest.mark.parametrize("there", ["copy.db", "copy.db.sha256"])
def test_nothing_is_replaced(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine")
    blank_store(tmp_path / "data").close()
    result = run_here("backup", str(tmp_path / "copy.db"), "--data", str(tmp_path / "data"))
    assert (result.returncode, result.stdout) == (1, "")
    assert "exists already" in result.stderr
    assert (tmp_path / there).read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([there, "data"])


def test_where_it_cannot_be_written_that_is_said(tmp_path: Path) -> None:
    blank_store(tmp_path / "data").close()
    result = run_here("backup", str(tmp_path / "nowhere" / "copy.db"), "--data", str(tmp_path / "data"))
    assert result.returncode == 1
    assert "cannot be written: No such file or directory." in result.stderr


def test_a_copy_that_is_not_sound_is_no_backup(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check = backup._check

    def spoiled(file: Path) -> None:
        content = bytearray(file.read_bytes())
        content[5000:9000] = bytes(4000)
        file.write_bytes(content)
        check(file)

    monkeypatch.setattr(backup, "_check", spoiled)
    with pytest.raises(StoreError, match="could not be made"):
        back_up(store.path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    assert not (tmp_path / "copy.db.sha256").exists()

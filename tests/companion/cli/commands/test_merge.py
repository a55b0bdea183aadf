"""``eyeline merge`` beside a companion that serves the same data folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.cli.main import eyeline
from companion.errors import AlreadyRunningError
from companion.operations import merge as module
from companion.store.folder import FolderLock
from tests.companion.blank import blank_store


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_companion_that_serves_is_not_kept_from_writing(tmp_path: Path, more: tuple[str, ...]) -> None:
    blank_store(tmp_path / "other").close()
    data = tmp_path / "data"
    data.mkdir()
    command = ["merge", str(tmp_path / "other"), "--data", str(data), *more]
    with FolderLock(data) as lock:
        lock.tell("http://127.0.0.1:1234")
        error = CliRunner().invoke(eyeline, command).exception
        assert isinstance(error, AlreadyRunningError)
        assert "at http://127.0.0.1:1234 with" in error.message
        assert "To join the other database, do it in its window" in error.message
        assert not (data / "eyeline.db").exists()
    blank_store(data).close()
    assert CliRunner().invoke(eyeline, command).exit_code == 0
    FolderLock(data).close()


def test_no_companion_begins_while_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "merge_databases", lambda database, *_, **__: FolderLock(database.parent))
    error = CliRunner().invoke(eyeline, ["merge", str(tmp_path), "--data", str(tmp_path / "data")]).exception
    assert isinstance(error, AlreadyRunningError)
    assert "wait until it has ended" in error.message

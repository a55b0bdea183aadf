"""One companion serves a data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.errors import AlreadyRunningError
from companion.store.folder import LOCK, FolderLock


def test_the_second_one_is_told_where_the_first_is(tmp_path: Path) -> None:
    with FolderLock(tmp_path) as lock:
        lock.tell("http://127.0.0.1:1234")
        with pytest.raises(AlreadyRunningError, match="1234") as raised:
            FolderLock(tmp_path)
        assert raised.value.url == "http://127.0.0.1:1234"
    FolderLock(tmp_path).close()


def test_a_holder_that_has_not_told_yet(tmp_path: Path) -> None:
    with FolderLock(tmp_path), pytest.raises(AlreadyRunningError) as raised:
        FolderLock(tmp_path)
    assert raised.value.url is None


def test_what_an_ended_one_left_does_not_count(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text("not JSON")
    with FolderLock(tmp_path), pytest.raises(AlreadyRunningError) as raised:
        FolderLock(tmp_path)
    assert raised.value.url is None

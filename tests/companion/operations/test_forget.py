"""Forgetting while another program reads: everything is gone from view, and what is still on the disk goes soon."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion.cli.main import eyeline
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store import db, durability
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch

NAME = "A name to forget"
ANA = batch(account("ana", display_name=NAME))


@pytest.fixture(autouse=True)
def others_are_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "BUSY_MS", 100)


@contextmanager
def another_program_reads(data: Path) -> Iterator[None]:
    """One that may not write, so that it leaves all as it is when it ends."""
    with closing(sqlite3.connect(f"{(data / db.DATABASE).as_uri()}?mode=ro", uri=True)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM accounts").fetchone() == (1,)
        yield


def is_on_the_disk(data: Path) -> bool:
    return any(NAME.encode() in file.read_bytes() for file in data.iterdir() if file.is_file())


def command(*arguments: str) -> Result:
    return CliRunner().invoke(eyeline, arguments)


def test_the_command_counts_what_is_gone_and_says_what_is_still_to_happen(tmp_path: Path) -> None:
    with blank_store(tmp_path) as store:
        store.submit(lambda conn: ingest(conn, Batch.model_validate(ANA), now())).result()
    with another_program_reads(tmp_path):
        forgotten = command("forget", "--data", str(tmp_path), "--last", "ever", "--yes")
        assert command("tag", "list", "--data", str(tmp_path)).exit_code == 0
        assert is_on_the_disk(tmp_path)
    assert forgotten.exit_code == 0
    assert forgotten.stdout == "Deleted: 1 observations, 1 accounts, 0 pictures.\n"
    assert forgotten.stderr == (
        "Note: What was deleted is gone from view. Another program still reads the database: once it has ended, the "
        "traces go from the disk the next time that Eyeline is used.\n"
    )
    assert is_on_the_disk(tmp_path)
    assert command("tag", "list", "--data", str(tmp_path)).exit_code == 0
    assert not is_on_the_disk(tmp_path)


def test_it_is_silent_where_nothing_is_left_to_happen(tmp_path: Path) -> None:
    with blank_store(tmp_path) as store:
        store.submit(lambda conn: ingest(conn, Batch.model_validate(ANA), now())).result()
    forgotten = command("forget", "--data", str(tmp_path), "--last", "ever", "--yes")
    assert (forgotten.exit_code, forgotten.stderr) == (0, "")
    assert not is_on_the_disk(tmp_path)


def test_the_command_says_why_the_file_could_not_be_written_anew(tmp_path: Path) -> None:
    with blank_store(tmp_path) as store:
        store.submit(lambda conn: ingest(conn, Batch.model_validate(ANA), now())).result()
    (tmp_path / "imports" / "a folder in the way").mkdir(parents=True)
    forgotten = command("forget", "--data", str(tmp_path), "--last", "ever", "--yes")
    assert (forgotten.exit_code, forgotten.stdout) == (0, "Deleted: 1 observations, 1 accounts, 0 pictures.\n")
    assert "The file is written anew the next time" in forgotten.stderr
    (tmp_path / "imports" / "a folder in the way").rmdir()
    assert command("forget", "--data", str(tmp_path), "--last", "hour", "--yes").stderr == ""
    assert not is_on_the_disk(tmp_path)


async def test_a_running_companion_clears_the_disk_as_soon_as_it_can(
    paired: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durability, "QUIET_SECONDS", 0.05)
    await paired.observe(ANA)
    window = await Window.open(paired)
    with another_program_reads(paired.data):
        done = await window.outcome(await window.post("forgetting", {"last": "ever", "dry_run": False}))
        assert (done["result"]["accounts"], done["job"]["state"]) == (1, "done")
        assert "Another program still reads the database" in done["result"]["message"]
        assert is_on_the_disk(paired.data)
    while is_on_the_disk(paired.data):  # noqa: ASYNC110 — a file tells nobody that it changed
        await asyncio.sleep(0.01)

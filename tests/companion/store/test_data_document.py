"""docs/data.md names every table, view and column there is, and its examples do what it says."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.core.wire.evidence import Evidence, Level, Rarity, Status
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store import picture_results, pictures
from companion.store.db import Store
from companion.store.picture_results import Result
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.cli.commands.process import run
from tests.companion.store.test_edges import at
from tests.companion.wire_samples import Json, account, batch, capture, picture

NOT_OURS = {"_sqlite_migrations", "sqlite_sequence"}
TABLE = re.compile(r"^### `(\w+)`\n\n(.+)\n\n\| column \| what it is \|\n\|---\|---\|\n((?:\|.*\n?)+)", re.MULTILINE)
COLUMN = re.compile(r"^\| `(\w+)` \| (\S.*) \|$", re.MULTILINE)
BLOCK = re.compile(r"^```(python|sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def document(root: Path) -> str:
    return (root / "docs" / "data.md").read_text(encoding="utf-8")


def test_every_column_is_described(document: str, store: Store) -> None:
    described = {name: [column for column, _ in COLUMN.findall(rows)] for name, _, rows in TABLE.findall(document)}

    def read(conn: sqlite3.Connection) -> dict[str, list[str]]:
        names = [row["name"] for row in conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        return {
            name: [row["name"] for row in conn.execute(f"PRAGMA table_info({name})")]
            for name in names
            if name not in NOT_OURS
        }

    there_are = store.read_here(read)
    assert described.keys() == there_are.keys()
    for name, columns in there_are.items():
        assert described[name] == columns, name


def test_every_view_can_be_read(store: Store) -> None:
    """A view that names a column there is not is only noticed when it is read."""
    for row in store.read_here(
        lambda conn: conn.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
    ):
        assert store.read_here(lambda conn, name=row["name"]: conn.execute(f"SELECT * FROM {name}").fetchall()) == []


def following(day: int, members: str) -> Json:
    listed = capture(
        "demo:handle:ana",
        [f"demo:handle:{member}" for member in members.split()],
        kind="following",
        displayed_count=len(members.split()),
        complete=True,
    )
    owner = account("ana", picture=picture("ana"))
    return batch(owner, *(account(member) for member in members.split()), captures=[listed], observed_at=at(day))


@pytest.fixture
def in_data_folder(tmp_path: Path) -> Iterator[Path]:
    evidence = Evidence(status=Status.scored, score=0.9, level=Level.strong, rarity=Rarity(one_in=4000, at_least=False))
    with blank_store(tmp_path) as store:
        for each in (following(1, "bo cy"), following(3, "bo")):
            store.submit(lambda conn, each=each: ingest(conn, Batch.model_validate(each), now())).result()
        address = picture("ana")["address"]
        store.submit(lambda conn: pictures.receive(conn, "demo", address, None, b"bytes", at(1))).result()
        store.submit(lambda conn: picture_results.finish(conn, [Result(1, evidence)], "none", at(1))).result()
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


def test_the_examples_print_what_they_say(document: str, in_data_folder: Path) -> None:
    names: dict[str, object] = {}
    printed = ""
    for kind, text in BLOCK.findall(document):
        if kind == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(text, names)
            printed = out.getvalue()
        elif kind == "sh":
            program, *arguments = shlex.split(text)
            assert program == "eyeline"
            output = arguments.index("--output") + 1
            arguments[output] = str(in_data_folder / arguments[output])
            done = run(*arguments, "--data", str(in_data_folder))
            assert done.returncode == 0, done.stderr
        else:
            assert printed == text
    names["db"].close()

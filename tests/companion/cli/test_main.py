"""The command table."""

from __future__ import annotations

import json
import pkgutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from companion.cli import commands
from companion.cli.main import eyeline
from companion.errors import CompanionError
from companion.store import connection, db
from companion.store.folder import DATABASE, FolderLock
from tests.companion.blank import blank_store
from tests.companion.cli.commands.process import COMPANION, ROOT, as_installed, run_here

NAMES = sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_a_command_with_help(name: str) -> None:
    result = CliRunner().invoke(eyeline, [name, "--help"])
    assert result.exit_code == 0, result.output
    command = eyeline.get_command(click.Context(eyeline), name)
    assert command is not None
    assert command.name == name
    assert command.help


def test_the_table_lists_them() -> None:
    output = CliRunner().invoke(eyeline, ["--help"]).output
    assert all(name in output for name in [*NAMES, "serve", "pair", "forget"])


def test_what_is_no_command_is_a_sentence() -> None:
    result = CliRunner().invoke(eyeline, ["fly"])
    assert result.exit_code == 2
    assert "No such command 'fly'" in result.output


@pytest.mark.parametrize(
    "words",
    [
        "reuse --list",
        "note remove",
        "pair --revoke",
        "history of",
        "standard add",
        "forget --yes --import",
        "analyse shared --pair",
        "analyse followed --least",
    ],
)
def test_a_number_larger_than_any_is_a_sentence(tmp_path: Path, words: str) -> None:
    blank_store(tmp_path).close()
    result = CliRunner().invoke(eyeline, [*words.split(), "9" * 20, "--data", str(tmp_path)])
    assert isinstance(result.exception, (SystemExit, CompanionError)), repr(result.exception)


def test_what_lists_things_lists_them_for_programs(tmp_path: Path) -> None:
    """One object a line, and nothing where there is nothing."""
    blank_store(tmp_path).close()
    for words in (
        "case list",
        "known list",
        "note list",
        "pair --list",
        "standard list",
        "tag list",
        "reuse",
        "doctor",
    ):
        result = CliRunner().invoke(eyeline, [*words.split(), "--json", "--data", str(tmp_path)])
        assert all(isinstance(json.loads(line), dict) for line in result.stdout.splitlines()), words
        assert bool(result.stdout) == (words == "doctor"), words


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize("words", ["doctor", "pair", "--help"])
def test_what_cannot_be_printed_is_a_sentence(tmp_path: Path, words: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMPANION, *words.split()],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=as_installed() | {"EYELINE_DATA": str(tmp_path)},
            cwd=ROOT,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("eyeline: The system refuses it: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", ["pair", "case new Winter", "forget --last ever --yes", "undo"])
def test_a_database_that_another_program_holds_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(connection, "BUSY_MS", 10)
    monkeypatch.setattr(db, "BUSY_MS", 10)
    blank_store(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = run_here(*words.split(), "--data", str(tmp_path))
    assert (done.returncode, done.stderr) == (1, "eyeline: The database cannot be used now: database is locked.\n")


@pytest.mark.parametrize("words", [("restore", "FILE"), ("repair",), ("uninstall", "--yes")], ids=lambda each: each[0])
def test_what_must_be_alone_says_how_the_companion_is_ended(tmp_path: Path, words: tuple[str, ...]) -> None:
    blank_store(tmp_path).close()
    with FolderLock(tmp_path) as lock:
        lock.tell("http://127.0.0.1:1")
        named = [str(tmp_path / DATABASE) if each == "FILE" else each for each in words]
        done = run_here(*named, "--data", str(tmp_path))
    assert done.returncode == 3
    assert done.stderr.endswith("End it first, by Quit Eyeline in its settings.\n")


def test_help_brings_nothing_heavy_with_it() -> None:
    code = (
        "import sys; from companion.cli.main import eyeline; eyeline(['--help'], standalone_mode=False); "
        "print(sorted({'pydantic', 'numpy', 'scipy', 'cv2', 'sqlite_utils', 'aiohttp'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"

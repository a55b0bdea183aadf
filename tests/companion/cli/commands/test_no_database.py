"""What only reads, or changes what is there, makes no database in a folder that has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.cli.main import eyeline
from companion.errors import NotFoundError

COMMANDS = [
    ("analyse", "follows"),
    ("backup", "copy.db"),
    ("case", "list"),
    ("export", "gexf", "--output", "x.gexf"),
    ("forget", "--last", "hour", "--yes"),
    ("history", "at", "2026-01-01"),
    ("hide", "--search", "x"),
    ("known", "list"),
    ("merge", "--dry-run", "."),
    ("note", "list"),
    ("pair", "--list"),
    ("pair", "--revoke", "1"),
    ("redo",),
    ("repair",),
    ("report", "Winter", "--output", "x.html"),
    ("reuse",),
    ("sheet", "--output", "x.png"),
    ("standard", "list"),
    ("standard", "add", "instagram:handle:ana"),
    ("superimpose", "--output", "x.png"),
    ("tag", "list"),
    ("together",),
    ("undo",),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_it_is_said_that_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    error = CliRunner().invoke(eyeline, [*words, "--data", str(tmp_path / "none")]).exception
    assert isinstance(error, NotFoundError), error
    assert error.message.startswith("There is no database in")
    assert list(tmp_path.iterdir()) == []

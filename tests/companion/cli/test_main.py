"""The command table."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from companion.cli import commands
from companion.cli.main import eyeline
from tests.companion.cli.commands.process import ROOT

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


def test_help_brings_nothing_heavy_with_it() -> None:
    code = (
        "import sys; from companion.cli.main import eyeline; eyeline(['--help'], standalone_mode=False); "
        "print(sorted({'pydantic', 'numpy', 'scipy', 'cv2', 'sqlite_utils', 'aiohttp'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"

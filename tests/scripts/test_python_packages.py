"""The project's own environment: telling a good one from a broken one, and the ``eyeline`` command in it."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from scripts.environment import command, python_packages


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout in a folder whose name needs care in shells, with a companion that says what it was given."""
    root = tmp_path / 'it\'s a "folder" é'
    command_line = root / "companion" / "cli"
    command_line.mkdir(parents=True)
    (root / "companion" / "__init__.py").touch()
    (command_line / "__init__.py").touch()
    (command_line / "main.py").write_text(
        "import sys\n\n\ndef main() -> None:\n    print('eyeline', *sys.argv[1:], sys.prefix, sep='|')\n"
    )
    scripts = root / ".venv" / ("Scripts" if sys.platform == "win32" else "bin")
    monkeypatch.setattr(command, "LOG", root / "build" / "setup.log")
    monkeypatch.setattr(python_packages, "ROOT", root)
    monkeypatch.setattr(python_packages, "VENV", root / ".venv")
    monkeypatch.setattr(python_packages, "PYTHON", scripts / Path(python_packages.PYTHON).name)
    monkeypatch.setattr(python_packages, "EYELINE", scripts / Path(python_packages.EYELINE).name)
    return root


def test_a_missing_or_broken_environment_is_not_one(checkout: Path) -> None:
    assert python_packages.venv_version() is None
    venv.create(checkout / ".venv", with_pip=False, symlinks=sys.platform != "win32")
    assert python_packages.venv_version() == "{}.{}".format(*sys.version_info)
    python_packages.PYTHON.unlink()
    python_packages.PYTHON.write_text("not a program")
    assert python_packages.venv_version() is None


@pytest.mark.skipif(sys.platform == "win32", reason="there the command is a .cmd file")
def test_the_command_runs_the_checkout_from_any_folder(checkout: Path, tmp_path: Path) -> None:
    venv.create(checkout / ".venv", with_pip=False, symlinks=True)
    python_packages.install_command("3.11")
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "companion").mkdir(parents=True)  # a folder of the same name must not stand in its way
    done = subprocess.run(
        [python_packages.EYELINE, "score", "a b", "$HOME"], cwd=elsewhere, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"eyeline|score|a b|$HOME|{checkout / '.venv'}\n"


def test_the_command_is_written_once_and_again_when_it_is_gone(checkout: Path) -> None:
    venv.create(checkout / ".venv", with_pip=False, symlinks=sys.platform != "win32")
    python_packages.install_command("3.11")
    python_packages.EYELINE.write_text("changed by hand")
    python_packages.install_command("3.11")
    assert python_packages.EYELINE.read_text() == "changed by hand"
    python_packages.EYELINE.unlink()
    python_packages.install_command("3.11")
    assert "companion.cli.main" in python_packages.EYELINE.read_text()


def test_each_line_of_a_command_is_heeded_as_it_comes_and_all_are_in_the_log(checkout: Path) -> None:
    lines: list[str] = []
    code = "import sys; print('one', flush=True); print('two', file=sys.stderr)"
    (checkout / "build").mkdir()
    command.run([sys.executable, "-c", code], "Saying two words", heed=lines.append)
    assert lines == ["one", "two"]
    assert (checkout / "build" / "setup.log").read_text().endswith("one\ntwo\n")

"""Finding a Python that fits, and getting as far as saying so under one that does not."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.environment import interpreter

MUST_RUN_ANYWHERE = (
    "start.py",
    "test.py",
    "environment/__init__.py",
    "environment/interpreter.py",
    "environment/handover.py",
)


@pytest.mark.parametrize("name", MUST_RUN_ANYWHERE)
def test_what_is_read_before_the_version_is_checked_is_python_3_6(root: Path, name: str) -> None:
    ast.parse((root / "scripts" / name).read_text(encoding="utf-8"), feature_version=(3, 6))


posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for an interpreter")


def program(path: Path, says: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{says}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder on PATH; no other Python can be found."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    is_file = Path.is_file
    monkeypatch.setattr(Path, "is_file", lambda path: tmp_path in path.parents and is_file(path))
    return tmp_path


ANSWER = 'case "$2" in *"v > (3, 12)"*) {newer};; *) {best};; esac'


@posix
@pytest.mark.skipif(not interpreter.this_one_is_best(), reason="asks a Python that carries the models")
def test_passes_over_interpreters_that_fail_or_do_not_fit(only: Path) -> None:
    program(only / "bin" / "python3.12", "exit 127")  # as a shim of a version that is not active
    program(only / "bin" / "python3.11", "echo")  # as one that is 32-bit
    fitting = program(only / "bin" / "python3.10", f'exec {sys.executable} "$@"')
    assert interpreter.find() == sys.executable
    fitting.unlink()
    assert interpreter.find() is None


@posix
def test_takes_a_newer_one_only_where_no_other_is_there(only: Path) -> None:
    program(only / "bin" / "python3.14", ANSWER.format(newer="echo /newest", best="echo"))
    program(only / "bin" / "python3", ANSWER.format(newer="echo /newest", best="echo"))
    assert interpreter.find() == "/newest"
    program(only / "pyenv" / "versions" / "3.13.2" / "bin" / "python3", ANSWER.format(newer="echo /newer", best="echo"))
    assert interpreter.find() == "/newest", "what is on PATH goes before what pyenv keeps"
    (only / "bin" / "python3.14").unlink()
    (only / "bin" / "python3").unlink()
    assert interpreter.find() == "/newer"
    program(only / "pyenv" / "versions" / "3.10.9" / "bin" / "python3", ANSWER.format(newer="echo", best="echo /best"))
    assert interpreter.find() == "/best"


@posix
def test_finds_what_pyenv_installed(only: Path) -> None:
    program(only / "pyenv" / "versions" / "3.9.1" / "bin" / "python3", "echo /too/old")
    program(only / "pyenv" / "versions" / "3.11.9" / "bin" / "python3", "echo /the/one")
    assert interpreter.find() == "/the/one"


@posix
def test_lets_uv_bring_one(only: Path) -> None:
    installed = only / "installed"
    program(
        only / "bin" / "uv",
        f'case "$*" in "python install 3.12") : > {installed};; *find*) test -e {installed} && echo /from/uv;; esac',
    )
    assert interpreter.find() == "/from/uv"


@posix
def test_brings_none_where_a_newer_one_is_there(only: Path) -> None:
    program(only / "bin" / "uv", f'case "$*" in *install*) : > {only / "installed"};; *) exit 1;; esac')
    program(only / "bin" / "python3.13", ANSWER.format(newer="echo /newer", best="echo"))
    assert interpreter.find() == "/newer"
    assert not (only / "installed").exists()


def nowhere(tmp_path: Path) -> dict[str, str]:
    """An environment in which no other Python is found, but for those in the folders that are always looked in."""
    return {"PATH": str(tmp_path), "PYENV_ROOT": str(tmp_path), "HOME": str(tmp_path)}


@posix
def test_says_what_to_install(root: Path, tmp_path: Path) -> None:
    """The real script, told that it runs under another Python, where there is no other."""
    script = root / "scripts" / "start.py"
    pretend = f"import runpy, sys; sys.version_info = (3, 9, 0); runpy.run_path({str(script)!r}, run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", pretend], env=nowhere(tmp_path), capture_output=True, text=True, check=False
    )
    if "using" in done.stderr:
        pytest.skip("this machine has a fitting Python in /usr/local/bin")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"This is Python 3.9. {interpreter.WHAT_TO_INSTALL}\n"


@posix
@pytest.mark.parametrize("better", [False, True])
def test_a_newer_python_goes_on_itself_unless_there_is_a_better_one(root: Path, tmp_path: Path, better: bool) -> None:
    if better:
        program(
            tmp_path / "python3.12", f'case "$1" in -c) echo {tmp_path / "python3.12"};; *) echo "better: $@";; esac'
        )
    pretend = (
        "import sys; from scripts.environment import interpreter; sys.version_info = (3, 13, 0); "
        "interpreter.start_again_under_a_better_one(['start.py', '--json']); print('went on')"
    )
    done = subprocess.run(
        [sys.executable, "-c", pretend], cwd=root, env=nowhere(tmp_path), capture_output=True, text=True, check=True
    )
    if not better and "Using" in done.stderr:
        pytest.skip("this machine has a better Python in /usr/local/bin")
    assert done.stdout == ("better: start.py --json\n" if better else "went on\n")


def test_the_running_one_fits() -> None:
    assert interpreter.this_one_fits()
    assert os.access(sys.executable, os.X_OK)

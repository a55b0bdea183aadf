"""The companion's commands as a person types them: as processes of their own, or in this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from companion.cli.main import main

ROOT = Path(__file__).resolve().parents[4]
COMPANION = (sys.executable, "-m", "companion")


def as_installed() -> dict[str, str]:
    """The environment of an Eyeline that tests start: without what is there for the tests only."""
    return os.environ | {"PYTHONPATH": str(ROOT / "tests" / "as_installed")}


@dataclass
class Served:
    url: str
    pid: int
    data: Path
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])


@contextmanager
def served(data: Path, port: int = 0) -> Iterator[Served]:
    """``eyeline serve --json`` while the block runs; it is killed where the block did not end it."""
    with subprocess.Popen(
        [*COMPANION, "serve", "--json", "--port", str(port), "--data", str(data)],
        cwd=ROOT,
        env=as_installed(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            assert set(said) == {"url", "pid", "data"}
            yield Served(said["url"], said["pid"], Path(said["data"]), process)
        finally:
            process.kill()
            process.communicate()


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Any other command, to its end."""
    return subprocess.run(
        [*COMPANION, *arguments],
        cwd=ROOT,
        env=as_installed(),
        capture_output=True,
        text=True,
        check=False,
        input=more.get("typed"),
    )


def run_here(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """The same where nothing hangs on its being another process: a start costs more than what most commands do."""
    ended: str | int | None = None
    with CliRunner().isolation(typed) as (out, err, _), patch.object(sys, "argv", ["eyeline", *arguments]):
        try:
            main()
        except SystemExit as end:
            ended = end.code
        sys.stdout.flush()
        sys.stderr.flush()
    assert isinstance(ended, int), ended
    return subprocess.CompletedProcess(arguments, ended, out.getvalue().decode(), err.getvalue().decode())

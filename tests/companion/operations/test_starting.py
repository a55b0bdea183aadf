"""How the companion says it is started again: in a checkout, and where it is installed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from companion.operations import starting
from companion.settings import Settings
from tests.companion.conftest import Running

posix = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell's quotes")


async def test_only_a_paired_browser_is_told(companion: Running) -> None:
    async with companion.http.get("/api/v1/start") as answer:
        assert answer.status == 401
    await companion.pair()
    async with companion.http.get("/api/v1/start", headers=companion.headers) as answer:
        lines = (await answer.json())["lines"]
    assert lines[0].startswith("cd ")
    assert lines[1].startswith("python3 scripts/start.py")


@posix
def test_a_checkout_is_started_in_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(starting, "checkout_folder", lambda: Path("/home/ana/my eyeline"))
    assert starting.start_command(Settings.of()).lines == ["cd '/home/ana/my eyeline'", "python3 scripts/start.py"]
    chosen = Settings.of({"port": 5000, "data": tmp_path})
    assert starting.start_command(chosen).lines[1] == f"python3 scripts/start.py --port 5000 --data {tmp_path}"


@posix
def test_an_installed_package_is_started_by_its_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(starting, "checkout_folder", lambda: None)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    own = tmp_path / "eyeline"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    assert starting.start_command(Settings.of()).lines == [f"{own} start"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert starting.start_command(Settings.of()).lines == ["eyeline start"]

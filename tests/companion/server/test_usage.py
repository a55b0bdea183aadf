"""The companion ends by itself where nobody has used it for as long as was chosen, and not before."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import pytest

from companion.app import running
from companion.server import usage as module
from companion.server.usage import MINUTE, Usage, end_when_unused
from companion.settings import Settings
from companion.store import ended_unused
from tests.companion.cli.commands.process import ROOT, as_installed, served
from tests.companion.conftest import Running

MINUTES = 10
QUICKLY = """
import companion.server.usage
companion.server.usage.MINUTE = 0.1
from companion.cli.main import main
main()
"""


class Clock:
    """Time that passes only while somebody sleeps; what ``during`` does is done after each sleep, by the time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.during: Callable[[float], object] = lambda now: None
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: self.now))
        monkeypatch.setattr(module, "asyncio", SimpleNamespace(sleep=self.sleep))

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.during(self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


async def ended_at(clock: Clock, usage: Usage, is_working: Callable[[], bool] = lambda: False) -> float:
    """In minutes."""
    ends: list[float] = []
    await end_when_unused(MINUTES, usage, is_working, lambda: ends.append(clock.now))
    [end] = ends
    return end / MINUTE


async def test_it_ends_once_nobody_has_asked_for_so_long(clock: Clock) -> None:
    assert await ended_at(clock, Usage()) == MINUTES


async def test_a_request_counts_as_long_as_it_is_under_way(clock: Clock) -> None:
    usage = Usage()
    feed = ExitStack()
    feed.enter_context(usage.asking())
    clock.during = lambda now: feed.close() if now == 30 * MINUTE else None
    assert await ended_at(clock, usage) == 30 + MINUTES


async def test_it_does_not_end_while_it_works(clock: Clock) -> None:
    assert await ended_at(clock, Usage(), lambda: clock.now <= 45 * MINUTE) == 45 + MINUTES


async def test_only_paired_programs_use_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched: list[Usage] = []

    async def watch(minutes: int, usage: Usage, *more: object) -> None:
        watched.append(usage)

    monkeypatch.setattr("companion.app.end_when_unused", watch)
    settings = Settings.of({"port": 0, "data": tmp_path, "idle_minutes": MINUTES})
    async with running(settings) as url, aiohttp.ClientSession(url) as http:
        client = Running(url, tmp_path, http)
        await client.pair()
        [usage] = watched
        asked = asyncio.Event()
        monkeypatch.setattr(usage, "happened", asked.set)
        await client.hello(client.token)
        assert not asked.is_set()
        await client.badges("demo:handle:a")
        assert asked.is_set()


def test_a_companion_ends_by_itself(tmp_path: Path) -> None:
    options = ["serve", "--json", "--port", "0", "--data", str(tmp_path), "--idle-minutes", "1"]
    ended = subprocess.run(
        [sys.executable, "-c", QUICKLY, *options],
        cwd=ROOT,
        env=as_installed(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0
    assert "http://127.0.0.1:" in ended.stdout  # it was there before
    assert "Nobody has used it for the chosen minutes (1)" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended_unused.options(tmp_path) == ["--workers=0", "--idle-minutes=1"]
    with served(tmp_path):
        assert not ended_unused.is_left(tmp_path)
    assert ended_unused.options(tmp_path) == []

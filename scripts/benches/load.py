"""Two browsers that open 25 lists of 200 people each in a minute while the window looks on, beside a bare server.

The floor is aiohttp and SQLite with a row a sighting (scripts/research/measuring/bare_server.py), which checks and
measures nothing, asked by the same clients in the same run. Blocking is how much later than asked the server's own
event loop woke, with whatever else the machine did. --write puts the table into docs/reliability.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np

from companion.store import one_time_codes
from companion.store.connection import connect, in_transaction
from companion.store.folder import DATABASE
from companion.store.times import uptime
from scripts.research.measuring.browsing import Asker, Browser, Times, look_often, look_on, pictures_for
from scripts.research.measuring.documents import ROOT, Part
from scripts.research.measuring.ingest_speed import paired

PART = Part("reliability.md", "scripts/bench.py load --write")
BROWSERS = 2
WARM_UP_SECONDS = 6  # until the companion's workers have loaded what they measure with
TARGETS = {
    "errors": 0,
    "rows lost": 0,
    "batch, p95, ms": 150,
    "badge, p95, ms": 1500,
    "window's question, p95, ms": None,
    "event loop blocked at most, ms": 50,
    "how often over 50 ms": 0,
    "its own work at a stretch at most, ms": 50,
    "server's memory at most, MB": 300,
    "write-ahead log at most, MB": 64,
}


@dataclass(frozen=True)
class Load:
    pages: int
    rows: int
    new: int
    seconds: float


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py load", description=__doc__)
    parser.add_argument("--pages", type=int, default=25, help="of each browser")
    parser.add_argument("--rows", type=int, default=200, help="of each page")
    parser.add_argument("--new", type=int, default=40, help="rows of a page whose picture was not seen before")
    parser.add_argument("--seconds", type=float, default=60, help="in which all pages are opened")
    PART.offer(parser)
    chosen = parser.parse_args(arguments)
    load = Load(chosen.pages, chosen.rows, chosen.new, chosen.seconds)
    results = {what: asyncio.run(_measured(what, load)) for what in ("eyeline", "floor")}
    PART.show(_report(load, results), chosen.write)
    return 0


async def _measured(what: str, load: Load) -> dict[str, float]:
    print(f"{what} ...", file=sys.stderr)
    times = Times()
    avatars = [pictures_for(load.pages * load.new * BROWSERS)[n::BROWSERS] for n in range(BROWSERS)]
    with tempfile.TemporaryDirectory() as folder, _server(what, Path(folder) / "data") as server:
        async with aiohttp.ClientSession(server.url, connector=aiohttp.TCPConnector(limit=0)) as http:
            askers = [await _browser(what, http, server) for _ in range(BROWSERS)]
            window = asyncio.create_task(await _window(what, http, server, times))
            await asyncio.sleep(WARM_UP_SECONDS)
            server.begin()
            watching = asyncio.create_task(server.watch_log())
            browsers = [Browser(f"b{n}n", asker, times, avatars[n]) for n, asker in enumerate(askers)]
            every = load.seconds / load.pages
            await asyncio.gather(*(each.browse(load.pages, load.rows, load.new, every) for each in browsers))
            for task in (watching, window):
                task.cancel()
            noted = server.end()
        stored = server.rows()
    return {
        "errors": len(times.errors),
        "rows lost": times.rows - stored,
        "batch, p95, ms": _p95(times.batches),
        "badge, p95, ms": _p95(times.badges),
        "window's question, p95, ms": _p95(times.window),
        "event loop blocked at most, ms": noted["longest"],
        "how often over 50 ms": noted["over_50"],
        "its own work at a stretch at most, ms": noted["own"],
        "server's memory at most, MB": noted["memory"] / 1e6,
        "write-ahead log at most, MB": noted["log"] / 1e6,
    }


class _Server:
    """The server's process, as it is seen from outside."""

    def __init__(self, process: subprocess.Popen[str], data: Path) -> None:
        assert process.stdout is not None
        self._process = process
        self.data = data
        said = json.loads(process.stdout.readline())
        self.url, self.pid = said["url"], said["pid"]
        self._log = 0

    def begin(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    async def watch_log(self) -> None:
        log = self.data / f"{DATABASE}-wal"
        while True:
            self._log = max(self._log, log.stat().st_size if log.exists() else 0)
            await asyncio.sleep(0.05)

    def end(self) -> dict[str, float]:
        """What it noted, with the most memory that it had and the longest log; bytes."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text())
        assert peak is not None
        self._process.stdin.close()
        noted: dict[str, float] = json.loads(self._process.stdout.readline())
        self._process.wait()
        return noted | {"memory": int(peak[1]) * 1024, "log": self._log}

    def rows(self) -> int:
        with closing(sqlite3.connect(self.data / DATABASE)) as conn:
            return int(conn.execute("SELECT count(*) FROM observations").fetchone()[0])


@contextmanager
def _server(what: str, data: Path) -> Iterator[_Server]:
    command = [sys.executable, "-m", "scripts.research.measuring.watched_server", what, str(data)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": sys.stderr}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as process:
        try:
            yield _Server(process, data)
        finally:
            process.kill()


async def _browser(what: str, http: aiohttp.ClientSession, server: _Server) -> Asker:
    if what == "floor":
        return Asker(http, {}, "?nonce=0")
    headers, challenge = await paired(http, server.url, server.data)
    return Asker(http, headers, challenge)


async def _window(what: str, http: aiohttp.ClientSession, server: _Server, times: Times) -> Any:
    if what == "floor":
        return look_often(Asker(http, {}), times)
    with closing(connect(server.data / DATABASE)) as conn:
        code = in_transaction(conn, lambda conn: one_time_codes.new_code(conn, uptime()))
    async with http.post("/app/enter", data={"code": code}, headers={"Origin": "null"}) as answer:
        found = re.search(r'name="eyeline-token" content="([^"]+)"', await answer.text())
    assert found is not None
    return look_on(Asker(http, {"Authorization": f"Bearer {found[1]}"}), times)


def _p95(seconds: Sequence[float]) -> float:
    return float(np.percentile(seconds, 95)) * 1000 if seconds else 0.0


def _report(load: Load, results: dict[str, dict[str, float]]) -> Iterator[str]:
    yield (
        f"{BROWSERS} browsers open {load.pages} lists of {load.rows} people each in {load.seconds:g} s while the "
        f"window looks on; {load.new} of each list wear a picture that was not seen before. On {os.cpu_count()} "
        f"cores, which the clients share; the machine's load was {os.getloadavg()[0]:.1f}."
    )
    yield ""
    yield "| | at most | Eyeline | bare aiohttp and SQLite |"
    yield "|---|---:|---:|---:|"
    for name, target in TARGETS.items():
        figures = " | ".join(f"{results[what][name]:,.0f}" for what in ("eyeline", "floor"))
        yield f"| {name} | {'' if target is None else f'{target:,}'} | {figures} |"

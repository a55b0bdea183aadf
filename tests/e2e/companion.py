"""The companion as a person runs it: a process of its own, with a data folder, that can be killed and started again."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from companion.store import pairings
from companion.store.connection import connect, in_transaction
from companion.store.folder import DATABASE
from companion.store.times import uptime
from tests.companion.cli.commands.process import as_installed

Value = TypeVar("Value")
ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_SECONDS = 120
"""What is waited for comes sooner, but on a machine with much else to do."""


class Companion:
    """``data`` is its folder and ``log`` what it writes on stderr, through every restart."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data.with_suffix(".log")
        self.url = ""
        self.port = 0
        self._process: asyncio.subprocess.Process | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Start it and wait until it listens: on a free port the first time, afterwards on the same."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "companion", "serve", "--json", "--port", str(self.port), "--data", str(self.data)),
                cwd=ROOT,
                env=as_installed(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), LONGEST_SECONDS)
        if not line:
            raise ConnectionError(f"the companion ended before it listened; it says why in {self.log}")
        said = json.loads(line)
        self.url = said["url"].rstrip("/")
        self.port = urlsplit(self.url).port or 0

    async def kill(self) -> None:
        """End it as a power cut would: no time to tidy up."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> None:
        """End it as a person would, if it runs."""
        if not self.running:
            return
        assert self._process is not None
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), LONGEST_SECONDS)
        except asyncio.TimeoutError:
            await self.kill()
            raise AssertionError(f"the companion did not end within {LONGEST_SECONDS} s; its log: {self.log}") from None

    async def command(self, *arguments: str) -> str:
        """What ``eyeline ARGUMENTS --data DIR`` prints, as a person types it beside the running companion."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "companion", *arguments, "--data", str(self.data)),
            cwd=ROOT,
            env=as_installed(),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        printed, said = await asyncio.wait_for(process.communicate(), LONGEST_SECONDS)
        assert process.returncode == 0, said.decode()
        return printed.decode()

    def pairing_code(self) -> str:
        """As ``eyeline pair`` makes it, without the seconds that a command takes to start."""
        return self.write(lambda conn: pairings.new_code(conn, uptime()))

    def write(self, work: Callable[[sqlite3.Connection], Value]) -> Value:
        """Write into the database beside the running companion, as soon as that does not."""
        with closing(connect(self.data / DATABASE)) as conn:
            conn.execute(f"PRAGMA busy_timeout = {LONGEST_SECONDS * 1000}")
            return in_transaction(conn, work)

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Read the database file beside the running companion."""
        database = next(self.data.glob("*.db"))
        connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
        try:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query, parameters)]
        finally:
            connection.close()

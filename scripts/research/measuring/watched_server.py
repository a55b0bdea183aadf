"""A companion, or the floor beside it, as a process that notes how long its event loop was kept from what was due.

``python -m scripts.research.measuring.watched_server eyeline|floor FOLDER`` prints its URL and process as a line of
JSON, notes from the first line that it reads on, and at the end of its input prints what it noted.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from companion.app import running, spare_what_stays
from companion.settings import Settings
from scripts.research.measuring import bare_server

BEAT_SECONDS = 0.005


class Heartbeat:
    """Asks to be woken every few milliseconds, and notes how late that was, and how much of that was the loop's own.

    The rest is the machine's, or other threads' of the same process.
    """

    def __init__(self) -> None:
        self._late: list[float] = []
        self._own: list[float] = []

    def begin(self) -> None:
        self._late.clear()
        self._own.clear()

    async def go_on(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due, worked = loop.time() + BEAT_SECONDS, time.thread_time()
            await asyncio.sleep(BEAT_SECONDS)
            self._late.append(loop.time() - due)
            self._own.append(time.thread_time() - worked)

    def noted(self) -> dict[str, float]:
        """The latest and the longest work of its own between two beats, milliseconds, and how often it was over 50."""
        return {
            "longest": 1000 * max(self._late, default=0.0),
            "own": 1000 * max(self._own, default=0.0),
            "over_50": sum(each > 0.05 for each in self._late),
        }


def _serving(what: str, data: Path) -> AbstractAsyncContextManager[str]:
    if what == "floor":
        return bare_server.running(data)
    return running(Settings.of({"port": 0, "data": data}))


async def _main(what: str, data: Path) -> None:
    heart = Heartbeat()
    async with _serving(what, data) as url:
        print(json.dumps({"url": url, "pid": os.getpid()}), flush=True)
        spare_what_stays()
        beating = asyncio.create_task(heart.go_on())
        while await asyncio.to_thread(sys.stdin.readline):
            heart.begin()
        beating.cancel()
        print(json.dumps(heart.noted()), flush=True)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], Path(sys.argv[2])))

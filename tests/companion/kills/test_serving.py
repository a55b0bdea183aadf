"""Companion and picture processes are killed while two browsers' worth of pages comes in: nothing acknowledged is lost.

What was not acknowledged is sent again, as the extension's outbox does, and counts once.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import random
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from companion.store.folder import DATABASE
from tests.companion.conftest import Running
from tests.companion.wire_samples import account, batch, capture, drawing, framed, picture
from tests.e2e.companion import Companion
from tests.e2e.patience import until

PEOPLE = 20
SENDERS = 2
MOST_PICTURES = 2
Json = dict[str, Any]


class Outbox:
    """Sends pages, and keeps each until it is acknowledged."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.waiting: list[Json] = []
        self.acknowledged: dict[str, int] = {}
        self.pictures: set[str] = set()
        self._count = 0

    def _page(self) -> Json:
        self._count += 1
        people = [
            account(f"{self.name}{self._count}x{n}", picture=picture(f"{self.name}{self._count}x{n}"))
            for n in range(PEOPLE)
        ]
        seen = capture(people[0]["ref"], [each["ref"] for each in people[1:]])
        return batch(*people, captures=[seen])

    async def send_until_it_ends(self, to: Running) -> None:
        with contextlib.suppress(aiohttp.ClientError, ConnectionError):
            while True:
                self.waiting = self.waiting or [self._page()]
                page = self.waiting[0]
                answer = await to.observe(page)
                self.acknowledged[page["key"]] = len(page["accounts"])
                self.waiting.pop(0)
                contents = [drawing(self._count * 7 + n) for n in range(MOST_PICTURES)]
                await to.send(framed(list(zip(answer["wanted"], contents, strict=False)), deadline_ms=0))
                self.pictures |= {hashlib.sha256(content).hexdigest() for content in contents if answer["wanted"]}


def check(database: Path, outboxes: list[Outbox]) -> None:
    with closing(sqlite3.connect(database)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = "SELECT key, (SELECT count(*) FROM observations WHERE batch = batches.id) FROM batches"
        stored = dict(conn.execute(rows).fetchall())
        pictures = {row[0] for row in conn.execute("SELECT sha256 FROM pictures")}
    for outbox in outboxes:
        lost = [key for key, count in outbox.acknowledged.items() if stored.get(key) != count]
        assert lost == []
        assert outbox.pictures <= pictures
    assert set(stored.values()) <= {PEOPLE}  # whole or not at all


def children_of(pid: int) -> list[int]:
    """The processes that it opens pictures in."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            with contextlib.suppress(FileNotFoundError):
                if b"picture_process" in Path(f"/proc/{child}/cmdline").read_bytes():
                    found.append(int(child))
    return found


async def waiting(companion: Companion) -> list[Json]:
    return companion.rows("SELECT 1 FROM pictures WHERE status = 'waiting' LIMIT 1")


@pytest.mark.skipif(sys.platform != "linux", reason="the picture processes are found in /proc")
@pytest.mark.timeout(7200)
async def test_nothing_acknowledged_is_lost(
    tmp_path: Path, often: Callable[[int, int], int], record_property: pytest.RecordProperty
) -> None:
    companion = Companion(tmp_path / "data")
    outboxes = [Outbox(f"sender{n}n") for n in range(SENDERS)]
    token = ""
    kills = often(1, 30)
    for number in range(kills):
        chance = random.Random(number)
        await companion.start()
        async with AsyncExitStack() as stack:
            stack.push_async_callback(companion.stop)
            http = await stack.enter_async_context(aiohttp.ClientSession(companion.url))
            running = Running(companion.url, companion.data, http)
            if token:
                await running.enter(token)
            else:
                await running.pair()
                token = running.token
            sending = [asyncio.create_task(outbox.send_until_it_ends(running)) for outbox in outboxes]
            children = await until(
                lambda: asyncio.to_thread(children_of, companion.pid), bool, "a process that opens pictures"
            )
            await asyncio.sleep(chance.uniform(0, 0.2))
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(children), signal.SIGKILL)
            await asyncio.sleep(chance.uniform(0, 0.4))
            await companion.kill()
            await asyncio.gather(*sending)
        check(companion.data / DATABASE, outboxes)
    await companion.start()
    try:
        await until(lambda: waiting(companion), lambda found: not found, "every picture to be measured")
    finally:
        await companion.stop()
    check(companion.data / DATABASE, outboxes)
    assert "Traceback" not in companion.log.read_text()
    batches = sum(len(outbox.acknowledged) for outbox in outboxes)
    pictures = len(set().union(*(outbox.pictures for outbox in outboxes)))
    record_property("kills", f"{kills} of each kind; {batches} batches and {pictures} pictures acknowledged, 0 lost")

"""Browsers that read long lists, and a window that looks on, as the companion is asked by them.

A browser is what the extension's background does: one batch of a page's rows after the other, a proof before each
request, the wanted pictures in requests of eight, two at a time. The window asks for what it shows whenever it hears
that something changed.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp

from tests.companion.wire_samples import account, batch, capture, framed
from tests.e2e.pictures import drawn

ROWS_A_BATCH = 100  # extension/content/page-record.ts
PICTURES_A_REQUEST = 8  # extension/background/delivery.ts
SENT_AT_ONCE = 2
LOOK_SECONDS = 0.1
SIDE = 100  # pixels of an avatar in a list
Json = dict[str, Any]


@dataclass
class Times:
    """Seconds of each batch, of each badge from when its batch was sent, and of each of the window's questions."""

    batches: list[float] = field(default_factory=list)
    badges: list[float] = field(default_factory=list)
    window: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    rows: int = 0


@dataclass(frozen=True)
class Asker:
    """Who asks: a paired browser, with the query by which it has the companion prove itself; or the window."""

    http: aiohttp.ClientSession
    headers: dict[str, str]
    challenge: str = ""

    async def ask(self, method: str, path: str, **more: Any) -> Json:
        """Raises RuntimeError for what is no answer."""
        if self.challenge:
            async with self.http.get(f"/api/v1/hello{self.challenge}") as answer:
                await answer.read()
        headers = self.headers | more.pop("headers", {})
        async with self.http.request(method, f"/api/v1/{path}", headers=headers, **more) as answer:
            content = await answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{method} {path}: {answer.status} {content[:200]!r}")
            return dict(json.loads(content))


def pictures_for(count: int) -> list[bytes]:
    """So many avatars, each another, with no face: of those every way up is tried, so that they take longest."""
    return [drawn(number, SIDE) for number in range(count)]


class Browser:
    """One that opens ``pages`` lists of ``rows`` people, one every ``seconds``; ``avatars`` are those that are new."""

    def __init__(self, name: str, asker: Asker, times: Times, avatars: Iterable[bytes]) -> None:
        self.name, self.asker, self.times = name, asker, times
        self._new = iter(avatars)
        self._served: dict[str, bytes] = {}  # what a site has at each address
        self._numbers = itertools.count(1)
        self._outbox = asyncio.Lock()  # one batch after the other, whichever page it is of
        self._sending = asyncio.Semaphore(SENT_AT_ONCE)

    async def browse(self, pages: int, rows: int, new: int, seconds: float) -> None:
        async with _together() as open_pages:
            began = time.perf_counter()
            for number in range(pages):
                await asyncio.sleep(max(0.0, began + number * seconds - time.perf_counter()))
                open_pages.append(asyncio.create_task(self._page(rows, new)))

    async def _page(self, rows: int, new: int) -> None:
        page, owner = next(self._numbers), f"{self.name}owner{next(self._numbers)}"
        people = [account(f"{self.name}{page}x{n}", display_name=f"Person {page} {n}") for n in range(rows)]
        for n, person in enumerate(people):
            # Whoever has no new one wears one that somebody wore before.
            number = f"{self.name}{page}p{n}" if n < new else f"{self.name}1p{n % max(new, 1)}"
            person["picture"] = {"address": f"https://pictures.example/{number}.jpg"}
        uuid = str(uuid4())
        async with _together() as measured:
            for first in range(0, rows, ROWS_A_BATCH):
                some = people[first : first + ROWS_A_BATCH]
                body = batch(account(owner, role="profile"), *some)
                listed = capture(f"demo:handle:{owner}", [each["ref"] for each in some], seen_count=first + len(some))
                body["captures"] = [listed | {"capture": uuid}]
                measured.append(asyncio.create_task(self._sent(body)))

    async def _sent(self, body: Json) -> None:
        seen = time.perf_counter()
        async with self._outbox:
            began = time.perf_counter()
            try:
                answer = await self.asker.ask("POST", "observations", json=body)
            except (aiohttp.ClientError, RuntimeError) as error:
                self.times.errors.append(str(error))
                return
            self.times.batches.append(time.perf_counter() - began)
            self.times.rows += len(body["accounts"])
        wanted = answer["wanted"]
        async with _together() as sending:
            for first in range(0, len(wanted), PICTURES_A_REQUEST):
                some = wanted[first : first + PICTURES_A_REQUEST]
                sending.append(asyncio.create_task(self._pictures(some, seen)))

    async def _pictures(self, wanted: Sequence[Json], seen: float) -> None:
        async with self._sending:
            contents = [self._picture_at(each["address"]) for each in wanted]
            octets = {"Content-Type": "application/octet-stream"}
            body = framed(list(zip(wanted, contents, strict=True)), deadline_ms=5000)
            try:
                badges = (await self.asker.ask("POST", "pictures", data=body, headers=octets))["badges"]
            except (aiohttp.ClientError, RuntimeError) as error:
                self.times.errors.append(str(error))
                return
        waiting = self._noted(badges, seen)
        while waiting:
            await asyncio.sleep(LOOK_SECONDS)
            query = "&".join(f"ref={ref}" for ref in waiting)
            waiting = self._noted((await self.asker.ask("GET", f"badges?{query}"))["badges"], seen)

    def _picture_at(self, address: str) -> bytes:
        if address not in self._served:
            self._served[address] = next(self._new)
        return self._served[address]

    def _noted(self, badges: Sequence[Json], seen: float) -> list[str]:
        """The refs of those that wait yet."""
        waiting = [badge["ref"] for badge in badges if badge["evidence"]["status"] == "waiting"]
        self.times.badges += [time.perf_counter() - seen] * (len(badges) - len(waiting))
        return waiting


async def look_on(asker: Asker, times: Times) -> None:
    """The window, with its table open: what it shows is asked for anew at each change, until this is cancelled."""
    async with asker.http.get("/api/v1/events", headers=asker.headers, timeout=aiohttp.ClientTimeout()) as news:
        async for line in news.content:
            if line.startswith(b"data:"):
                for method, path, body in (("POST", "accounts", {"most": 100}), ("GET", "today", None)):
                    began = time.perf_counter()
                    await asker.ask(method, path, json=body)
                    times.window.append(time.perf_counter() - began)


async def look_often(asker: Asker, times: Times) -> None:
    """The same of a server that tells no news."""
    while True:
        for method, path in (("POST", "accounts"), ("GET", "today")):
            began = time.perf_counter()
            await asker.ask(method, path)
            times.window.append(time.perf_counter() - began)
        await asyncio.sleep(0.5)


@asynccontextmanager
async def _together() -> AsyncIterator[list[asyncio.Task[None]]]:
    """What is put into the list is awaited when the block has ended."""
    tasks: list[asyncio.Task[None]] = []
    yield tasks
    await asyncio.gather(*tasks)

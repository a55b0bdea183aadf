"""A companion as it really runs: its own socket on the loopback, its own database, its own worker."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from yarl import URL

from companion.app import running
from companion.core import proof
from companion.settings import Settings
from companion.store import pairings
from companion.store.connection import connect, in_transaction
from companion.store.db import Store
from companion.store.folder import DATABASE, make_folder
from companion.store.times import uptime
from tests.companion.blank import blank_database, blank_store
from tests.companion.standings import assert_standings_follow

if TYPE_CHECKING:
    from companion.workers.picture_work import PictureWork

ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


@dataclass
class Running:
    """A companion under test, and a client that sends the headers of a paired extension once it is paired."""

    url: str
    data: Path
    http: aiohttp.ClientSession
    headers: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def code(self) -> str:
        """A pairing code as whoever may read the data folder makes one."""
        with closing(connect(self.data / DATABASE)) as conn:
            return in_transaction(conn, lambda conn: pairings.new_code(conn, uptime()))

    async def hello(self, token: str, nonce: str = "ab" * 32) -> dict[str, Any]:
        """What the companion says to the browser that has this token."""
        asked = {"pairing": proof.name_of(proof.key_of(token)), "nonce": nonce}
        async with self.http.get("/api/v1/hello", params=asked) as answer:
            assert answer.status == 200
            return dict(await answer.json())

    async def pass_of(self, token: str) -> str:
        """What the browser that has this token shows with its requests."""
        run = (await self.hello(token))["proof"]["run"]
        return proof.pass_of(proof.key_of(token), port=URL(self.url).port or 0, run=run)

    async def pair(self, origin: str = ORIGIN) -> None:
        asked = {"code": self.code(), "browser": "Chromium"}
        async with self.http.post("/api/v1/pair", json=asked, headers={"Origin": origin}) as answer:
            assert answer.status == 200
            self.token = str((await answer.json())["token"])
        await self.enter(self.token, origin)

    async def enter(self, token: str, origin: str = ORIGIN) -> None:
        """As the browser that has this token does, also where the companion was started anew."""
        self.headers = {"Authorization": f"Bearer {await self.pass_of(token)}", "Origin": origin}

    async def call(self, method: str, path: str, **more: Any) -> tuple[int, Any]:
        """Status and JSON of an API call; ``headers`` are added to the paired ones."""
        headers = self.headers | more.pop("headers", {})
        async with self.http.request(method, f"/api/v1/{path}", headers=headers, **more) as answer:
            return answer.status, await answer.json()

    async def observe(self, batch: dict[str, Any]) -> dict[str, Any]:
        status, answer = await self.call("POST", "observations", json=batch)
        assert status == 200, answer
        return dict(answer)

    async def send(self, body: bytes) -> list[dict[str, Any]]:
        octets = {"Content-Type": "application/octet-stream"}
        status, answer = await self.call("POST", "pictures", data=body, headers=octets)
        assert status == 200, answer
        return list(answer["badges"])

    async def badges(self, *refs: str) -> list[dict[str, Any]]:
        status, answer = await self.call("GET", "badges", params=[("ref", ref) for ref in refs])
        assert status == 200, answer
        return list(answer["badges"])

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Read the database file, as any other program would."""
        with closing(sqlite3.connect(self.data / "eyeline.db")) as conn:
            return conn.execute(query, values).fetchall()

    async def until(self, query: str, value: Any) -> None:
        """Wait until the query gives the value; only the whole test's time limit ends it."""
        while self.rows(query) != [(value,)]:  # noqa: ASYNC110 — a database tells nobody that it changed
            await asyncio.sleep(0.01)


class Meters:
    """Meters of this machine's engine that stay open, as starting one takes most of a second: each is lent to one
    worker at a time."""

    def __init__(self) -> None:
        self._resting: list[PictureWork] = []

    @contextmanager
    def lent(self) -> Iterator[PictureWork]:
        from companion.workers.picture_work import PictureWork  # OpenCV and all, which few tests need

        meter = self._resting.pop() if self._resting else PictureWork()
        yield meter
        self._resting.append(meter)

    def close(self) -> None:
        for meter in self._resting:
            meter.close()


@pytest.fixture(scope="session")
def meters() -> Iterator[Meters]:
    with closing(Meters()) as made:
        yield made


@pytest.fixture
def warm_meters(meters: Meters, monkeypatch: pytest.MonkeyPatch) -> None:
    """A companion that runs in the test's process takes meters that are open already, so that no deadline passes while
    one opens."""
    with meters.lent():
        pass
    monkeypatch.setattr("companion.app.meters_of", lambda data: meters.lent)


@pytest.fixture
async def companion(tmp_path: Path, warm_meters: None) -> AsyncIterator[Running]:
    data = tmp_path / "data"
    blank_database(make_folder(data) / DATABASE)
    async with (
        running(Settings.of({"port": 0, "data": data, "workers": 1})) as url,
        aiohttp.ClientSession(url) as http,
    ):
        yield Running(url, data, http)
    with closing(sqlite3.connect(data / "eyeline.db")) as conn:
        assert_standings_follow(conn)


@pytest.fixture
async def paired(companion: Running) -> Running:
    await companion.pair()
    return companion


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank_store(tmp_path / "store") as opened:
        yield opened
        opened.read_here(assert_standings_follow)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's home of their own, so that no browser of who runs the tests is told of anything: with the settings
    of Chrome and Firefox on Linux in it, and no browser on PATH."""
    for variable in ("HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: None)
    for used in (".config/google-chrome", ".mozilla/firefox"):
        (tmp_path / used).mkdir(parents=True)
    return tmp_path

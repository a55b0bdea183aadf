"""The least that could take the same requests: aiohttp, one thread that writes, and SQLite with a row a sighting.

It checks nothing, knows no account again and measures no picture: what it takes, any companion has to take.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web

from companion.server.handlers.collecting import read_pictures
from companion.store.folder import DATABASE, make_folder

TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE observations (id INTEGER PRIMARY KEY, batch TEXT, ref TEXT, seen TEXT);
CREATE INDEX observations_ref ON observations(ref);
CREATE TABLE pictures (id INTEGER PRIMARY KEY, address TEXT, bytes BLOB);
"""
T = TypeVar("T")
Json = dict[str, Any]


@asynccontextmanager
async def running(data: Path) -> AsyncIterator[str]:
    """Gives its URL."""
    with ThreadPoolExecutor(1) as writer:
        server = _Server(data / DATABASE, writer)
        app = web.Application(client_max_size=64 * 2**20)
        app.add_routes(
            [
                web.get("/api/v1/hello", server.hello),
                web.post("/api/v1/observations", server.observations),
                web.post("/api/v1/pictures", server.pictures),
                web.get("/api/v1/today", server.newest),
                web.post("/api/v1/accounts", server.newest),
            ]
        )
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()
            await server.close()


class _Server:
    def __init__(self, database: Path, writer: ThreadPoolExecutor) -> None:
        self._writer = writer
        make_folder(database.parent)
        self._conn = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self._conn.executescript(TABLES)

    async def close(self) -> None:
        await self._do(lambda conn: conn.close())

    async def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, work, self._conn)

    async def hello(self, request: web.Request) -> web.Response:
        return web.json_response({"name": "floor"})

    async def observations(self, request: web.Request) -> web.Response:
        batch = json.loads(await request.read())
        rows = [(batch["key"], each["ref"], json.dumps(each)) for each in batch["accounts"]]
        await self._do(lambda conn: _insert(conn, "INSERT INTO observations (batch, ref, seen) VALUES (?, ?, ?)", rows))
        wanted = [
            {"address": each["picture"]["address"], "platform": each["platform"], "refs": [each["ref"]]}
            for each in batch["accounts"]
            if each.get("picture")
        ]
        return web.json_response({"stored": True, "badges": [], "wanted": wanted})

    async def pictures(self, request: web.Request) -> web.Response:
        header, contents = read_pictures(await request.read())
        rows = [(item.address, content) for item, content in zip(header.pictures, contents, strict=True)]
        await self._do(lambda conn: _insert(conn, "INSERT INTO pictures (address, bytes) VALUES (?, ?)", rows))
        badges = [
            {"ref": ref, "picture_address": item.address, "evidence": {"status": "no_face"}}
            for item in header.pictures
            for ref in item.refs
        ]
        return web.json_response({"badges": badges})

    async def newest(self, request: web.Request) -> web.Response:
        await request.read()
        rows = await self._do(
            lambda conn: conn.execute("SELECT ref, seen FROM observations ORDER BY id DESC LIMIT 100").fetchall()
        )
        return web.json_response({"rows": rows})


def _insert(conn: sqlite3.Connection, statement: str, rows: list[tuple[Any, ...]]) -> None:
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany(statement, rows)
    conn.execute("COMMIT")

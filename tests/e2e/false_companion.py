"""A program that listens on the companion's port while that is away, and says again what the companion said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from .companion import Companion


@dataclass
class FalseCompanion:
    """``heard``: each request with its headers and its body, as text."""

    headers: dict[str, str]
    said: bytes
    heard: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.heard.append(f"{request.method} {request.path_qs}\n{dict(request.headers)}\n{body!r}")
        return web.Response(body=self.said, headers=self.headers, content_type="application/json")


@asynccontextmanager
async def in_its_place(companion: Companion, challenge: str) -> AsyncIterator[FalseCompanion]:
    """End the companion, listen in its place, and answer every request as it answered this one; then start it again.

    ``challenge``: path and query of a hello that a browser sent.
    """
    async with aiohttp.ClientSession() as http, http.get(f"{companion.url}{challenge}") as answer:
        said = await answer.read()
        kept = {name: value for name, value in answer.headers.items() if name.startswith("X-Eyeline")}
    await companion.stop()
    false = FalseCompanion(kept, said)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", false.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", companion.port, reuse_address=True).start()
        yield false
    finally:
        await runner.cleanup()
        await companion.start()


IMITATION = """<!doctype html><meta name="eyeline-companion" content="1"><title>Set up Eyeline</title>
<button data-eyeline-pair onclick="this.dataset.eyelineCode = '123456'">Pair this browser</button>"""


@asynccontextmanager
async def an_imitation() -> AsyncIterator[str]:
    """A program on another port whose page looks like the set-up page to the extension; its host and port."""

    async def page(request: web.Request) -> web.Response:
        return web.Response(text=IMITATION, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", page)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0]
        yield f"{host}:{port}"
    finally:
        await runner.cleanup()

"""Who is here, and how a browser is paired."""

from __future__ import annotations

import asyncio

from aiohttp import web

from companion import __version__
from companion.core.wire.pairing import Hello, PairAnswer, PairingCode, PairRequest, Setup
from companion.errors import PairingRefusedError
from companion.packaged import extension_folder
from companion.server.services import services_of
from companion.store import pairings
from companion.store.times import now


async def hello(request: web.Request) -> Hello:
    return Hello(version=__version__, instance=services_of(request).store.instance)


async def new_code(request: web.Request) -> PairingCode:
    code = await services_of(request).store.write(lambda conn: pairings.new_code(conn, now()))
    return PairingCode(code=code, expires_in=pairings.CODE_SECONDS)


async def pair(request: web.Request, asked: PairRequest) -> PairAnswer:
    store = services_of(request).store
    at = now()
    origin = request.headers.get("Origin")
    token = await store.write(
        lambda conn: pairings.add(conn, asked.browser, origin, at) if pairings.use_code(conn, asked.code, at) else None
    )
    if token is None:
        raise PairingRefusedError("pairing.code")
    return PairAnswer(token=token, instance=store.instance, paired_at=at)


async def setup(request: web.Request) -> Setup:
    return await asyncio.to_thread(_setup)


def _setup() -> Setup:
    chrome, firefox = extension_folder("chrome"), extension_folder("firefox")
    return Setup(
        version=__version__,
        chrome=str(chrome) if chrome else None,
        firefox=str(firefox / "manifest.json") if firefox else None,
    )

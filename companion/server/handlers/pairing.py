"""Who is here, and how a browser is paired."""

from __future__ import annotations

import asyncio
import re

from aiohttp import web

from companion import __version__
from companion.core.proof import proof
from companion.core.wire.base import WIRE_VERSION
from companion.core.wire.pairing import Hello, PairAnswer, PairingCode, PairRequest, Proof, Setup, StartCommand
from companion.errors import BadRequestError, PairingRefusedError
from companion.operations.starting import start_command
from companion.packaged import extension_folder
from companion.server.services import port_of, services_of
from companion.store import pairings
from companion.store.times import now, uptime

NAME, NONCE = re.compile("[0-9a-f]{32}"), re.compile("[0-9a-f]{64}")


async def hello(request: web.Request) -> Hello:
    if not request.query:
        return Hello()
    name, nonce = request.query.get("pairing", ""), request.query.get("nonce", "")
    if not NAME.fullmatch(name) or not NONCE.fullmatch(nonce):
        raise BadRequestError("pairing.challenge")
    store = services_of(request).store
    known = await store.read(lambda conn: pairings.named(conn, name))
    if known is None:
        return Hello()
    key, revoked = known
    run = store.durability.mark.run
    mac = proof(key, nonce=nonce, port=port_of(request), wire=WIRE_VERSION, run=run, revoked=revoked)
    return Hello(proof=Proof(run=run, revoked=revoked, mac=mac))


async def new_code(request: web.Request) -> PairingCode:
    code = await services_of(request).store.write(lambda conn: pairings.new_code(conn, uptime()))
    return PairingCode(code=code, expires_in=pairings.CODE_SECONDS)


async def pair(request: web.Request, asked: PairRequest) -> PairAnswer:
    store = services_of(request).store
    at = now()
    origin = request.headers.get("Origin")
    token = await store.write(
        lambda conn: (
            pairings.add(conn, asked.browser, origin, at) if pairings.use_code(conn, asked.code, uptime()) else None
        )
    )
    if token is None:
        raise PairingRefusedError("pairing.code")
    return PairAnswer(token=token, paired_at=at)


async def start(request: web.Request) -> StartCommand:
    return await asyncio.to_thread(start_command, services_of(request).settings)


async def setup(request: web.Request) -> Setup:
    return await asyncio.to_thread(_setup)


def _setup() -> Setup:
    chrome, firefox = extension_folder("chrome"), extension_folder("firefox")
    return Setup(
        version=__version__,
        chrome=str(chrome) if chrome else None,
        firefox=str(firefox / "manifest.json") if firefox else None,
    )

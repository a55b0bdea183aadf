"""What a person chooses and the companion does: what is kept, what is forgotten, when it ends."""

from __future__ import annotations

import asyncio
from dataclasses import asdict

from aiohttp import web

from companion.core.wire.corrections import CorrectionsAnswer
from companion.core.wire.forgetting import ForgetRequest, Forgotten
from companion.core.wire.pictures import Keeping
from companion.core.wire.settings import Closing
from companion.server.handlers.forgetting import forget_now
from companion.server.services import services_of
from companion.store import choices
from companion.store.forgetting.by_batch import SPANS
from companion.store.forgetting.by_batch import forget as forget_since
from companion.store.patterns_file import read_corrections
from companion.store.times import now


async def keep(request: web.Request, asked: Keeping) -> Keeping:
    """What the companion was started with holds before what is chosen."""
    services = services_of(request)
    if services.settings.keep_pictures is None:
        await services.store.write(lambda conn: choices.choose_keeping(conn, asked.keep_pictures))
        services.scoring.keep = asked.keep_pictures
    return Keeping(keep_pictures=services.scoring.keep)


async def closing(request: web.Request) -> Closing:
    return Closing(on_close=await services_of(request).store.read(choices.on_close))


async def choose_closing(request: web.Request, asked: Closing) -> Closing:
    await services_of(request).store.write(lambda conn: choices.choose_on_close(conn, asked.on_close))
    return asked


async def forget(request: web.Request, asked: ForgetRequest) -> Forgotten:
    length = SPANS[asked.last.value]
    since = now() - length if length else None
    store = services_of(request).store
    forgotten, message = await asyncio.to_thread(forget_now, store, lambda conn: forget_since(conn, since))
    return Forgotten(**asdict(forgotten), message=message)


async def patterns(request: web.Request) -> CorrectionsAnswer:
    return await asyncio.to_thread(read_corrections, services_of(request).store.folder)

"""What a person chooses and the companion does: what is kept, what is forgotten, when it ends."""

from __future__ import annotations

import asyncio

from aiohttp import web

from companion.core import wire
from companion.core.views.window import Closing
from companion.errors import StoreError
from companion.server.parts import parts_of
from companion.store import choices
from companion.store.forgetting.by_batch import SPANS
from companion.store.forgetting.by_batch import forget as forget_since
from companion.store.forgetting.compacting import compact
from companion.store.patterns_file import read_corrections
from companion.store.times import now


async def keep(request: web.Request, asked: wire.Keeping) -> wire.Keeping:
    """What the companion was started with holds before what is chosen."""
    parts = parts_of(request)
    if parts.settings.keep_pictures is None:
        await parts.store.write(lambda conn: choices.choose_keeping(conn, asked.keep_pictures))
        parts.scoring.keep = asked.keep_pictures
    return wire.Keeping(keep_pictures=parts.scoring.keep)


async def closing(request: web.Request) -> Closing:
    return Closing(on_close=await parts_of(request).store.read(choices.on_close))


async def choose_closing(request: web.Request, asked: Closing) -> Closing:
    await parts_of(request).store.write(lambda conn: choices.choose_on_close(conn, asked.on_close))
    return asked


async def forget(request: web.Request, asked: wire.ForgetRequest) -> wire.Forgotten:
    store = parts_of(request).store
    length = SPANS[asked.last.value]
    since = now() - length if length else None
    forgotten = await store.write(lambda conn: forget_since(conn, since))
    message = None
    try:
        await asyncio.to_thread(compact, store.path)
    except StoreError as error:
        message = error.message
    return wire.Forgotten(
        observations=forgotten.observations,
        accounts=forgotten.accounts,
        pictures=forgotten.pictures,
        message=message,
    )


async def patterns(request: web.Request) -> wire.CorrectionsAnswer:
    return await asyncio.to_thread(read_corrections, parts_of(request).store.folder)

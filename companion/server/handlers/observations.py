"""What the extension saw comes in here."""

from __future__ import annotations

from aiohttp import web

from companion.core.wire.observations import Batch, BatchAnswer
from companion.operations.ingest import ingest
from companion.server.services import services_of
from companion.store.times import now


async def add(request: web.Request, batch: Batch) -> BatchAnswer:
    at = now()
    return await services_of(request).store.write(lambda conn: ingest(conn, batch, at))

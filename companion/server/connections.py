"""Connections from this computer's programs: no more than the system bears, and none that says nothing for long.

A program may open them by the thousand: :mod:`companion.server.room` says which then make room.
"""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from companion.errors import BadRequestError, CompanionError
from companion.server.middleware import HEADERS, Next, error_response, known_error
from companion.server.room import MOST, Room

SILENT_SECONDS = 10.0
"""So long a connection may be without the whole head of a request."""


def most_connections() -> int:
    """How many are held at once: a quarter of the files that this process may have open, at most."""
    try:
        import resource  # noqa: PLC0415 — not on Windows
    except ImportError:
        return MOST
    return min(MOST, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 4)


class Connection(web.RequestHandler):
    """aiohttp's, counted, and with our one shape for the errors that come before or after our handlers."""

    __slots__ = ("room",)

    def __init__(self, room: Room, server: web.Server, **options: Any) -> None:
        """``options``: those of :class:`aiohttp.web.AppRunner`."""
        super().__init__(server, loop=asyncio.get_running_loop(), keepalive_timeout=SILENT_SECONDS, **options)
        self.room = room

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.room.came(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        self.room.went(self)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self.room.stands_still(self)

    def resume_writing(self) -> None:
        super().resume_writing()
        self.room.goes_on(self)

    def make_room(self) -> None:
        transport = self.transport
        self.force_close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()  # else it would stay open until somebody takes what was still to be sent

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        if request.writer.output_size > 0:
            raise ConnectionError("an answer was begun already")
        error = BadRequestError("request.malformed") if status < 500 else CompanionError("internal.request")
        response = error_response(request, error, Bare)
        response.force_close()
        return response

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        if isinstance(resp, web.HTTPException):  # as for an Expect that nobody can fulfil
            resp = error_response(request, known_error(resp))
        try:
            return await super().finish_response(request, resp, start_time)
        finally:
            self.room.answered(self)


class Bare(web.Response):
    """An answer to what is no request, of which aiohttp tells no signal."""

    async def _prepare_headers(self) -> None:
        await super()._prepare_headers()
        self.headers.update(HEADERS)
        del self.headers["Server"]


@web.middleware
async def answering(request: web.Request, handler: Next) -> web.StreamResponse:
    """From the head of a request on."""
    if isinstance(request.protocol, Connection):
        request.protocol.room.answering(request.protocol)
    return await handler(request)

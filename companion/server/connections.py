"""Connections from this computer's programs: no more than the system bears, and none that says nothing for long.

A program may open them by the thousand. At the cap the one that has waited longest without a request makes room for
the newest, so that whoever does ask is answered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web

from companion.errors import BadRequestError, CompanionError
from companion.server.middleware import HEADERS, Next, error_response, known_error

SILENT_SECONDS = 10.0
"""So long a connection may be without the whole head of a request."""
MOST = 200


def most_connections() -> int:
    """How many are held at once: a quarter of the files that this process may have open, at most."""
    try:
        import resource  # noqa: PLC0415 — not on Windows
    except ImportError:
        return MOST
    return min(MOST, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 4)


class Connections:
    """Those that are open, and which of them wait for a request, the longest first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: set[Connection] = set()
        self._waiting: dict[Connection, None] = {}

    def came(self, connection: Connection) -> None:
        self._open.add(connection)
        self._waiting[connection] = None
        if len(self._open) > self._most:
            first = next(iter(self._waiting))  # the new one itself, where all others are being answered
            self.went(first)
            first.force_close()

    def went(self, connection: Connection) -> None:
        self._open.discard(connection)
        self._waiting.pop(connection, None)

    @contextmanager
    def answering(self, connection: Connection) -> Iterator[None]:
        """While the block runs, this one does not make room."""
        self._waiting.pop(connection, None)
        try:
            yield
        finally:
            if connection in self._open:
                self._waiting[connection] = None


class Connection(web.RequestHandler):
    """aiohttp's, counted, and with our one shape for the errors that come before or after our handlers."""

    __slots__ = ("connections",)

    def __init__(self, connections: Connections, server: web.Server, **options: Any) -> None:
        """``options``: those of :class:`aiohttp.web.AppRunner`."""
        super().__init__(server, loop=asyncio.get_running_loop(), keepalive_timeout=SILENT_SECONDS, **options)
        self.connections = connections

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.connections.came(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        self.connections.went(self)
        super().connection_lost(exc)

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
        return await super().finish_response(request, resp, start_time)


class Bare(web.Response):
    """An answer to what is no request, of which aiohttp tells no signal."""

    async def _prepare_headers(self) -> None:
        await super()._prepare_headers()
        self.headers.update(HEADERS)
        del self.headers["Server"]


@web.middleware
async def answering(request: web.Request, handler: Next) -> web.StreamResponse:
    """A connection whose request is being answered is not closed for another's sake."""
    if not isinstance(request.protocol, Connection):
        return await handler(request)
    with request.protocol.connections.answering(request.protocol):
        return await handler(request)

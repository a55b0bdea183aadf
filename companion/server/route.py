"""What a line of the URL table says, and how it becomes an aiohttp handler."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, get_origin, get_type_hints

from aiohttp import web
from pydantic import ValidationError

from companion.core.wire.base import Wire
from companion.errors import BadRequestError, InvalidError, TooLargeError, WrongContentTypeError
from companion.server.bodies import Held
from companion.server.services import services_of

Handler = Callable[..., Awaitable[Wire | web.StreamResponse]]

JSON = "application/json"
OCTETS = "application/octet-stream"
FORM = "application/x-www-form-urlencoded"
PIECE_SECONDS = 30.0
"""A body of which nothing comes for so long has broken off."""


class Access(Enum):
    """Who may call: anyone on this computer, a paired browser, or the companion's window.

    The window is a page of ours that was handed a token of its own (:mod:`companion.server.sessions`).
    """

    anyone = "anyone"
    paired = "paired"
    window = "window"


@dataclass(frozen=True)
class Route:
    """One line of the URL table. What is taken and answered is what the handler's annotations say.

    ``media``: the media type of an answer that is no model. ``limit``: how many bytes of a body are read. ``gives``:
    where the answer is a job that was begun, the model of what it will have given; None where that is a file alone.
    """

    method: str
    path: str
    access: Access
    handler: Handler
    summary: str
    media: str | None = None
    limit: int = 0
    query: tuple[str, ...] = ()
    repeated_query: tuple[str, ...] = ()
    gives: type[Wire] | None = None

    @cached_property
    def answer(self) -> type[Wire] | str:
        """A model, or a media type."""
        answer: type[Wire] | str = self.media or get_type_hints(self.handler)["return"]
        return answer

    @cached_property
    def body(self) -> type[Wire] | type[bytes] | type[str] | type[AsyncIterator[bytes]] | None:
        """The handler's second argument, or None where it has none.

        It is the model of a JSON body, ``bytes`` for octets, or ``str`` for a form's text. ``AsyncIterator`` is for
        octets that are too many for memory: the handler gets them in pieces.
        """
        _, *taken = (hint for name, hint in get_type_hints(self.handler).items() if name != "return")
        return get_origin(taken[0]) or taken[0] if taken else None

    @property
    def content_type(self) -> str:
        """The only content type that is taken for a body."""
        return OCTETS if self.body in (bytes, AsyncIterator) else FORM if self.body is str else JSON

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """The aiohttp handler of this line."""
        if self.body is None:
            made = await self.handler(request)
        else:
            services = services_of(request)
            with services.bodies.held() as held:
                with services.room.hearing(request.protocol):
                    body = await self._parsed(request, self.body, held)
                made = await self.handler(request, body)
        if isinstance(made, Wire):
            return web.Response(body=made.model_dump_json().encode(), content_type=JSON)
        return made

    async def _parsed(self, request: web.Request, body: type[Any], held: Held) -> Any:
        if request.content_type != self.content_type or "Content-Encoding" in request.headers:
            raise WrongContentTypeError("request.content_type", type=self.content_type)
        if (request.content_length or 0) > self.limit:
            raise TooLargeError("request.too_large", limit=self.limit).detailed(limit=self.limit)
        if body is AsyncIterator:
            return pieces(request, self.limit)
        octets = await read_body(request, self.limit, held)
        if body is str:
            return octets.decode("utf-8", "replace")
        return octets if body is bytes else parse_json(body, octets)


def routes_of(app: web.Application) -> list[Route]:
    """The lines of the table that an application really serves."""
    owners = (getattr(route.handler, "__self__", None) for route in app.router.routes())
    return [owner for owner in owners if isinstance(owner, Route)]


async def read_body(request: web.Request, limit: int, held: Held) -> bytes:
    """The whole body. Raises :class:`TooLargeError` before more than ``limit`` bytes are held; :class:`BusyError`."""
    held.grow(request.content_length or 0)  # for all that was announced before any of it is read
    body = bytearray()
    async for piece in pieces(request, limit):
        body += piece
        held.grow(len(body))
    return bytes(body)


async def pieces(request: web.Request, limit: int) -> AsyncIterator[bytes]:
    """The body as it comes. Raises :class:`TooLargeError` before more than ``limit`` bytes were given."""
    size = 0
    try:
        while piece := await asyncio.wait_for(request.content.readany(), PIECE_SECONDS):
            size += len(piece)
            if size > limit:
                raise TooLargeError("request.too_large", limit=limit).detailed(limit=limit)
            yield piece
    except (web.RequestPayloadError, ConnectionError, asyncio.TimeoutError):
        raise BadRequestError("request.broken_off") from None


def parse_json(model: type[Wire], octets: bytes) -> Any:
    """The model of a JSON text. Raises :class:`BadRequestError` that names the fields, never their values."""
    try:
        return model.model_validate_json(storable(octets))
    except ValidationError as error:
        problems = [
            {"field": ".".join(str(part) for part in problem["loc"]), "problem": problem["msg"]}
            for problem in error.errors(include_url=False, include_context=False, include_input=False)[:20]
        ]
        raise BadRequestError("request.invalid", problem=InvalidError.of(error)).detailed(problems=problems) from None


PAIRED_SURROGATES = rb"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
NO_TEXT = rb"u(?:[dD][89a-fA-F][0-9a-fA-F]{2}|0000)"
ESCAPE = re.compile(rb"\\(?:" + PAIRED_SURROGATES + rb"|(" + NO_TEXT + rb")|.)", re.DOTALL)


def storable(octets: bytes) -> bytes:
    r"""The JSON text with U+FFFD for each escape of half a character or of NUL.

    A page may have either in a name. JavaScript writes half a character as ``\ud800``, which is no Unicode text, and
    NUL ends a text in many programs. One such name must not make its whole batch be refused.
    """
    return ESCAPE.sub(lambda found: rb"\ufffd" if found[1] else found[0], octets) if rb"\u" in octets else octets

"""The guards before every handler, and the one shape of every error.

A page on the web can make the browser send requests to this computer. What stops it, in this order: the
Host must be ours (else a rebound name), an Origin must be ours or a paired extension's, nothing may be embedded
across sites, and all but a few addresses want a token that only a paired extension or the companion's window has.
There are no CORS headers, so no page can read an answer.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable

from aiohttp import web

from companion.core.wire.base import WIRE_VERSION, ErrorAnswer, ErrorBody
from companion.errors import (
    BusyError,
    CompanionError,
    ForbiddenError,
    NotFoundError,
    NotPairedError,
    TooLargeError,
    WindowClosedError,
    WrongMethodError,
)
from companion.server.route import JSON, Access, Route
from companion.server.services import SERVICES, language_of, port_of, services_of
from companion.store import pairings
from companion.store.one_time_codes import Entry
from companion.store.refusals import told_by

log = logging.getLogger(__name__)

Next = Callable[[web.Request], Awaitable[web.StreamResponse]]

EXTENSION_SCHEMES = ("chrome-extension://", "moz-extension://")
PAIR_PATH = "/api/v1/pair"
HELLO_PATH = "/api/v1/hello"
ENTER_PATH = "/app/enter"

STORED = "X-Eyeline-Stored"

POLICY = "Content-Security-Policy"
MADE_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox"
)
"""Of a report: it runs nothing, sends nothing, and has an origin of its own, so that no key is in its reach."""
HEADERS = {
    "X-Eyeline": str(WIRE_VERSION),
    POLICY: (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Signal: the headers of every answer, errors included; only a page that is not the companion's has a stricter
    policy of its own.
    """
    for name, value in HEADERS.items():
        if name != POLICY or response.headers.get(POLICY) != MADE_POLICY:
            response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.pop("Server", None)  # aiohttp's, with all versions


@web.middleware
async def error_shape(request: web.Request, handler: Next) -> web.StreamResponse:
    """Every error, known or not, leaves as ``{error: {code, message, details}}``."""
    try:
        return await handler(request)
    except CompanionError as error:
        return error_response(request, error)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return error_response(request, known_error(error))
    except sqlite3.DatabaseError as error:  # as a full disk
        log.error("%s %s: %s", request.method, request.path, error)
        return error_response(request, told_by(error) or CompanionError("internal.request"))
    except Exception:
        log.exception("%s %s failed", request.method, request.path)
        return error_response(request, CompanionError("internal.request"))


def known_error(error: web.HTTPException) -> CompanionError:
    if isinstance(error, web.HTTPMethodNotAllowed):
        return WrongMethodError("request.method", methods=", ".join(sorted(error.allowed_methods)))
    if isinstance(error, web.HTTPNotFound):
        return NotFoundError("request.nothing_here")
    if isinstance(error, web.HTTPRequestEntityTooLarge):
        return TooLargeError("request.too_long")
    other = CompanionError("request.http", reason=error.reason)
    other.code, other.status = "http", error.status
    return other


def error_response(
    request: web.BaseRequest, error: CompanionError, kind: type[web.Response] = web.Response
) -> web.Response:
    message = error.said_in(language_of(request))
    body = ErrorAnswer(error=ErrorBody(code=error.code, message=message, details=error.details))
    response = kind(status=error.status, body=body.model_dump_json().encode(), content_type=JSON)
    if isinstance(error, BusyError):
        response.headers["Retry-After"] = str(error.retry_after)
    if error.status == TooLargeError.status:
        response.force_close()  # the rest of the body is not read
    return response


@web.middleware
async def guard(request: web.Request, handler: Next) -> web.StreamResponse:
    """Host, Origin, embedding and token; see the module's text."""
    check_host(request)
    check_embedding(request)
    origin = request.headers.get("Origin")
    route = getattr(request.match_info.handler, "__self__", None)
    access = route.access if isinstance(route, Route) else Access.anyone
    if origin is not None and origin != own_origin(request):
        await check_foreign_origin(request, origin)
    if access is Access.paired:
        await check_token(request)
    elif access is Access.window:
        await check_session(request, origin)
    if access is Access.anyone:
        return await handler(request)
    services_of(request).room.knows(request.protocol)
    with services_of(request).usage.asking():
        response = await handler(request)
    if access is Access.paired:  # so that it knows what it need not keep any longer
        response.headers[STORED] = str(services_of(request).store.durability.mark)
    return response


def check_host(request: web.Request) -> None:
    """Only under our own names, so that none that leads here can be another site's. Raises :class:`ForbiddenError`."""
    port = port_of(request)
    if request.headers.getall("Host", []) not in ([f"127.0.0.1:{port}"], [f"localhost:{port}"]):
        raise ForbiddenError("access.host")


def own_origin(request: web.Request) -> str:
    return f"http://{request.host}"


def check_embedding(request: web.Request) -> None:
    """No page of another site may draw our pictures or run our scripts, not even to learn that we are here.

    Raises :class:`ForbiddenError`.
    """
    if request.headers.get("Sec-Fetch-Mode") == "no-cors" and request.headers.get("Sec-Fetch-Site") in (
        "cross-site",
        "same-site",
    ):
        raise ForbiddenError("access.other_site")


async def check_foreign_origin(request: web.Request, origin: str) -> None:
    """Only extensions may have another origin: any at hello and pair, else a paired one.

    Raises :class:`ForbiddenError`.
    """
    if request.path == ENTER_PATH and request.method == "POST" and origin.startswith(("null", *EXTENSION_SCHEMES)):
        return  # whoever opens the window comes from a file of their own, with a code that works once
    if origin.startswith(EXTENSION_SCHEMES):
        if request.path in (HELLO_PATH, PAIR_PATH):
            return
        if origin in await request.app[SERVICES].store.read(pairings.origins):
            return
    raise ForbiddenError("access.other_site")


def bearer(request: web.Request) -> str:
    """The pass or token that came with a request, or nothing."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


async def check_session(request: web.Request, origin: str | None) -> None:
    """Only the companion's own window, by its token; never a page of another site, whatever it sends.

    Raises :class:`ForbiddenError` for that, and :class:`WindowClosedError` for a token that is not in force.
    """
    is_ours = origin == own_origin(request) and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if origin is not None and not is_ours:
        raise ForbiddenError("access.other_site")
    if await window_of(request) is None:
        raise WindowClosedError("access.session")


async def window_of(request: web.Request) -> Entry | None:
    """By what the window came in that asks, by its token; one that a pairing opened ends with the pairing."""
    services = services_of(request)
    entry = services.sessions.entry_of(bearer(request))
    if entry is None or not await services.store.read(lambda conn: pairings.still_holds(conn, entry.pairing)):
        return None
    return entry


async def browser_of(request: web.Request) -> Entry | None:
    """By what the paired browser would come in that asks, by its pass; None where it has none."""
    shown, store, port = bearer(request), services_of(request).store, port_of(request)
    run = store.durability.mark.run
    holder = await store.read(lambda conn: pairings.holder_of(conn, shown, port, run)) if shown else None
    return None if holder is None else Entry(holder)


async def check_token(request: web.Request) -> None:
    """Only the window, by its token, or a paired browser, by its pass. Raises :class:`NotPairedError`."""
    is_own = request.headers.get("Origin", own_origin(request)) == own_origin(request)
    if (is_own and await window_of(request)) or await browser_of(request):
        return
    raise NotPairedError("access.not_paired")

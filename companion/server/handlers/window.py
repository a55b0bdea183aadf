"""The companion's window: its page, how it gets its token, and what tells it that something changed."""

from __future__ import annotations

import asyncio
import html
import json
import re
from urllib.parse import parse_qs

from aiohttp import web

from companion.core.wire.pairing import Handover
from companion.core.wire.settings import BrowserOpened, Quitting
from companion.desktop.entrance import CLOSE_WINDOW, SET_UP, open_in_browser, remove_launch_page
from companion.errors import BadRequestError, ForbiddenError, NotFoundError, NotPairedError
from companion.server.handlers.pages import send
from companion.server.middleware import MADE_POLICY, POLICY, browser_of, window_of
from companion.server.services import language_of, path_number, port_of, services_of
from companion.store import one_time_codes
from companion.store.times import uptime
from companion.texts.catalogue import texts

MOST_FIELDS = 4
MADE = re.compile(r"made/(\d{1,9})")
REPORT = "report"


async def page(request: web.Request) -> web.Response:
    return await send(services_of(request).pages, "app.html")


async def enter(request: web.Request, form: str) -> web.Response:
    """A page that carries a token in itself, keeps it, and goes on to the window; for a code that works once. Where it
    is to a report that was made, that, which carries none.
    """
    try:
        fields = parse_qs(form, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadRequestError("request.many_fields", most=MOST_FIELDS) from None
    code, to = fields.get("code", [""])[0], fields.get("to", [""])[0]
    services = services_of(request)
    entry = await services.store.write(lambda conn: one_time_codes.use_code(conn, code, uptime()))
    if entry is None:
        raise ForbiddenError("access.one_time_code")
    await asyncio.to_thread(remove_launch_page, services.store.folder)
    if made := MADE.fullmatch(to):
        return await _made_page(request, int(made[1]))
    language = language_of(request)
    text = ENTER.format(
        language=language,
        no_script=html.escape(texts(language)("window.no_script")),
        token=html.escape(services.sessions.open(entry)),
        to=html.escape(f"/app/{to}" if to.startswith("#/") else SET_UP if to == SET_UP else "/app/"),
    )
    return web.Response(text=text, content_type="text/html")


ENTER = """<!doctype html>
<html lang="{language}">
<head>
  <meta charset="utf-8">
  <title>Eyeline</title>
  <link rel="icon" href="/ui/mark.svg" type="image/svg+xml">
  <meta name="eyeline-token" content="{token}">
  <meta name="eyeline-to" content="{to}">
  <script type="module" src="/ui/enter.js"></script>
</head>
<body><noscript>{no_script}</noscript></body>
</html>
"""


async def _made_page(request: web.Request, number: int) -> web.Response:
    job, outcome = services_of(request).jobs.outcome(number)
    if job.kind != REPORT or outcome is None or outcome.file is None:
        raise NotFoundError("jobs.no_file")
    page = await asyncio.to_thread(outcome.file.read_bytes)
    return web.Response(body=page, content_type="text/html", charset="utf-8", headers={POLICY: MADE_POLICY})


async def handover(request: web.Request) -> Handover:
    asks = await window_of(request) or await browser_of(request)
    if asks is None:  # its pairing was ended just now
        raise NotPairedError("access.not_paired")
    code = await services_of(request).store.write(lambda conn: one_time_codes.new_code(conn, uptime(), asks.pairing))
    return Handover(code=code)


async def in_browser(request: web.Request) -> BrowserOpened:
    """The set-up page in the default browser, where an extension can be, with a key of its own."""
    return await _opened(request, SET_UP)


async def report_in_browser(request: web.Request) -> BrowserOpened:
    """The report that a job made, in the default browser: Eyeline's own window has one page and no tab."""
    return await _opened(request, f"made/{path_number(request)}")


async def _opened(request: web.Request, to: str) -> BrowserOpened:
    url, folder = f"http://127.0.0.1:{port_of(request)}", services_of(request).store.folder
    if not await asyncio.to_thread(open_in_browser, url, folder, to):
        raise NotFoundError("running.no_browser", url=f"{url}/")
    return BrowserOpened()


async def quit_all(request: web.Request) -> Quitting:
    """End the companion, and its window wherever that was opened from."""
    services = services_of(request)
    await asyncio.to_thread((services.store.folder / CLOSE_WINDOW).touch)
    asyncio.get_running_loop().call_soon(services.end)
    return Quitting()


async def events(request: web.Request) -> web.StreamResponse:
    """Server-sent events: the names of what changed, and a comment now and then while nothing does."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    try:
        async for subjects in services_of(request).changes.news():
            if await window_of(request) is None:
                break
            line = f"event: changed\ndata: {json.dumps(sorted(subjects))}\n\n" if subjects else ": still here\n\n"
            await response.write(line.encode())
    except ConnectionResetError:
        pass  # the window was closed
    return response

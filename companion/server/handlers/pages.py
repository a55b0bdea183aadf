"""The companion's own pages, as they were built into ``window/dist``, and the API's own description."""

from __future__ import annotations

import asyncio
import functools
import json
import threading
from pathlib import Path

from aiohttp import web

from companion.errors import NotFoundError
from companion.server.openapi import document
from companion.server.route import JSON, Route, routes_of
from companion.server.services import services_of

# Not the system's table: Windows keeps it in the registry, where any program may have changed it.
MEDIA_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".map": "application/json",
}


async def setup(request: web.Request) -> web.Response:
    return await send(services_of(request).pages, "setup.html")


async def static(request: web.Request) -> web.Response:
    return await send(services_of(request).pages, request.match_info["path"])


async def send(folder: Path | None, name: str) -> web.Response:
    """The file of that name inside the folder. Raises :class:`NotFoundError`, also for a path that leads out of it."""
    if folder is None:
        raise NotFoundError("running.pages_not_built")
    media_type = MEDIA_TYPES.get(Path(name).suffix.lower())
    if media_type is None:
        raise NotFoundError("request.nothing_here")
    content = await asyncio.get_running_loop().run_in_executor(None, _read_inside, folder, name)
    charset = "utf-8" if media_type.startswith("text/") else None
    return web.Response(body=content, content_type=media_type, charset=charset, headers={"Cache-Control": "no-cache"})


def _read_inside(folder: Path, name: str) -> bytes:
    try:
        file = (folder / name).resolve()
        if not file.is_relative_to(folder.resolve()) or not file.is_file():
            raise NotFoundError("request.nothing_here")
        return file.read_bytes()
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise NotFoundError("request.nothing_here") from None


async def api(request: web.Request) -> web.Response:
    return web.Response(body=await asyncio.to_thread(_described, tuple(routes_of(request.app))), content_type=JSON)


def _described(routes: tuple[Route, ...]) -> bytes:
    with _ONE_AT_A_TIME:  # also so that many who ask at once do not each have it made
        return _made(routes)


_ONE_AT_A_TIME = threading.Lock()


@functools.cache
def _made(routes: tuple[Route, ...]) -> bytes:
    """Made once: the models' schemas take a good part of a second, and are read from sources, which threads may not
    do at once in Python 3.11."""
    return json.dumps(document(routes)).encode()

"""The figures of a selection: which there are, and one as it is drawn."""

from __future__ import annotations

import asyncio
import sqlite3

from aiohttp import web

from companion.core.progress import Cancelled
from companion.core.wire.figures import FigureDrawn, FigureKnown, FigureRequest, Figures
from companion.server.services import language_of, services_of


def prepare() -> None:
    """Load what draws, which takes a second or two, while a person still looks at something else."""
    from companion.reports.figures.figure import every_figure

    every_figure()


async def listed(request: web.Request) -> Figures:
    language = language_of(request)

    def read() -> Figures:
        from companion.reports.figures.figure import every_figure

        return Figures(
            figures=[
                FigureKnown(name=each.name, heading=each.heading(language), options=each.options.model_json_schema())
                for each in every_figure()
            ]
        )

    return await asyncio.to_thread(read)


async def draw(request: web.Request, asked: FigureRequest) -> FigureDrawn:
    """Draw it, unless who asked has gone meanwhile, as one does who moves a slider."""
    name, language = request.match_info["name"], language_of(request)

    def progress(done: int, of: int) -> None:
        if request.transport is None or request.transport.is_closing():
            raise Cancelled

    def read(conn: sqlite3.Connection) -> FigureDrawn:
        from companion.reports.figures.figure import drawn

        return drawn(conn, name, asked.selection, asked.options, progress, language)

    try:
        return await services_of(request).store.read(read)
    except Cancelled:
        raise web.HTTPRequestTimeout from None  # to nobody

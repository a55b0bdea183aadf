"""What the graph draws, what stands behind an edge, and where the accounts stand."""

from __future__ import annotations

import sqlite3

from aiohttp import web

from companion.core.progress import Progress
from companion.core.views import graph as views
from companion.core.views.jobs import Job
from companion.core.wire import Wire
from companion.server.services import services_of
from companion.store import drawing as store
from companion.store.history import evidence
from companion.workers.jobs import Outcome


async def begin(request: web.Request, asked: views.GraphRequest) -> Job:
    """Begin to make it ready, as a job whose result is a graph."""
    services = services_of(request)

    def work(progress: Progress) -> Outcome:
        from companion.network import drawing  # noqa: PLC0415 - as every analysis, it is heavy

        found = services.store.read_here(lambda conn: drawing.graph(conn, asked, progress))
        return Outcome(data=found.model_dump(mode="json"))

    return services.jobs.start("graph", "graph", work)


async def path(request: web.Request, asked: views.PathRequest) -> Wire:
    def find(conn: sqlite3.Connection) -> views.Path:
        from companion.network import drawing  # noqa: PLC0415 - as every analysis, it is heavy

        return drawing.path(conn, asked)

    return await services_of(request).store.read(find)


async def edge(request: web.Request, asked: views.EdgeRequest) -> views.EdgesBetween:
    return await services_of(request).store.read(
        lambda conn: views.EdgesBetween(edges=evidence(conn, asked.one, asked.other))
    )


async def keep_places(request: web.Request, asked: views.Places) -> views.Places:
    await services_of(request).store.write(lambda conn: store.keep_places(conn, asked))
    return asked.model_copy(update={"places": []})

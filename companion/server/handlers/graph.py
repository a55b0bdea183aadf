"""What the graph draws, what stands behind an edge, and where the accounts stand."""

from __future__ import annotations

import sqlite3

from aiohttp import web

from companion.core.progress import Progress
from companion.core.wire.graph import EdgeRequest, EdgesBetween, GraphRequest, Path, PathRequest, Places
from companion.core.wire.jobs import Job
from companion.server.services import services_of
from companion.store import drawing as store
from companion.store.history import evidence
from companion.workers.jobs import Outcome


async def begin(request: web.Request, asked: GraphRequest) -> Job:
    """Begin to make it ready, as a job whose result is a graph."""
    services = services_of(request)

    def work(progress: Progress) -> Outcome:
        from companion.network import drawing

        found = services.store.read_here(lambda conn: drawing.graph(conn, asked, progress))
        return Outcome(data=found.model_dump(mode="json"))

    return services.jobs.start("graph", "graph", work)


async def path(request: web.Request, asked: PathRequest) -> Path:
    def find(conn: sqlite3.Connection) -> Path:
        from companion.network import drawing

        return drawing.path(conn, asked)

    return await services_of(request).store.read(find)


async def edge(request: web.Request, asked: EdgeRequest) -> EdgesBetween:
    return await services_of(request).store.read(
        lambda conn: EdgesBetween(edges=evidence(conn, asked.one, asked.other))
    )


async def keep_places(request: web.Request, asked: Places) -> Places:
    await services_of(request).store.write(lambda conn: store.keep_places(conn, asked))
    return asked.model_copy(update={"places": []})

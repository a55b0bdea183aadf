"""The pictures of a selection, and the files that show them."""

from __future__ import annotations

from aiohttp import web

from companion.core.progress import Progress
from companion.core.wire.faces import Faces, FacesRequest, ReuseGroups, ReuseRequest, SheetRequest
from companion.core.wire.jobs import Job
from companion.server.services import services_of
from companion.store import faces as store
from companion.store import transfers
from companion.store.selecting import account_ids
from companion.workers.jobs import Outcome


async def shown(request: web.Request, asked: FacesRequest) -> Faces:
    return await services_of(request).store.read(
        lambda conn: store.faces(conn, account_ids(conn, asked.selection), asked.most, asked.with_face)
    )


async def reused(request: web.Request, asked: ReuseRequest) -> ReuseGroups:
    return await services_of(request).store.read(
        lambda conn: store.reuse_groups(conn, account_ids(conn, asked.selection), asked.most)
    )


async def sheet(request: web.Request, asked: SheetRequest) -> Job:
    """Begin to draw it, as a job whose result is a file."""
    services = services_of(request)

    def work(progress: Progress) -> Outcome:
        from companion.operations.sheets import draw, suffix_of

        name = f"eyeline-{asked.format.value}{suffix_of(asked.format)}"
        with transfers.outgoing(services.store.folder, name) as path:
            services.store.read_here(
                lambda conn: draw(conn, account_ids(conn, asked.selection), asked.format, asked.title, path, progress)
            )
        return Outcome(file=path, name=name)

    return services.jobs.start("sheet", asked.format.value, work)

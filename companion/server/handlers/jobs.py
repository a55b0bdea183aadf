"""Long work: what is under way, how to end it, and what it gave."""

from __future__ import annotations

from aiohttp import web

from companion.core.wire.jobs import Job, JobResult, Jobs
from companion.errors import NotFoundError
from companion.server.services import language_of, path_number, services_of


async def listed(request: web.Request) -> Jobs:
    return Jobs(jobs=services_of(request).jobs.all(language_of(request)))


async def one(request: web.Request) -> JobResult:
    job, outcome = services_of(request).jobs.outcome(path_number(request), language_of(request))
    return JobResult(job=job, result=outcome.data if outcome else None)


async def cancel(request: web.Request) -> Job:
    return services_of(request).jobs.cancel(path_number(request))


async def file(request: web.Request) -> web.StreamResponse:
    job, outcome = services_of(request).jobs.outcome(path_number(request))
    if outcome is None or outcome.file is None or not outcome.file.exists():
        raise NotFoundError("jobs.no_file")
    return web.FileResponse(
        outcome.file,
        headers={
            "Content-Type": "application/octet-stream",
            "Content-Disposition": f'attachment; filename="{job.file or "eyeline"}"',
        },
    )

"""The analyses: which there are, and what one finds in a selection."""

from __future__ import annotations

import asyncio

from aiohttp import web

from companion.analyses.analysis import every_analysis, run
from companion.core.progress import Progress
from companion.core.wire.findings.finding import Analyses, AnalysisDescription, AnalysisRequest
from companion.core.wire.jobs import Job
from companion.server.services import services_of
from companion.workers.jobs import Outcome


async def listed(request: web.Request) -> Analyses:
    every = await asyncio.to_thread(every_analysis)
    return Analyses(
        analyses=[
            AnalysisDescription(name=each.name, summary=each.summary, options=each.options.model_json_schema())
            for each in every
        ]
    )


async def begin(request: web.Request, asked: AnalysisRequest) -> Job:
    """Begin it as a job, whose result is the finding."""
    services, name = services_of(request), request.match_info["name"]

    def work(progress: Progress) -> Outcome:
        finding = services.store.read_here(lambda conn: run(conn, name, asked.selection, asked.options, progress))
        return Outcome(data=finding.model_dump(mode="json"))

    return services.jobs.start("analysis", name, work)

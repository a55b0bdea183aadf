"""The analyses: which there are, what one finds in a selection; and the communities by which accounts are chosen."""

from __future__ import annotations

import asyncio

from aiohttp import web

from companion.analyses.analysis import ANALYSES, run
from companion.core.progress import Progress
from companion.core.wire.accounts import CommunitiesCount
from companion.core.wire.findings.finding import Analyses, AnalysisDescription, AnalysisRequest
from companion.core.wire.jobs import Job
from companion.operations.communities import find_communities
from companion.server.services import language_of, services_of
from companion.workers.jobs import Outcome


async def listed(request: web.Request) -> Analyses:
    every = await asyncio.to_thread(ANALYSES.every)
    return Analyses(
        analyses=[
            AnalysisDescription(name=each.name, summary=each.summary, options=each.options.model_json_schema())
            for each in every
        ]
    )


async def begin(request: web.Request, asked: AnalysisRequest) -> Job:
    """Begin it as a job, whose result is the finding."""
    services, name, language = services_of(request), request.match_info["name"], language_of(request)

    def work(progress: Progress) -> Outcome:
        finding = services.store.read_here(
            lambda conn: run(conn, name, asked.selection, asked.options, progress, language)
        )
        return Outcome(data=finding.model_dump(mode="json"))

    return services.jobs.start("analysis", name, work)


async def find_communities_anew(request: web.Request) -> Job:
    """Find the communities of the whole network anew, as a job; accounts can be chosen by them afterwards."""
    store = services_of(request).store

    def work(progress: Progress) -> Outcome:
        return Outcome(data=CommunitiesCount(communities=find_communities(store, progress)).model_dump(mode="json"))

    return services_of(request).jobs.start("communities", "communities", work)

"""The communities of the whole network, by which accounts can be chosen."""

from __future__ import annotations

from aiohttp import web

from companion.core.progress import Progress
from companion.core.wire.findings.communities import Ties
from companion.core.wire.jobs import Job
from companion.core.wire.selection import Selection
from companion.operations.communities import communities_of
from companion.server.services import services_of
from companion.store.found_communities import keep
from companion.store.times import now
from companion.workers.jobs import Outcome


async def find(request: web.Request) -> Job:
    """Find the communities of the whole network anew, as a job; accounts can be chosen by them afterwards."""
    store = services_of(request).store

    def work(progress: Progress) -> Outcome:
        community_of = store.read_here(lambda conn: communities_of(conn, Selection(), Ties.links, progress))
        progress(1, 2)
        at = now()
        store.submit(lambda conn: keep(conn, community_of, at)).result()
        return Outcome(data={"communities": len(set(community_of.values()))})

    return services_of(request).jobs.start("communities", "communities", work)

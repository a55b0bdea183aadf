"""Forgetting, from the window as a job that first counts what would go, and from the extension."""

from __future__ import annotations

import asyncio

from aiohttp import web

from companion.core.progress import Progress
from companion.core.wire.forgetting import ForgetRequest, ForgettingRequest, Forgotten
from companion.core.wire.jobs import Job
from companion.operations import forget as forgetting
from companion.server.services import language_of, services_of
from companion.workers.jobs import Outcome


async def begin(request: web.Request, asked: ForgettingRequest) -> Job:
    """Begin to delete, or to count what would go."""
    services, language = services_of(request), language_of(request)
    delete = await services.store.read(lambda conn: forgetting.deletion(conn, asked))

    def work(progress: Progress) -> Outcome:
        if asked.dry_run:
            result = forgetting.count(services.store, delete)
        else:
            result = forgetting.forget(services.store, delete, language)
        return Outcome(data=result.model_dump(mode="json"))

    return services.jobs.start("count" if asked.dry_run else "forget", "forget", work)


async def forget(request: web.Request, asked: ForgetRequest) -> Forgotten:
    """Delete at once what was collected since then."""
    store = services_of(request).store
    delete = await store.read(lambda conn: forgetting.deletion(conn, ForgettingRequest(last=asked.last, dry_run=False)))
    done = await asyncio.to_thread(forgetting.forget, store, delete, language_of(request))
    return Forgotten(**done.model_dump(exclude={"dry_run"}))

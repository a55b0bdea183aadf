"""What handlers work with, put together by :mod:`companion.app`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from companion.server.change_feed import ChangeFeed
from companion.server.sessions import Sessions
from companion.settings import Settings
from companion.store.db import Store
from companion.workers.jobs import Jobs
from companion.workers.measuring import Scoring


@dataclass(frozen=True)
class Services:
    settings: Settings
    store: Store
    scoring: Scoring
    pages: Path | None  # the built pages of the companion's own window, where they are built
    portrait: Callable[[int], bytes]  # the JPEG of one of the demo's people, by number
    jobs: Jobs
    changes: ChangeFeed = field(default_factory=ChangeFeed)
    sessions: Sessions = field(default_factory=Sessions)
    end: Callable[[], None] = lambda: None  # lets the companion end, when what is under way is answered


SERVICES: web.AppKey[Services] = web.AppKey("services", Services)


def services_of(request: web.Request) -> Services:
    return request.app[SERVICES]

"""What handlers work with, put together by :mod:`companion.app`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from companion.server.bulletin import Bulletin
from companion.server.sessions import Sessions
from companion.settings import Settings
from companion.store.db import Store
from companion.workers.jobs import Jobs
from companion.workers.measuring import Scoring


@dataclass(frozen=True)
class Parts:
    settings: Settings
    store: Store
    scoring: Scoring
    pages: Path | None  # the built pages of the companion's own window, where they are built
    portrait: Callable[[int], bytes]  # the JPEG of one of the demo's people, by number
    jobs: Jobs
    bulletin: Bulletin = field(default_factory=Bulletin)
    sessions: Sessions = field(default_factory=Sessions)
    end: Callable[[], None] = lambda: None  # lets the companion end, when what is under way is answered


PARTS: web.AppKey[Parts] = web.AppKey("parts", Parts)


def parts_of(request: web.Request) -> Parts:
    return request.app[PARTS]

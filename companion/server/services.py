"""What handlers work with, put together by :mod:`companion.app`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from companion.server.bodies import Bodies
from companion.server.change_feed import ChangeFeed
from companion.server.room import Room
from companion.server.sessions import Sessions
from companion.server.usage import Usage
from companion.settings import Settings
from companion.store.db import Store
from companion.texts.catalogue import language_for
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
    bodies: Bodies = field(default_factory=Bodies)
    usage: Usage = field(default_factory=Usage)
    room: Room = field(default_factory=Room)
    end: Callable[[], None] = lambda: None  # lets the companion end, when what is under way is answered


SERVICES: web.AppKey[Services] = web.AppKey("services", Services)

_WANTED = re.compile(r"([a-z-]+)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?", re.IGNORECASE)


def services_of(request: web.Request) -> Services:
    return request.app[SERVICES]


def path_number(request: web.Request) -> int:
    """The ``number`` in the request's path, which its route has as digits."""
    return int(request.match_info["number"])


def port_of(request: web.Request) -> int:
    """The port that the request came in at; 0 once it is cut off."""
    return int(request.transport.get_extra_info("sockname")[1]) if request.transport else 0


def language_of(request: web.BaseRequest) -> str:
    """The language of the catalogue that who asks wants most, by ``Accept-Language`` (RFC 9110, section 12.5.4)."""
    wanted = _WANTED.findall(request.headers.get("Accept-Language", ""))
    return language_for(*(tag for tag, _ in sorted(wanted, key=lambda each: -float(each[1] or 1))))

"""The demo: a made-up social site, so that one can try Eyeline with nobody's data."""

from __future__ import annotations

import asyncio

from aiohttp import web

from companion.demo import pages
from companion.demo.people import Person, person
from companion.errors import BadRequestError
from companion.server.services import language_of, services_of
from companion.texts.catalogue import Translator, texts


async def feed(request: web.Request) -> web.Response:
    return _html(pages.feed(_texts(request)))


async def profile(request: web.Request) -> web.Response:
    somebody = _person(request)
    return _html(pages.profile(somebody, _texts(request))) if somebody else _nobody(request)


async def friends(request: web.Request) -> web.Response:
    owner, start = _person(request), _start(request)
    return _html(pages.friend_list(owner, _texts(request), start)) if owner else _nobody(request)


async def portrait(request: web.Request) -> web.Response:
    number = int(request.match_info["number"])
    jpeg = await asyncio.to_thread(services_of(request).portrait, number)
    return web.Response(body=jpeg, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


def _texts(request: web.Request) -> Translator:
    return texts(language_of(request)).below("demo")


def _person(request: web.Request) -> Person | None:
    return person(request.match_info["handle"])


def _start(request: web.Request) -> int:
    asked = request.query.get("from", "0")
    if not (asked.isdecimal() and len(asked) < 10):
        raise BadRequestError("demo.start")
    return int(asked)


def _nobody(request: web.Request) -> web.Response:
    return _html(pages.nobody(request.match_info["handle"], _texts(request)), status=404)


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, content_type="text/html", status=status)

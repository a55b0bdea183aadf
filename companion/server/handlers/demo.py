"""The demo: a made-up social site, so that one can try Eyeline with nobody's data."""

from __future__ import annotations

import asyncio

from aiohttp import web

from companion.demo import pages
from companion.demo.people import Person, person
from companion.errors import BadRequestError, NotFoundError
from companion.server.services import language_of, path_number, services_of
from companion.texts.catalogue import Translator, texts


async def feed(request: web.Request) -> web.Response:
    return _html(pages.feed(_texts(request)))


async def profile(request: web.Request) -> web.Response:
    return _html(pages.profile(_person(request), _texts(request)))


async def circles(request: web.Request) -> web.Response:
    return _html(pages.circles(_texts(request)))


async def friends(request: web.Request) -> web.Response:
    return _html(pages.friend_list(_person(request), _texts(request), _start(request)))


async def portrait(request: web.Request) -> web.Response:
    number = path_number(request)
    jpeg = await asyncio.to_thread(services_of(request).portrait, number)
    return web.Response(body=jpeg, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


def _texts(request: web.Request) -> Translator:
    return texts(language_of(request)).below("demo")


def _person(request: web.Request) -> Person:
    if (somebody := person(request.match_info["handle"])) is None:
        raise NotFoundError("demo.nobody")
    return somebody


def _start(request: web.Request) -> int:
    asked = request.query.get("from", "0")
    if not (asked.isdecimal() and len(asked) < 10):
        raise BadRequestError("demo.start")
    return int(asked)


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html")

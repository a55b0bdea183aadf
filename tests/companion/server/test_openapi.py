"""The API's description is the API."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import Any

import pytest
from aiohttp import web

from companion.core.wire.base import wire_schemas
from companion.server import openapi
from companion.server.handlers import pages
from companion.server.route import Access, Route, routes_of
from companion.server.routes import ROUTES, add_routes
from tests.companion.conftest import Running


async def described(running: Running) -> dict[str, Any]:
    async with running.http.get("/api/v1/openapi.json") as answer:
        assert answer.status == 200
        return dict(await answer.json())


async def test_it_names_every_address_that_is_served(companion: Running) -> None:
    app = web.Application()
    add_routes(app)
    served = {
        (route.method, re.sub(r"\{(\w+):[^/]*\}", r"{\1}", route.resource.canonical))
        for route in app.router.routes()
        if route.resource is not None
    }
    document = await described(companion)
    named = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert document["openapi"] == "3.1.0"
    assert {(method, path.split(".jpg")[0]) for method, path in named} == {
        (method, path.split(".jpg")[0]) for method, path in served
    }
    assert routes_of(app) == list(ROUTES)


async def test_everything_it_refers_to_is_there(companion: Running) -> None:
    document = await described(companion)
    refs: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            refs.extend(ref for ref in [value.get("$ref")] if isinstance(ref, str))
            for inner in value.values():
                collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    collect(document)
    assert refs
    for ref in refs:
        found: Any = document
        for part in ref.removeprefix("#/").split("/"):
            found = found[part]
    assert document["components"]["schemas"] == wire_schemas()


async def test_it_says_what_needs_a_token(companion: Running) -> None:
    document = await described(companion)
    for route in ROUTES:
        if route.access is Access.paired:
            path = re.sub(r"\{(\w+):.*?\}(?=/|$)", r"{\1}", route.path)
            assert document["paths"][path][route.method.lower()]["security"] == [{"token": []}]


async def test_every_api_address_declares_its_model_or_media_type() -> None:
    for route in ROUTES:
        assert route.summary.endswith(".")
        assert (route.body is None) == (route.limit == 0)


async def test_many_who_ask_at_once_have_it_made_once(companion: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def document(routes: Sequence[Route]) -> dict[str, Any]:
        made.append(routes)
        return openapi.document(routes)

    monkeypatch.setattr(pages, "document", document)
    pages._made.cache_clear()
    await asyncio.gather(*(described(companion) for _ in range(20)))
    assert len(made) == 1

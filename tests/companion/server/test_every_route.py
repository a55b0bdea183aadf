"""Whatever is wrong with a request, each address of the table refuses it in the one shape, and logs nothing of it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import pytest

from companion.core.wire.base import Wire
from companion.server.openapi import PARAMETER
from companion.server.route import Access, Route
from companion.server.routes import ROUTES
from tests.companion.conftest import Running
from tests.companion.server.raw import answer_to, raw, refusal
from tests.companion.server.window_client import entered

WITH_BODY = [route for route in ROUTES if route.body is not None]


def path_of(route: Route) -> str:
    return PARAMETER.sub(lambda found: "1" if (found[2] or "").startswith(r"\d") else "none", route.path)


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


class Caller:
    def __init__(self, running: Running, key: str) -> None:
        self.running, self.key = running, key

    def request(self, route: Route, method: str = "", key: str | None = None, **headers: str) -> bytes:
        """Its head; ``headers`` with _ for -."""
        lines = {
            "Host": self.running.url.removeprefix("http://"),
            "Connection": "close",
            "Authorization": self.key if key is None else key,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        said = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"{method or route.method} {path_of(route)} HTTP/1.1\r\n{said}\r\n".encode()

    async def refused(self, request: bytes, body: bytes = b"") -> tuple[int, str]:
        return refusal(await answer_to(self.running, request + body))


@pytest.fixture
async def caller(companion: Running) -> Caller:
    return Caller(companion, (await entered(companion))["Authorization"])


async def test_without_a_key(caller: Caller) -> None:
    for route in ROUTES:
        if route.access is not Access.anyone:
            status, code = await caller.refused(caller.request(route, key="Bearer wrong"))
            assert (status, code) == (401, "not_paired" if route.access is Access.paired else "window_closed"), route


async def test_another_method_another_host_another_site(caller: Caller) -> None:
    for route in ROUTES:
        assert await caller.refused(caller.request(route, "PATCH")) == (405, "wrong_method"), named(route)
        assert await caller.refused(caller.request(route, Host="site.example")) == (403, "forbidden"), named(route)
        foreign = caller.request(route, Origin="https://site.example")
        assert await caller.refused(foreign) == (403, "forbidden"), named(route)


async def test_another_content_type_and_too_long_a_body(caller: Caller) -> None:
    for route in WITH_BODY:
        other = caller.request(route, Content_Type="text/plain", Content_Length="2")
        assert await caller.refused(other, b"{}") == (415, "wrong_content_type"), named(route)
        long = caller.request(route, Content_Type=route.content_type, Content_Length=str(route.limit + 1))
        assert await caller.refused(long) == (413, "too_large"), named(route)


async def test_a_body_that_is_not_what_it_should_be(caller: Caller) -> None:
    for route in WITH_BODY:
        if isinstance(route.body, type) and issubclass(route.body, Wire):
            for body in (b"{", b"[]", b'{"no such field": 1}'):
                head = caller.request(route, Content_Type=route.content_type, Content_Length=str(len(body)))
                assert await caller.refused(head, body) == (400, "bad_request"), named(route)


async def test_a_body_that_breaks_off_is_no_mistake(caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    for route in WITH_BODY:
        query = caller.request(route, Content_Type=route.content_type, Content_Length="9")
        await raw(caller.running, query + b"{", hang_up=True)
    assert not [record for record in caplog.records if record.exc_info]
    while [*caller.running.data.glob("passing/*")]:  # noqa: ASYNC110 — nobody tells when a broken upload is dropped
        await asyncio.sleep(0.01)


def test_there_are_such_routes() -> None:
    assert {route.body for route in WITH_BODY} >= {bytes, str, AsyncIterator}
    assert re.fullmatch(r"[!-~]+", "".join(map(path_of, ROUTES)))

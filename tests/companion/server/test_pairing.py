"""A browser is paired as a person does it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from companion.core.wire.base import WIRE_VERSION
from companion.store import pairings
from companion.store.times import now
from tests.companion.conftest import ORIGIN, Running


async def test_hello_says_who_is_here(companion: Running) -> None:
    async with companion.http.get("/api/v1/hello") as answer:
        hello = await answer.json()
        assert answer.headers["X-Eyeline"] == str(WIRE_VERSION)
    assert (hello["name"], hello["wire"]) == ("eyeline", WIRE_VERSION)
    assert hello["instance"] == companion.rows("SELECT value FROM companion WHERE name = 'instance'")[0][0]


async def test_a_code_from_the_page_becomes_a_token(companion: Running) -> None:
    async with companion.http.post(
        "/api/v1/pairing", headers={"Origin": companion.url, "Sec-Fetch-Site": "same-origin"}
    ) as answer:
        made = await answer.json()
    assert made["expires_in"] == 120
    async with companion.http.post(
        "/api/v1/pair", json={"code": made["code"], "browser": "Firefox"}, headers={"Origin": "moz-extension://here"}
    ) as answer:
        paired = await answer.json()
    assert paired["instance"] == companion.rows("SELECT value FROM companion WHERE name = 'instance'")[0][0]
    assert companion.rows("SELECT browser, origin FROM pairings") == [("Firefox", "moz-extension://here")]
    headers = {"Authorization": f"Bearer {paired['token']}", "Origin": "moz-extension://here"}
    async with companion.http.get("/api/v1/badges", headers=headers) as answer:
        assert await answer.json() == {"badges": []}


async def test_a_code_that_another_program_wrote_pairs_too(companion: Running) -> None:
    with closing(sqlite3.connect(companion.data / "eyeline.db")) as conn, conn:
        code = pairings.new_code(conn, now())
    asked = json.dumps({"code": code, "browser": "Chromium"})
    headers = {"Content-Type": "application/json", "Origin": ORIGIN}
    async with companion.http.post("/api/v1/pair", data=asked, headers=headers) as answer:
        assert answer.status == 200


async def test_two_browsers_may_be_paired(companion: Running) -> None:
    await companion.pair(ORIGIN)
    first = companion.headers
    await companion.pair("moz-extension://here")
    assert await companion.badges() == []
    companion.headers = first
    assert await companion.badges() == []

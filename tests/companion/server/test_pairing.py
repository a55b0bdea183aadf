"""A browser is paired as a person does it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from yarl import URL

from companion.core import proof
from companion.core.wire.base import WIRE_VERSION
from companion.store import pairings
from companion.store.connection import connect, in_transaction
from companion.store.folder import DATABASE
from companion.store.times import now, uptime
from tests.companion.conftest import ORIGIN, Running
from tests.companion.server.window_client import Window


async def test_hello_says_who_is_here(companion: Running) -> None:
    async with companion.http.get("/api/v1/hello") as answer:
        hello = await answer.json()
        assert answer.headers["X-Eyeline"] == str(WIRE_VERSION)
    assert (hello["name"], hello["wire"]) == ("eyeline", WIRE_VERSION)
    assert hello.keys() == {"name", "wire", "proof"}
    assert hello["proof"] is None


async def test_a_code_from_the_window_becomes_a_token(companion: Running) -> None:
    made = await (await Window.open(companion)).post("settings/pairings/new")
    assert made["expires_in"] == 120
    async with companion.http.post(
        "/api/v1/pair", json={"code": made["code"], "browser": "Firefox"}, headers={"Origin": "moz-extension://here"}
    ) as answer:
        paired = await answer.json()
    assert companion.rows("SELECT browser, origin FROM pairings") == [("Firefox", "moz-extension://here")]
    headers = {"Authorization": f"Bearer {await companion.pass_of(paired['token'])}", "Origin": "moz-extension://here"}
    async with companion.http.get("/api/v1/badges", headers=headers) as answer:
        assert await answer.json() == {"badges": []}


async def test_a_code_that_another_program_wrote_pairs_too(companion: Running) -> None:
    with closing(sqlite3.connect(companion.data / "eyeline.db")) as conn, conn:
        code = pairings.new_code(conn, uptime())
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


async def test_it_proves_that_it_knows_the_pairing_and_tells_nobody_else_of_it(paired: Running) -> None:
    nonces = [f"{number:064x}" for number in range(2)]
    first, second = [(await paired.hello(paired.token, nonce))["proof"] for nonce in nonces]
    assert first["mac"] != second["mac"]
    for nonce, said in zip(nonces, (first, second), strict=True):
        mac = proof.proof(
            proof.key_of(paired.token),
            nonce=nonce,
            port=URL(paired.url).port or 0,
            wire=WIRE_VERSION,
            run=said["run"],
            revoked=False,
        )
        assert said["mac"] == mac
    assert (await paired.hello("another token"))["proof"] is None


async def test_it_proves_that_a_pairing_was_ended(paired: Running) -> None:
    with closing(connect(paired.data / DATABASE)) as conn:
        assert in_transaction(conn, lambda conn: pairings.revoke(conn, 1, now()))
    assert (await paired.hello(paired.token))["proof"]["revoked"]


@pytest.mark.parametrize("query", ["pairing=00", "nonce=00", f"pairing={'0' * 32}&nonce={'g' * 64}", "else=1"])
async def test_a_challenge_that_is_none_is_refused(paired: Running, query: str) -> None:
    async with paired.http.get(f"/api/v1/hello?{query}") as answer:
        assert answer.status == 400

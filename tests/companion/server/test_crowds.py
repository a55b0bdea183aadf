"""Many at once: connections that say nothing, and more bodies than there is room for."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest
from yarl import URL

from companion.server import connections
from companion.server.bodies import MOST_BYTES
from companion.server.room import Room
from tests.companion.conftest import Running
from tests.companion.wire_samples import account, batch

MANY = 60


async def opened(running: Running, stack: AsyncExitStack, said: bytes = b"") -> asyncio.StreamReader:
    reader, writer = await asyncio.open_connection("127.0.0.1", URL(running.url).port)
    stack.callback(writer.close)
    writer.write(said)
    await writer.drain()
    return reader


@pytest.fixture
def few_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("companion.app.most_connections", lambda: MANY // 2)


async def test_who_asks_is_answered_while_many_say_nothing(few_connections: None, companion: Running) -> None:
    async with AsyncExitStack() as stack:
        silent = [await opened(companion, stack) for _ in range(MANY)]
        for _ in range(3):
            async with companion.http.get("/api/v1/hello") as answer:
                assert answer.status == 200
        ended = await asyncio.gather(*(reader.read() for reader in silent[: MANY // 2]))
        assert ended == [b""] * (MANY // 2)
        assert not silent[-1].at_eof()


async def test_what_is_being_answered_makes_no_room(few_connections: None, paired: Running) -> None:
    async with AsyncExitStack() as stack:
        host, shown = URL(paired.url).authority, paired.headers["Authorization"]
        body = batch(account())
        started = await opened(
            paired,
            stack,
            f"POST /api/v1/observations HTTP/1.1\r\nHost: {host}\r\nAuthorization: {shown}\r\n"
            "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n".encode(),
        )
        assert (await paired.observe(body))["stored"]  # so that the other has begun
        for _ in range(MANY):
            await opened(paired, stack)
        assert (await paired.observe(batch(account())))["stored"]
        assert not started.at_eof()


async def test_a_stranger_whose_request_does_not_end_makes_room(few_connections: None, companion: Running) -> None:
    head = (
        f"POST /api/v1/pair HTTP/1.1\r\nHost: {URL(companion.url).authority}\r\n"
        "Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n{"
    ).encode()
    async with AsyncExitStack() as stack:
        for _ in range(MANY):
            await opened(companion, stack, head)
        for _ in range(3):
            async with companion.http.get("/api/v1/hello") as answer:
                assert answer.status == 200


class Guest:
    left = False

    def make_room(self) -> None:
        self.left = True


@pytest.mark.parametrize(("has_key", "leaves"), [(False, True), (True, False)])
def test_who_does_not_take_an_answer_makes_room_unless_it_has_shown_a_key(has_key: bool, leaves: bool) -> None:
    room, guest, others = Room(2), Guest(), [Guest(), Guest()]
    room.came(guest)
    room.answering(guest)
    if has_key:
        room.knows(guest)
    room.stands_still(guest)
    for each in others:
        room.came(each)
    assert (guest.left, others[0].left, others[1].left) == (leaves, not leaves, False)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "SILENT_SECONDS", 0.1)


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost:"])
async def test_who_says_nothing_whole_is_sent_away(impatient: None, companion: Running, said: bytes) -> None:
    async with AsyncExitStack() as stack:
        assert await (await opened(companion, stack, said)).read() == b""


async def test_bodies_beyond_the_room_are_told_to_come_again(paired: Running) -> None:
    host, shown = URL(paired.url).authority, paired.headers["Authorization"]
    large = (
        f"POST /api/v1/pictures HTTP/1.1\r\nHost: {host}\r\nAuthorization: {shown}\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {MOST_BYTES // 2}\r\n\r\n"
    ).encode()
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await opened(paired, stack, large)
        while True:  # until both have been begun
            status, answer = await paired.call("POST", "observations", json=batch(account()))
            if status != 200:
                break
        assert (status, answer["error"]["code"]) == (429, "busy")
        async with paired.http.post("/api/v1/observations", json=batch(account()), headers=paired.headers) as refused:
            assert refused.headers["Retry-After"] == "1"
    while status == 429:  # until it has seen that they are gone
        status, answer = await paired.call("POST", "observations", json=batch(account()))
    assert status == 200

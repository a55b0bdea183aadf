"""Requests byte by byte, as no client of ours would send them."""

from __future__ import annotations

import asyncio
import json
import re

from yarl import URL

from companion.server.middleware import HEADERS
from tests.companion.conftest import Running


async def raw(running: Running, request: bytes, hang_up: bool = False) -> bytes:
    """What comes back until the companion hangs up; with ``hang_up`` nothing more is sent to it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", URL(running.url).port)
    writer.write(request)
    if hang_up:
        writer.write_eof()
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def answer_to(running: Running, request: bytes) -> bytes:
    """The first answer, whether or not the companion then waits for more of the body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", URL(running.url).port)
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"Content-Length: (\d+)", head)
    assert length is not None
    body = await reader.readexactly(int(length[1]))
    writer.close()
    await writer.wait_closed()
    return head + body


def refusal(answer: bytes) -> tuple[int, str]:
    """Status and code of a refusal, after its headers and its shape were looked at."""
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    assert {name: lines[name] for name in HEADERS} == HEADERS
    assert "Server" not in lines
    said = json.loads(body)
    assert set(said) == {"error"}
    assert set(said["error"]) == {"code", "message", "details"}
    return int(head.split()[1]), said["error"]["code"]

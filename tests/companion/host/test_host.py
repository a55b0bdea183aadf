"""The host as a browser starts it: by its launcher, with a message on standard input."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from companion.core.wire.base import WIRE_VERSION
from companion.core.wire.host import HostAnswer, HostRequest
from companion.host import registering
from companion.host.identity import FIREFOX_ID, chromium_origin
from companion.host.messages import MOST_BYTES, Answer, NotUnderstoodError, read, write
from companion.settings import Settings
from companion.store import ended_unused, pairings
from companion.store.connection import connect
from companion.store.folder import DATABASE, serving
from tests.companion.conftest import Running

ORIGIN = chromium_origin()
CHROMIUM = (f"{ORIGIN}/",)
FIREFOX = ("/somewhere/eyeline.companion.json", FIREFOX_ID)
FIREFOX_ORIGIN = "moz-extension://e0e0e0e0-1111-4222-8333-444444444444"
PAIR = {"browser": "Chromium 1, Linux", "origin": ORIGIN}


def message(said: Any) -> bytes:
    body = json.dumps(said).encode()
    return struct.pack("=I", len(body)) + body


def asked(start: str = "no", pair: Any = None, language: str = "en") -> dict[str, Any]:
    return {"start": start, "pair": pair, "language": language}


@pytest.mark.parametrize(
    "said",
    [
        asked(),
        asked(start="yes", pair=PAIR, language="pt-BR"),
        asked(pair={"browser": "ü" * 100, "origin": FIREFOX_ORIGIN}),
    ],
)
def test_a_message_is_read_as_the_wire_describes_it(said: dict[str, Any]) -> None:
    assert HostRequest.model_validate(said).model_dump() == asdict(read(io.BytesIO(message(said))))


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\x01\x00",
        message(asked())[:-1],
        struct.pack("=I", 2) + b"{]",
        struct.pack("=I", 2) + b"\xff\xff",
        struct.pack("=I", MOST_BYTES) + b"[" * MOST_BYTES,
        message([]),
        message({"start": "yes"}),
        message(asked() | {"more": 1}),
        message(asked(start="perhaps")),
        message(asked() | {"start": True}),
        message(asked(language="x" * 36)),
        message(asked(pair={"browser": "", "origin": ORIGIN})),
        message(asked(pair={"browser": "x" * 101, "origin": ORIGIN})),
        message(asked(pair={"browser": "half a letter \ud800", "origin": ORIGIN})),
        message(asked(pair={"browser": "x", "origin": "https://example.org"})),
        message(asked(pair={"browser": "x", "origin": f"{FIREFOX_ORIGIN}.example.org"})),
        message(asked(pair=PAIR | {"more": 1})),
    ],
)
def test_what_is_no_message_of_ours_is_not_understood(sent: bytes) -> None:
    with pytest.raises(NotUnderstoodError):
        read(io.BytesIO(sent))


def test_of_a_message_that_is_too_long_nothing_but_its_length_is_read() -> None:
    stream = io.BytesIO(struct.pack("=I", MOST_BYTES + 1) + b" " * (MOST_BYTES + 1))
    with pytest.raises(NotUnderstoodError):
        read(stream)
    assert stream.tell() == 4


def test_an_answer_is_what_the_wire_describes() -> None:
    written = io.BytesIO()
    write(written, Answer(origin="http://127.0.0.1:1", token="t", paired_at="2026-01-01T00:00:00.000Z"))
    length, body = written.getvalue()[:4], written.getvalue()[4:]
    assert struct.unpack("=I", length) == (len(body),)
    assert HostAnswer.model_validate_json(body).token == "t"


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the places on Linux")


@pytest.fixture
def launcher(home: Path) -> Iterator[Path]:
    """Registered for a data folder and any free port; what it started is ended."""
    data = home / "the data"
    registering.register(data, 0)
    yield data / registering.LAUNCHER
    if (url := serving(data)) is not None:
        pid = json.loads((data / "companion.lock").read_bytes())["pid"]
        os.kill(pid, signal.SIGTERM)
        while serving(data) == url:
            time.sleep(0.05)


async def ask(launcher: Path, sent: bytes, caller: tuple[str, ...] = CHROMIUM) -> tuple[int | None, Any]:
    """The host's exit status, and its answer, None where there is none."""
    process = await asyncio.create_subprocess_exec(
        launcher, *caller, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    answered, _ = await process.communicate(sent)
    return process.returncode, json.loads(answered[4:]) if answered else None


NOTHING = {"origin": None, "token": None, "paired_at": None, "problem": None}


@linux
async def test_only_our_extension_is_answered_and_nothing_is_started_unasked(launcher: Path) -> None:
    for caller in ((), ("chrome-extension://other/",), ("/x.json", "other@example.org"), ("", ORIGIN)):
        assert await ask(launcher, message(asked(start="yes")), caller) == (1, None)
    assert await ask(launcher, message("nonsense")) == (1, None)
    for caller in (CHROMIUM, FIREFOX):
        assert await ask(launcher, message(asked(pair=PAIR)), caller) == (0, NOTHING)
    assert not (launcher.parent / DATABASE).exists()


@linux
def test_one_that_ended_unused_is_started_as_it_was_set_and_one_that_a_person_ended_is_not(
    launcher: Path,
) -> None:
    data = launcher.parent
    assert asyncio.run(ask(launcher, message(asked(start="if_unused"))))[1] == NOTHING
    ended_unused.leave(Settings.of({"data": data, "idle_minutes": 77, "keep_pictures": "none"}))
    assert asyncio.run(ask(launcher, message(asked())))[1] == NOTHING
    _, answer = asyncio.run(ask(launcher, message(asked(start="if_unused"))))
    assert answer["origin"] == serving(data)
    pid = json.loads((data / "companion.lock").read_bytes())["pid"]
    command = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    assert {"--idle-minutes=77", "--keep-pictures=none"} <= set(command)


@linux
async def test_two_at_once_start_one_and_each_gets_a_pairing_of_its_own(launcher: Path) -> None:
    data = launcher.parent
    answers = await asyncio.gather(
        ask(launcher, message(asked(start="yes", pair=PAIR))),
        ask(launcher, message(asked(start="yes", pair={"browser": "Firefox", "origin": FIREFOX_ORIGIN})), FIREFOX),
    )
    (first_status, first), (second_status, second) = answers
    assert (first_status, second_status) == (0, 0)
    assert first["origin"] == second["origin"] == serving(data)
    assert first["token"] != second["token"]
    with closing(connect(data / DATABASE)) as conn:
        assert {(each.browser, each.origin) for each in pairings.listed(conn)} == {
            ("Chromium 1, Linux", ORIGIN),
            ("Firefox", FIREFOX_ORIGIN),
        }
    assert "eyeline: " not in (data / "companion.log").read_text()  # no second one was even tried


@linux
async def test_it_says_in_the_language_asked_why_the_companion_did_not_start(home: Path) -> None:
    data = home / "data"
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        registering.register(data, other.getsockname()[1])
        status, answer = await ask(data / registering.LAUNCHER, message(asked(start="yes", language="es-AR")))
    assert status == 0
    assert answer["origin"] is None
    assert answer["problem"].startswith("No se pudo iniciar Eyeline: El puerto ")


async def test_a_running_companion_takes_the_token_that_the_host_gives(companion: Running, home: Path) -> None:
    registering.register(companion.data, 1)
    status, answer = await ask(companion.data / registering.LAUNCHER, message(asked(start="yes", pair=PAIR)))
    assert (status, answer["origin"]) == (0, companion.url)
    await companion.enter(answer["token"], ORIGIN)
    assert await companion.badges() == []
    assert (await companion.hello(answer["token"]))["wire"] == WIRE_VERSION

"""Another account of the same computer reaches the port and nothing else: no code, no pairing, no window."""

from __future__ import annotations

import asyncio
import codecs
import json
import os
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from companion.desktop.entrance import new_code
from tests.companion.conftest import Running
from tests.companion.server.window_client import Window

NOBODY = 65534

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another account"
)


def as_another_account(work: Callable[[], Any]) -> Any:
    """What the work gives, as JSON, in a process of another account."""
    codecs.lookup("idna")  # that account may not read this Python's files
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(writing, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return json.loads(said)


def asked(address: str, body: bytes | None = None, kind: str = "application/json") -> tuple[int, str]:
    """Status and text of what such an account asks for: a GET, or a POST of this body."""
    origin = address[: address.index("/", len("http://"))]
    request = urllib.request.Request(address, body, {"Content-Type": kind, "Origin": origin})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def read_by_another(path: Path) -> str:
    try:
        return path.read_bytes().decode("latin-1") if path.is_file() else str(list(path.iterdir()))
    except OSError as error:
        return type(error).__name__


async def test_it_gets_no_code_no_pairing_and_no_window(paired: Running) -> None:
    await Window.open(paired)
    new_code(paired.data)
    api = f"{paired.url}/api/v1"
    form = "application/x-www-form-urlencoded"

    def tries() -> list[int]:
        return [
            asked(f"{api}/settings/pairings/new", b"")[0],
            asked(f"{api}/handover", b"")[0],
            asked(f"{api}/browser", b"")[0],
            asked(f"{paired.url}/app/enter", b"code=guess&to=%23%2Ftoday", form)[0],
            asked(f"{api}/pair", b'{"code": "000000", "browser": "x"}')[0],
            asked(f"{api}/badges")[0],
            asked(f"{api}/today")[0],
        ]

    assert await asyncio.to_thread(as_another_account, tries) == [401, 401, 401, 403, 403, 401, 401]
    files = [paired.data, paired.data / "eyeline.db", paired.data / "eyeline.db-wal", paired.data / "eyeline.lock"]
    for path in files:
        assert await asyncio.to_thread(as_another_account, lambda path=path: read_by_another(path)) == "PermissionError"
    with closing(sqlite3.connect(paired.data / "eyeline.db")) as conn:
        assert conn.execute("SELECT count(*) FROM pairing_codes").fetchone() == (0,)
        assert conn.execute("SELECT count(*) FROM pairings").fetchone() == (1,)


async def test_what_it_is_told_has_nothing_of_the_pairing(paired: Running) -> None:
    page = await asyncio.to_thread(as_another_account, lambda: asked(f"{paired.url}/"))
    assert page[0] == 200
    said = await asyncio.to_thread(as_another_account, lambda: asked(f"{paired.url}/api/v1/hello"))
    assert json.loads(said[1]).keys() == {"name", "wire", "proof"}
    assert json.loads(said[1])["proof"] is None

"""``eyeline serve`` as a process: how it starts, ends, is killed, and meets another."""

from __future__ import annotations

import contextlib
import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from companion.store.folder import FolderLock
from tests.companion.cli.commands import process
from tests.companion.cli.commands.process import ROOT, Served, as_installed, run, run_here, served
from tests.companion.conftest import Running
from tests.companion.wire_samples import account, batch, drawing, framed, picture


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals to one process")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, getattr(signal, "SIGHUP", None)])
def test_a_signal_ends_it_cleanly(tmp_path: Path, number: int) -> None:
    with served(tmp_path) as companion:
        assert companion.pid == companion.process.pid
        assert companion.data == tmp_path
        os.kill(companion.pid, number)
        assert companion.process.wait(timeout=30) == 0
        assert companion.process.stdout is not None
        assert companion.process.stderr is not None
        rest, errors = companion.process.stdout.read(), companion.process.stderr.read()
    assert rest == ""
    assert "Traceback" not in errors
    with FolderLock(tmp_path) as lock:
        assert not lock.was_left


@pytest.mark.skipif(shutil.which("nohup") is None, reason="there is no nohup")
async def test_a_terminal_that_is_closed_does_not_end_one_that_is_to_outlive_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "COMPANION", ("nohup", *process.COMPANION))
    with served(tmp_path) as companion:
        os.kill(companion.pid, signal.SIGHUP)
        async with aiohttp.ClientSession(companion.url) as http, http.get("/api/v1/hello") as answer:
            assert answer.status == 200
        os.kill(companion.pid, signal.SIGTERM)
        assert companion.process.wait(timeout=30) == 0


async def test_ending_keeps_everything(tmp_path: Path) -> None:
    """It is ended while pictures are measured: what was answered or stored before is all there afterwards."""
    with served(tmp_path) as companion:
        async with aiohttp.ClientSession(companion.url) as http:
            client = Running(companion.url, tmp_path, http)
            await client.pair()
            asked = await client.observe(batch(*[account(f"a{n}", picture=picture(f"p{n}")) for n in range(60)]))
            pictures_of = [(wanted, drawing(n)) for n, wanted in enumerate(asked["wanted"])]
            badges = await client.send(framed(pictures_of, deadline_ms=0))
        companion.process.terminate()
        companion.process.wait(timeout=30)
    assert {badge["evidence"]["status"] for badge in badges} == {"waiting"}
    rows = client.rows(
        "SELECT status, picture_bytes.picture IS NULL FROM pictures LEFT JOIN picture_bytes ON picture = id"
    )
    assert len(rows) == 60
    assert {(status, gone) for status, gone in rows} <= {("waiting", 0), ("no_face", 0), ("no_face", 1)}
    with served(tmp_path):
        await client.until("SELECT count(*) FROM pictures WHERE status = 'no_face'", 60)
        await client.until("SELECT count(*) FROM picture_views", 60)  # by which each is compared with the others
        await client.until("SELECT count(*) FROM picture_bytes", 0)


async def test_killed_it_takes_up_what_was_waiting(tmp_path: Path) -> None:
    with served(tmp_path) as companion:
        async with aiohttp.ClientSession(companion.url) as http:
            client = Running(companion.url, tmp_path, http)
            await client.pair()
            asked = await client.observe(batch(*[account(f"a{n}", picture=picture(f"p{n}")) for n in range(60)]))
            pictures_of = [(wanted, drawing(n)) for n, wanted in enumerate(asked["wanted"])]
            await client.send(framed(pictures_of, deadline_ms=0))
        companion.process.kill()
        companion.process.wait()
    refs = [f"demo:handle:a{n}" for n in range(60)]
    with served(tmp_path) as companion:
        async with aiohttp.ClientSession(companion.url) as http:
            again = Running(companion.url, tmp_path, http)
            await again.enter(client.token)
            await again.until("SELECT count(*) FROM pictures WHERE status = 'no_face'", 60)
            assert len(await again.badges(*refs)) == 60  # and the pairing still holds
        assert again.rows("PRAGMA integrity_check") == [("ok",)]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("first")) as companion:
        yield companion


def test_a_second_one_on_the_same_data_says_where_the_first_is(first: Served) -> None:
    second = run("serve", "--port", "0", "--data", str(first.data))
    assert second.returncode == 3
    assert second.stderr == (
        f"eyeline: Eyeline's companion is already running at {first.url} with the data in {first.data}.\n"
    )
    assert first.process.poll() is None


def test_a_second_one_on_the_same_port_says_where_the_first_is(first: Served, tmp_path: Path) -> None:
    second = run("serve", "--port", str(first.port), "--data", str(tmp_path / "two"))
    assert second.returncode == 3
    assert second.stderr == f"eyeline: Eyeline's companion is already running at {first.url}.\n"


@contextlib.contextmanager
def another_program() -> Iterator[int]:
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_one_that_is_only_just_starting_is_named_once_it_tells_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FolderLock(tmp_path) as lock:
        monkeypatch.setattr(time, "sleep", lambda _: lock.tell("http://127.0.0.1:1"))
        result = run_here("serve", "--port", "0", "--data", str(tmp_path))
    assert result.returncode == 3
    assert f"already running at http://127.0.0.1:1 with the data in {tmp_path}" in result.stderr


def test_a_port_that_another_program_has_is_a_sentence(tmp_path: Path) -> None:
    with another_program() as port:
        result = run("serve", "--port", str(port), "--data", str(tmp_path))
    assert result.returncode == 4
    assert result.stderr == (
        f"eyeline: Port {port} is used by another program: end that one, or choose another port with --port.\n"
    )


def test_data_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "eyeline.db").write_bytes(b"no database" * 1000)
    result = run("serve", "--port", "0", "--data", str(tmp_path))
    assert result.returncode == 1
    assert result.stderr.startswith("eyeline: The database")
    assert "Traceback" not in result.stderr


def test_what_is_heavy_is_imported_only_by_the_workers() -> None:
    """Else every start would take seconds."""
    program = (
        "import sys, companion.app, companion.cli.main, companion.cli.commands.serve as s;"
        "print([m for m in ('cv2', 'mediapipe', 'matplotlib', 'PIL', 'networkx', 'scipy.stats') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=as_installed(), capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"

"""Pictures are opened in a process of their own; where one ends it, the others and the companion go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.core.models import Measured
from companion.core.wire.evidence import Status
from companion.core.wire.pictures import KeepPictures
from companion.errors import PictureProcessError
from companion.store import picture_results
from companion.store.db import Store
from companion.workers import measuring
from companion.workers.measuring import Scoring
from companion.workers.picture_process import PictureProcess
from tests.companion.wire_samples import drawing, photograph
from tests.companion.workers.test_measuring import receive


class Mortal(PictureProcess):
    """Its process is killed while it measures this picture."""

    def __init__(self, data: Path, deadly: bytes) -> None:
        super().__init__(data)
        self.deadly = deadly
        self.tries: list[bytes] = []

    def measure(self, content: bytes) -> Measured:
        self.tries.append(content)
        if content == self.deadly:
            assert self._process is not None
            self._process.kill()
        return super().measure(content)


def status_of(store: Store, picture: int) -> str:
    row = store.read_here(lambda conn: conn.execute("SELECT status FROM pictures WHERE id = ?", (picture,)).fetchone())
    return str(row[0])


def test_it_gives_what_measuring_here_gives(tmp_path: Path) -> None:
    from companion.workers.picture_work import PictureWork

    work = PictureWork()
    with PictureProcess(tmp_path) as process:
        for content in (photograph(), drawing(1), b"no picture"):
            there, here = process.measure(content), work.measure(content)
            assert there.evidence == here.evidence
            assert there.landmarks.tobytes() == here.landmarks.tobytes()
            assert process.thumbnail(content, 64) == work.thumbnail(content, 64)
        landmarks = process.measure(photograph()).landmarks.astype("<f4").tobytes()
        assert process.fingerprints(photograph(), landmarks, True) == work.fingerprints(photograph(), landmarks, True)
    work.close()


def test_what_native_code_says_stays_off_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The process writes into this one's stderr, as into that of whoever started the companion."""
    with PictureProcess(tmp_path) as process:
        process.measure(photograph())
    assert capfd.readouterr().err == ""


def test_one_that_ends_it_is_tried_twice_and_holds_up_nobody(store: Store, tmp_path: Path) -> None:
    good, deadly = drawing(1), drawing(2)
    process = Mortal(tmp_path, deadly)
    scoring = Scoring(store, KeepPictures.thumbnail, 1, lambda: process)
    scoring.start()
    received = receive(store, deadly, good)
    bad, fine = received
    pending = scoring.take(received)
    assert pending[bad].result() is None
    evidence = pending[fine].result()
    assert evidence is not None
    assert evidence.status is Status.no_face
    while status_of(store, bad) == Status.waiting.value:
        pass
    assert status_of(store, bad) == Status.abandoned.value
    assert process.tries.count(deadly) == 2
    again = receive(store, deadly)
    assert list(again) == [bad]
    assert status_of(store, bad) == Status.abandoned.value
    assert store.submit(picture_results.waiting).result() == []
    scoring.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows stops no process")
def test_ending_the_companion_is_no_try(store: Store, tmp_path: Path) -> None:
    begun = threading.Event()

    class Endless(PictureProcess):
        def measure(self, content: bytes) -> Measured:
            begun.set()
            assert self._process is not None
            os.kill(self._process.pid, signal.SIGSTOP)
            return super().measure(content)

    scoring = Scoring(store, KeepPictures.none, 1, lambda: Endless(tmp_path))
    scoring.start()
    scoring.take(receive(store, drawing(1)))
    begun.wait()
    scoring.close()
    row = store.submit(lambda conn: conn.execute("SELECT status, attempts FROM pictures").fetchone()).result()
    assert tuple(row) == ("waiting", 0)


def test_the_next_picture_gets_a_new_one(tmp_path: Path) -> None:
    with Mortal(tmp_path, b"deadly") as process:
        with pytest.raises(PictureProcessError):
            process.measure(b"deadly")
        assert process.measure(drawing(1)).evidence.status is Status.no_face


def test_it_ends_with_whoever_asks(tmp_path: Path) -> None:
    process = PictureProcess(tmp_path)
    with process:
        process.measure(drawing(1))
        child = process._process
    assert child is not None
    assert child.poll() is not None


BURN = """
from companion.workers import picture_process
picture_process.PROCESSOR_SECONDS = 0
picture_process._bound_time()
while True:
    pass
"""
GROW = """
from companion.workers import picture_process
picture_process.MEMORY = 300 * 2**20
picture_process._bound_memory()
try:
    held = bytearray(400 * 2**20)
except MemoryError:
    print("bounded")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds neither; there the clock ends it")
def test_processor_time_is_bounded(root: Path) -> None:
    done = subprocess.run([sys.executable, "-c", BURN], cwd=root, check=False)
    assert done.returncode == -signal.SIGXCPU


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's own memory so")
def test_memory_is_bounded(root: Path) -> None:
    done = subprocess.run([sys.executable, "-c", GROW], cwd=root, check=True, capture_output=True, text=True)
    assert done.stdout == "bounded\n"


def test_a_process_rests_where_no_picture_comes_and_is_ready_again_when_some_are_expected(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "REST_SECONDS", 0.05)
    process = PictureProcess(store.folder)
    scoring = Scoring(store, KeepPictures.none, 1, lambda: process)
    scoring.start()
    try:
        until(lambda: process.pid is None)
        (evidence,) = [each.result() for each in scoring.take(receive(store, photograph())).values()]
        assert evidence is not None
        assert evidence.status is Status.scored
        until(lambda: process.pid is None)
        monkeypatch.setattr(measuring, "REST_SECONDS", 60.0)
        until(lambda: expected_is_ready(scoring, process))
    finally:
        scoring.close()


def expected_is_ready(scoring: Scoring, process: PictureProcess) -> bool:
    scoring.expect()
    return process.pid is not None


def until(holds: Callable[[], bool]) -> None:
    """Waits for it, a minute at most."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, "it has not come"
        time.sleep(0.02)

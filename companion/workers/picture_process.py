"""Pictures are opened in a process of their own: whatever one does to a decoder, the companion goes on.

The process ends where a picture takes it more memory or processor time than any honest one does, and where native code
ends it; the next picture gets a new one.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from companion.errors import PictureProcessError
from companion.vision.native_notices import native_notices_hidden

if TYPE_CHECKING:
    from companion.core.models import Measured, StoredFingerprints
    from companion.core.wire.evidence import Evidence

MEMORY = 2 * 2**30
"""Bytes of a picture process's own memory; where the system does not bound it (Windows, macOS) only time does."""
PROCESSOR_SECONDS = 10
"""Of one picture, of all its threads together."""
CLOCK_SECONDS = 600.0
"""By the clock; a busy machine may make an honest picture wait long for the processor."""
END_SECONDS = 0.7
NICE = 10
"""Pictures take all cores there are; what a page shows, and who asks for it, goes first."""
_LENGTH = struct.Struct(">Q")


class PictureProcess:
    """Measures like :class:`companion.vision.meter.Meter`, elsewhere. It is for one thread, and is used in a ``with``.

    Each of its methods raises :class:`PictureProcessError` where the process ended at this picture.
    """

    def __init__(self, data: Path, nice: int = NICE) -> None:
        """``data``: the folder of the model file, where this machine's engine needs one."""
        self._data = data
        self._nice = nice
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PictureProcess:
        self.make_ready()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    @property
    def pid(self) -> int | None:
        """Of the process that there is now."""
        return None if self._process is None else self._process.pid

    def measure(self, content: bytes) -> Measured:
        measured: Measured = self._ask("measure", content)
        return measured

    def measure_files(self, paths: list[Path]) -> list[Measured]:
        """As :func:`companion.vision.bulk.measure_together`."""
        measured: list[Measured] = self._ask("measure_files", paths, pictures=len(paths))
        return measured

    @property
    def measured_by(self) -> str:
        """The engine and calibration, as :func:`companion.vision.meter.measured_by`."""
        said: str = self._ask("by")
        return said

    def judge_again(self, found: Evidence, landmarks: bytes, width: int, height: int) -> Evidence:
        """As :meth:`companion.vision.meter.Meter.judge_again`; ``landmarks`` as the database keeps them."""
        judged: Evidence = self._ask("judge_again", found, landmarks, width, height)
        return judged

    def thumbnail(self, content: bytes, side: int) -> bytes | None:
        """A JPEG, or None for what is no picture."""
        jpeg: bytes | None = self._ask("thumbnail", content, side)
        return jpeg

    def fingerprints(self, content: bytes, landmarks: bytes | None, keep_greys: bool) -> StoredFingerprints:
        """What a measured picture is compared by; ``landmarks`` as the database keeps them."""
        fingerprints: StoredFingerprints = self._ask("fingerprints", content, landmarks, keep_greys)
        return fingerprints

    def make_ready(self) -> None:
        """Start the process, which takes a second or two, without waiting for it."""
        if self._process is None:
            self._start()

    def rest(self) -> None:
        """End the process; the next picture, or :meth:`make_ready`, starts another."""
        self._end()

    def kill(self) -> None:
        """From any thread: whatever it does now ends with a PictureProcessError."""
        if (process := self._process) is not None:
            process.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "companion.workers.picture_process", str(self._data)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, self._process.pid, self._nice)
        return self._process

    def _ask(self, what: str, *arguments: Any, pictures: int = 1) -> Any:
        process = self._process
        if process is None or process.poll() is not None:
            process = self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        too_long = threading.Timer(CLOCK_SECONDS, process.kill)
        too_long.start()
        try:
            _send(process.stdin, (what, arguments, pictures))
            failed, answer = _receive(process.stdout)
        except (OSError, EOFError) as error:
            self._end()
            raise PictureProcessError("pictures.process_ended", how=str(process.returncode)) from error
        finally:
            too_long.cancel()
        if failed:
            raise RuntimeError(answer)
        return answer

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _send(stream: IO[bytes], what: Any) -> None:
    content = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    """Raises EOFError where the other end is gone."""
    header = stream.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        raise EOFError
    content = stream.read(_LENGTH.unpack(header)[0])
    return pickle.loads(content)  # noqa: S301 — from this companion's own process


def _bound_memory() -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 — POSIX alone has it

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _bound_time(pictures: int = 1) -> None:
    """From now on; the system ends the process beyond it."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 — POSIX alone has it

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + 1 + PROCESSOR_SECONDS * pictures, hard))


def _serve(data: Path) -> None:
    """Answer until nobody asks any more. What libraries print goes where errors go, less what native code says."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from companion.vision.engines import open_engine  # noqa: PLC0415 — here alone, since it is heavy
    from companion.workers.picture_work import PictureWork  # noqa: PLC0415

    with native_notices_hidden(), contextlib.closing(PictureWork(open_engine(data))) as work:
        _bound_memory()
        gc.freeze()  # what is loaded by now stays: looking through it again and again takes time
        while True:
            try:
                what, arguments, pictures = _receive(asked)
            except EOFError:
                return
            _bound_time(pictures)
            try:
                answer = (False, getattr(work, what)(*arguments))
            except Exception as error:  # noqa: BLE001 — the companion says it
                answer = (True, f"{type(error).__name__}: {error}")
            _send(answers, answer)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is meant for who asks, and who asks ends this
    with contextlib.suppress(BrokenPipeError):
        _serve(Path(sys.argv[1]))

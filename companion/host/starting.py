"""The companion of a data folder: where it listens, and how it is started, once, apart from whoever asked for it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from companion.errors import AlreadyRunningError, CompanionError
from companion.store import ended_unused
from companion.store.folder import FolderLock, is_held, make_folder, private_file, serving

HERE = Path(__file__).resolve().parents[2]  # so that -m finds this package, whatever lies where one works
COMMAND = (sys.executable, "-m", "companion", "serve", "--json")
LOCK = "starting.lock"
LOG = "companion.log"
LARGEST_LOG = 2**20  # bytes
LOOK_SECONDS = 0.05
CONNECT_SECONDS = 2
LONGEST_SECONDS = 90
LANGUAGE = "EYELINE_LANGUAGE"
"""In which language a command that was not typed says its errors; see ``companion.cli.main``."""


def reached(data: Path) -> str | None:
    """The URL of the companion that serves this data folder and can be talked to, or None: it may just be ending."""
    url = serving(data)
    if url is None:
        return None
    try:
        socket.create_connection(("127.0.0.1", urlsplit(url).port or 80), CONNECT_SECONDS).close()
    except OSError:
        return None
    return url


def started(data: Path, port: int, language: str) -> str:
    """The URL of the companion of this data folder, which is started where it does not run.

    Of any number that ask at once, one starts it and the others wait. Raises :class:`CompanionError`, with the
    companion's own sentence in this language where it said why it did not start.
    """
    make_folder(data)
    end = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < end:
        with suppress(AlreadyRunningError), FolderLock(data, LOCK):
            if url := reached(data):
                return url
            # Else it is about to end, or to listen: started by hand, just now.
            if not is_held(data) and (url := _start(data, port, language, end)):
                return url
        time.sleep(LOOK_SECONDS)
    raise _slow(data)


def _start(data: Path, port: int, language: str, end: float) -> str | None:
    """Its URL; None where another one took the folder in the same moment."""
    log = _log(data)
    said_before = log.stat().st_size
    with log.open("ab") as written:
        process = subprocess.Popen(
            [*COMMAND, "--data", str(data), "--port", str(port), *ended_unused.options(data)],
            cwd=HERE,
            env=os.environ | {LANGUAGE: language},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=written,
            start_new_session=True,
            creationflags=_apart(),
        )
    if url := _url_said_by(process, end):
        return url
    if process.poll() is None:
        raise _slow(data)
    if is_held(data):
        return None
    raise CompanionError("running.not_started", reason=_last_words(log, said_before))


def _url_said_by(process: subprocess.Popen[bytes], end: float) -> str | None:
    """What it prints once it listens; None where it ended before, or went beyond the time."""
    said: list[bytes] = []
    stdout = process.stdout
    assert stdout is not None
    reader = threading.Thread(target=lambda: said.append(stdout.readline()), daemon=True)
    reader.start()
    reader.join(max(0.0, end - time.monotonic()))
    if said and said[0]:
        return str(json.loads(said[0])["url"])
    if said:
        process.wait()
    return None


def _slow(data: Path) -> CompanionError:
    return CompanionError("running.slow", file=data / LOG)


def _log(data: Path) -> Path:
    """What companions without a terminal say; begun anew when it is long."""
    log = private_file(data / LOG)
    if log.stat().st_size > LARGEST_LOG:
        log.write_bytes(b"")
    return log


def _last_words(log: Path, since: int) -> str:
    """The last line that was written behind this byte, without the command's name."""
    with log.open("rb") as read:
        read.seek(since)
        lines = read.read().decode("utf-8", "replace").split("\n")
    return next((line.removeprefix("eyeline: ") for line in reversed(lines) if line.strip()), "")


def _apart() -> int:
    """Windows: no console, and out of the job that ends with the host. Elsewhere a session of its own does."""
    return sum(
        getattr(subprocess, name, 0)
        for name in ("CREATE_NO_WINDOW", "CREATE_NEW_PROCESS_GROUP", "CREATE_BREAKAWAY_FROM_JOB")
    )

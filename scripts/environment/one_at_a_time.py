"""One set-up at a time in a checkout, held by a file lock that the system lets go when the process ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .command import say


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Wait until no other process is inside with the same lock file."""
    lock.parent.mkdir(exist_ok=True)
    with lock.open("a+b") as file:
        if not _taken(file):
            say("Another set-up is under way in this folder; waiting until it is done ...")
            while not _taken(file):
                time.sleep(0.2)
        yield


if sys.platform == "win32":
    import msvcrt

    def _taken(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

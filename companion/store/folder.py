"""The data folder and its files: only its owner may read it, and only one companion serves it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from companion.errors import AlreadyRunningError, StoreError

DATABASE = "eyeline.db"
LOCK = "companion.lock"
WORKING = ("merging", "repairing", "repaired")
SET_ASIDE = "set-aside-"
"""What begins the names of folders with a database in whose place another was put."""
OWN = (
    f"{DATABASE}",
    f"{DATABASE}-*",
    "companion.log",
    "demo/portraits-*",
    "ended-unused.json",
    "eyeline-host*",
    "eyeline-open-*.html",
    "face_landmarker.task*",
    "imports/*.left-out.ndjson",
    "imports/.????????????????",
    "eyeline.companion.*.json",
    *(f"{purpose}-????????" for purpose in WORKING),
    "passing/*",
    "patterns.json",
    f"{SET_ASIDE}*",
    "starting.lock",
    "window",
    "window.*",
)
"""All that Eyeline ever puts into a data folder beside its lock, as patterns: what else lies there is somebody's."""
# Windows forbids others to read a locked byte, so the one that is locked lies far behind the text.
LOCKED_BYTE = 2**30
HELD: Mapping[str, str] = {}
"""What stands in the lock of a holder that has told nothing."""


def make_folder(folder: Path) -> Path:
    """The folder, made where it was missing (0700 where POSIX). Raises :class:`StoreError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            folder.chmod(0o700)
    except OSError as error:
        raise StoreError("database.folder", folder=folder, reason=error) from error
    return folder.resolve()


def private_file(path: Path) -> Path:
    """The file, made where it was missing (0600 where POSIX)."""
    path.touch(mode=0o600)
    if os.name == "posix":
        path.chmod(0o600)
    return path


def sync(path: Path) -> None:
    """Onto the disk; a folder's own entries only where the system can."""
    if path.is_dir() and os.name != "posix":
        return
    opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while piece := opened.read(2**20):
            digest.update(piece)
    return digest.hexdigest()


def working(folder: Path, purpose: str) -> TemporaryDirectory[str]:
    """A folder in the data folder for a copy of a database, gone once that is done; ``purpose`` is one of WORKING."""
    return TemporaryDirectory(prefix=f"{purpose}-", dir=folder, ignore_cleanup_errors=True)


def sweep(folder: Path) -> None:
    """Remove the copies that a killed process left. For who holds the lock, as all do that make such."""
    for left in [path for purpose in WORKING for path in folder.glob(f"{purpose}-????????")]:
        shutil.rmtree(left, ignore_errors=True)


class FolderLock:
    """Held by the companion that serves a data folder, or by what must be alone with it.

    The system frees it when the process ends, however it ends, and the next holder removes the copies that it worked
    on. Another ``name`` is another lock, as that of the folder's one window.
    """

    def __init__(self, folder: Path, name: str = LOCK) -> None:
        """Takes the lock. Raises :class:`AlreadyRunningError`, with the holder's address where it told it."""
        self._folder = folder
        self._file = os.open(private_file(folder / name), os.O_RDWR)
        try:
            _lock(self._file)
        except OSError:
            holder = os.read(self._file, 4096)
            os.close(self._file)
            raise _taken(folder, holder) from None
        self.was_left = os.read(self._file, 1) != b""
        """A holder before ended without closing the lock, and nobody has looked through the folder's database since."""
        self.is_sound = not self.was_left
        """Whether the next holder need not look through the database, if this one closes the lock."""
        with suppress(OSError):  # as where the disk is full
            self._write(HELD)
        if name == LOCK:
            sweep(folder)

    def tell(self, url: str) -> None:
        """Write down where this companion listens, for the next one that wants the folder."""
        self._write({"url": url, "pid": os.getpid()})

    def _write(self, content: object) -> None:
        """Never empty on the way, so that however this holder ends, the next one sees that it did."""
        written = json.dumps(content).encode()
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, written)
        os.ftruncate(self._file, len(written))

    def close(self) -> None:
        if self._file >= 0:
            with suppress(OSError):
                if self.is_sound:
                    os.ftruncate(self._file, 0)
                else:
                    self._write(HELD)
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def serving(folder: Path) -> str | None:
    """The URL of the companion that serves this folder now, or None.

    Its word counts while it holds the lock: whoever listens at that port, it is no other program.
    """
    holder = _holder(folder)
    return None if holder is None else _taken(folder, holder).url


def is_held(folder: Path) -> bool:
    """Whether a companion serves this folder or is about to, or something else wants to be alone with it."""
    return _holder(folder) is not None


def _holder(folder: Path) -> bytes | None:
    """What the holder of the lock has told, which may be nothing yet; None where nobody holds it."""
    try:
        file = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return None
    try:
        _lock(file)
    except OSError:
        return os.read(file, 4096)
    else:
        return None
    finally:
        os.close(file)


def _taken(folder: Path, holder: bytes) -> AlreadyRunningError:
    try:
        url = json.loads(holder)["url"]
    except (ValueError, KeyError, TypeError):
        return AlreadyRunningError("running.folder_used", folder=folder)
    return AlreadyRunningError("running.at_with_data", url=url, folder=folder)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

"""Files on their way in from the window, or out to it: each in a folder of its own in the data folder.

Whoever works with one deletes it; what is left of work that broke off is swept after a day.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from companion.errors import DiskFullError, NotFoundError, StoreError
from companion.store.folder import make_folder

FOLDER = "passing"
KEPT_SECONDS = 24 * 3600
LONGEST_NAME = 120  # bytes
SPARE_BYTES = 64 * 2**20
_ID = re.compile(r"[0-9a-f]{32}")


def reserve(data: Path, name: str, size: int = 0) -> tuple[str, Path]:
    """An id, and the path of a file that is not there yet, under as much of this name as is safe.

    Raises :class:`DiskFullError` where ``size`` bytes would fill the disk, :class:`StoreError` where nothing can be
    written.
    """
    passing = make_folder(data / FOLDER)
    _sweep(passing)
    if size + SPARE_BYTES > shutil.disk_usage(passing).free:
        raise DiskFullError("files.disk_full")
    place = secrets.token_hex(16)
    return place, make_folder(passing / place) / _safe(name)


@contextmanager
def outgoing(data: Path, name: str, size: int = 0) -> Iterator[Path]:
    """The path of a file to be made under this name, for the window to fetch; nothing stays where that fails.

    Raises as :func:`reserve` does.
    """
    place, path = reserve(data, name, size)
    try:
        yield path
    except BaseException:
        discard(data, place)
        raise


def file_at(data: Path, place: str) -> Path:
    """The file at this place. Raises :class:`NotFoundError`."""
    folder = data / FOLDER / place
    held = list(folder.iterdir()) if _ID.fullmatch(place) and folder.is_dir() else []
    if not held:
        raise NotFoundError("files.gone")
    return held[0]


def discard(data: Path, place: str) -> None:
    """Delete what is at this place, if anything is."""
    if _ID.fullmatch(place):
        shutil.rmtree(data / FOLDER / place, ignore_errors=True)


def discard_all(data: Path) -> None:
    shutil.rmtree(data / FOLDER, ignore_errors=True)


def _sweep(passing: Path) -> None:
    try:
        for folder in passing.iterdir():
            if folder.stat().st_mtime < time.time() - KEPT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise StoreError("files.folder_unreadable", folder=passing, reason=error) from error


def _safe(name: str) -> str:
    """The name's last part, without what a file system or a terminal may take amiss."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(each if each.isprintable() and each not in '<>:"|?*' else "_" for each in last).strip(". ")
    stem, dot, suffix = kept.rpartition(".")
    short = kept if len(kept.encode()) <= LONGEST_NAME else f"{_cut(stem, LONGEST_NAME - 20)}{dot}{_cut(suffix, 19)}"
    return short or "file"


def _cut(text: str, most: int) -> str:
    """As much of it as fits into so many bytes."""
    return text.encode()[:most].decode(errors="ignore")

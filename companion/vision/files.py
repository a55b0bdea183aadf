"""Which files are measured, and by how many at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

# Kinds that Eyeline cannot read are here too: they get a line that says so, and are not silently passed over.
_READ = ("jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "gif", "avif")
_NOT_READ = ("bmp", "tif", "tiff", "heic", "heif", "jxl", "svg")
PICTURE_SUFFIXES = frozenset(f".{kind}" for kind in (*_READ, *_NOT_READ))


def picture_files(pictures: Sequence[Path]) -> tuple[list[Path], int]:
    """The files to measure, in order, and how many files of the folders have no picture's name."""
    paths: list[Path] = []
    left_out = 0
    for picture in pictures:
        if not picture.is_dir():
            paths.append(picture)
            continue
        for path in _below(picture):
            if path.suffix.lower() in PICTURE_SUFFIXES or path.is_dir():
                paths.append(path)
            else:
                left_out += 1
    return paths, left_out


def _below(folder: Path) -> list[Path]:
    """The files in a folder and its folders, in order; with links that lead nowhere, and folders that cannot be read.

    Measuring says what is the matter with these.
    """
    unread: list[OSError] = []
    found = [Path(at, name) for at, _, names in os.walk(folder, onerror=unread.append) for name in names]
    files = [path for path in found if path.is_file() or not path.exists()]
    return sorted(files + [Path(error.filename) for error in unread])


def default_threads() -> int:
    """One thread per core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

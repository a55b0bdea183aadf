"""A stamp says from what a set-up step's result was made, so that the step is done again only after a change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path], *facts: str) -> str:
    """A hash of the files' names and bytes, in any order given, and of further facts (as the Python's version)."""
    total = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes()
        total.update(f"{path}\0{len(content)}\0".encode())
        total.update(content)
    for fact in facts:
        total.update(f"{fact}\0".encode())
    return total.hexdigest()


def read(stamp: Path) -> str | None:
    """What the stamp says, or None where there is none."""
    try:
        return stamp.read_text(encoding="ascii")
    except (OSError, ValueError):
        return None


def write(stamp: Path, value: str) -> None:
    """Set the stamp whole or not at all."""
    half = stamp.with_name(stamp.name + ".new")
    half.write_text(value, encoding="ascii")
    half.replace(stamp)

"""Which pictures of an archive are meant: folders, single pictures, and manifests that list them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from companion.errors import BadRequestError
from companion.vision.files import picture_files


def archive(named: Sequence[Path]) -> tuple[list[Path], int]:
    """The pictures, in order, and how many files of the folders have no picture's name. Raises BadRequestError."""
    paths: list[Path] = []
    left_out = 0
    for each in named:
        if each.suffix.lower() in _MANIFESTS and each.is_file():
            paths += _listed(each)
            continue
        found, others = picture_files([each])
        paths += found
        left_out += others
    return paths, left_out


def _listed(manifest: Path) -> list[Path]:
    try:
        with manifest.open(newline="", encoding="utf-8-sig") as file:
            if manifest.suffix.lower() == ".csv":
                rows = csv.DictReader(file)
                if "path" not in (rows.fieldnames or ()):
                    raise BadRequestError("cluster.manifest_without_path", file=manifest)
                names = [row["path"] or "" for row in rows]
            else:
                names = file.read().splitlines()
    except (OSError, UnicodeError, csv.Error) as error:
        raise BadRequestError("cluster.manifest_unreadable", file=manifest, reason=error) from error
    return [manifest.parent / name.strip() for name in names if name.strip()]


_MANIFESTS = (".csv", ".txt")

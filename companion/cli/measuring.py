"""What commands share that measure pictures: which are meant, and an engine that is ready."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.store.folder import make_folder
from companion.vision.native_notices import native_notices_hidden

if TYPE_CHECKING:
    from companion.core.wire.evidence import Evidence

pictures_argument = click.argument(
    "pictures", metavar="PICTURE|FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
# Where a selection of accounts can be meant instead.
pictures_or_none_argument = click.argument(
    "pictures", metavar="[PICTURE|FOLDER]...", nargs=-1, type=click.Path(path_type=Path)
)


def existing_pictures(pictures: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files of pictures that are meant, and the named paths that do not exist; tells on stderr what is missing."""
    from companion.vision.files import picture_files

    paths, left_out = picture_files(pictures)
    return [path for path in paths if path.exists()], say_left_out(pictures, left_out)


def say_left_out(pictures: Sequence[Path], left_out: int) -> list[Path]:
    """Tell on stderr what was not looked at; gives the named paths that do not exist."""
    missing = [path for path in pictures if not path.exists()]
    if left_out == 1:
        click.echo("1 file in the folders does not have a picture's name and was left out.", err=True)
    elif left_out:
        click.echo(f"{left_out:,} files in the folders do not have a picture's name and were left out.", err=True)
    for path in missing:
        click.echo(f"There is no file or folder {path}.", err=True)
    return missing


def is_unread(found: Evidence) -> bool:
    """Whether the picture is there, but could not be measured."""
    return found.status.value in ("undecodable", "beyond_bounds", "failed")


def say_unread(count: int) -> None:
    """Tell on stderr how many pictures could not be measured."""
    if count:
        click.echo("1 picture could not be read." if count == 1 else f"{count:,} pictures could not be read.", err=True)


def make_engine_ready(data: Path) -> None:
    """Fetch what this machine's engine lacks, itself or its model file, with progress, and see that it starts.

    Nothing is to be done where it is here and carries its models. Raises PackagesError, EngineError or StoreError.
    """
    from companion.cli.fetching import have
    from companion.installing.late import ENGINE
    from companion.vision.engines import carries_models, open_engine

    have(ENGINE)

    if carries_models():
        return
    from companion.vision.model_file import FACE_LANDMARKER

    if not FACE_LANDMARKER.is_in(data):
        megabytes = f"{FACE_LANDMARKER.size / 10**6:.1f} MB"
        label = f"Fetching the face model, once, from its maker ({megabytes})"
        with click.progressbar(length=FACE_LANDMARKER.size, label=label, file=sys.stderr) as bar:
            FACE_LANDMARKER.fetch(make_folder(data), bar.update)
    with native_notices_hidden():
        open_engine(data).close()

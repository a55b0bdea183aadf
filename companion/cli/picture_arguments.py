"""Pictures and folders as a person names them on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from companion.vision.picture_files import picture_files

pictures_argument = click.argument(
    "pictures", metavar="PICTURE|FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
# Where a selection of accounts can be meant instead.
pictures_or_none_argument = click.argument(
    "pictures", metavar="[PICTURE|FOLDER]...", nargs=-1, type=click.Path(path_type=Path)
)


def existing_pictures(pictures: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files of pictures that are meant, and the named paths that do not exist; tells on stderr what is missing."""
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

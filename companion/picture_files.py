"""Which files a person means who names pictures and folders on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

# Kinds that Eyeline cannot read are here too: they get a line that says so, and are not silently passed over.
_READ = ("jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "gif", "avif")
_NOT_READ = ("bmp", "tif", "tiff", "heic", "heif", "jxl", "svg")
PICTURE_SUFFIXES = frozenset(f".{kind}" for kind in (*_READ, *_NOT_READ))

pictures_argument = click.argument(
    "pictures", metavar="PICTURE|FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
# Where a selection of accounts can be meant instead.
pictures_or_none_argument = click.argument(
    "pictures", metavar="[PICTURE|FOLDER]...", nargs=-1, type=click.Path(path_type=Path)
)


def picture_files(pictures: Sequence[Path]) -> tuple[list[Path], int]:
    """The files to measure, in order, and how many files of the folders have no picture's name."""
    paths: list[Path] = []
    left_out = 0
    for picture in pictures:
        if not picture.is_dir():
            paths.append(picture)
            continue
        for path in sorted(path for path in picture.rglob("*") if path.is_file()):
            if path.suffix.lower() in PICTURE_SUFFIXES:
                paths.append(path)
            else:
                left_out += 1
    return paths, left_out


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

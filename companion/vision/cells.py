"""Pictures as the cells of a sheet or of a superimposition: square, of one size, with where the eyes are."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.core.alignment import central_square
from companion.core.wire.evidence import Eyes
from companion.errors import PictureError
from companion.vision.bulk import MAX_FILE_BYTES, measure_files
from companion.vision.decode import decode

Rgb = NDArray[np.uint8]
Position = tuple[float, float]

# Decoded this much larger than the cell, so that a long picture's central square still fills it.
_SPARE = 3


@dataclass(frozen=True, eq=False)
class Cell:
    """``rgb`` is (side, side, 3), the picture's central square; ``eyes``: left and right as shown, as fractions."""

    label: str
    rgb: Rgb
    eyes: tuple[Position, Position] | None


@dataclass(frozen=True)
class Unreadable:
    """A picture that has no cell, and why, for people."""

    label: str
    message: str


def cell(label: str, content: bytes, eyes: Eyes | None, side: int) -> Cell:
    """The picture in these bytes; ``eyes`` are fractions of the whole picture. Raises PictureError."""
    picture = decode(content, _SPARE * side)
    height, width = picture.rgb.shape[:2]
    left, top, length = (round(number) for number in central_square(width, height))
    square = picture.rgb[top : top + length, left : left + length]
    shrinks = length > side
    scaled = cv2.resize(square, (side, side), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    if eyes is None:
        return Cell(label, np.asarray(scaled, np.uint8), None)
    places = [
        ((point.x * width - left) / length, (point.y * height - top) / length) for point in (eyes.left, eyes.right)
    ]
    return Cell(label, np.asarray(scaled, np.uint8), (places[0], places[1]))


def measured_cells(paths: Iterable[Path], side: int, threads: int) -> Generator[Cell | Unreadable, None, None]:
    """The cells of files, in order, with the eyes measured on the way. Closing it ends the measuring."""
    measurements = measure_files(paths, threads)
    try:
        for path, measured in measurements:
            found = measured.evidence
            if measured.width is None:
                yield Unreadable(path.name, found.message or "It cannot be read.")
            else:
                yield _cell_of_file(path, found.alignment.eyes if found.alignment else None, side)
    finally:
        measurements.close()


def read_cells(paths: Iterable[Path], side: int) -> Iterator[Cell | Unreadable]:
    """The cells of files, in order, without measuring any face."""
    for path in paths:
        yield _cell_of_file(path, None, side)


def readable(
    cells: Iterable[Cell | Unreadable], step: Callable[[], None], unreadable: list[Unreadable]
) -> Iterator[Cell]:
    """The cells alone; the others go into ``unreadable``. ``step`` is called after each of either."""
    for each in cells:
        if isinstance(each, Unreadable):
            unreadable.append(each)
        else:
            yield each
        step()


def _cell_of_file(path: Path, eyes: Eyes | None, side: int) -> Cell | Unreadable:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return Unreadable(path.name, f"The file has more than {MAX_FILE_BYTES // 2**20} MB.")
        return cell(path.name, path.read_bytes(), eyes, side)
    except PictureError as error:
        return Unreadable(path.name, error.message)
    except OSError as error:
        return Unreadable(path.name, f"The file cannot be read: {error.strerror or error}.")

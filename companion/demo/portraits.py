"""The demo's portraits: files of what is drawn, and photographs made on this machine when they are first asked for."""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from companion.demo.people import PEOPLE, Person, Portrait
from companion.demo.photograph import Photograph, Square
from companion.errors import NotFoundError

EDITION = 1
"""Goes up when the portraits change, so that the old ones on people's disks are not shown any more."""

BLUE_HUES = (95, 135)
"""OpenCV's hues (0..179) of the photograph's backdrop."""

SIDE = 400
DRAWN = Path(__file__).with_name("drawn")
"""The drawn ones, by number."""


class Portraits:
    """JPEGs of SIDE × SIDE, numbered as the people are, kept in a folder. May be asked from several threads."""

    def __init__(self, folder: Path, data: Path | None = None) -> None:
        """``data`` is the data folder, for the engine that finds the photograph's face."""
        self._folder = folder / f"portraits-{EDITION}"
        self._data = data
        self._making = Lock()

    def jpeg(self, number: int) -> bytes:
        """Raises :class:`NotFoundError` for a number that nobody has."""
        if not 1 <= number <= len(PEOPLE):
            raise NotFoundError("demo.portrait")
        name = f"{number}.jpg"
        path = self._folder / name
        for kept in (DRAWN / name, path):
            with suppress(FileNotFoundError):
                return kept.read_bytes()
        made = _jpeg(self._make(PEOPLE[number - 1]))
        _write_whole(path, made)
        return made

    def _make(self, somebody: Person) -> Image.Image:
        rng = np.random.default_rng(somebody.number)
        place = sum(other.portrait is somebody.portrait for other in PEOPLE[: somebody.number - 1])
        with self._making:
            photograph = self._photograph
            square = photograph.ffhq_square
        if somebody.portrait is Portrait.cropped:
            square = photograph.within(as_people_crop(square, rng))
        return Image.fromarray(_developed(photograph.cut(square, SIDE), rng, place))

    @cached_property
    def _photograph(self) -> Photograph:
        return Photograph(data=self._data)


def as_people_crop(square: Square, rng: np.random.Generator) -> Square:
    """A square around the same face that nobody would take for the procedure's: wider or closer, aside, and tilted."""
    side = square.side * float(rng.choice([rng.uniform(0.72, 0.82), rng.uniform(1.25, 1.5)]))
    aside, up = rng.choice([-1, 1]) * rng.uniform(0.05, 0.12), rng.choice([-1, 1]) * rng.uniform(0.03, 0.08)
    tilt = np.radians(rng.choice([-1, 1]) * rng.uniform(2, 9))
    return replace(square, x=square.x + aside * side, y=square.y + up * side, side=side, turn=square.turn + float(tilt))


def _developed(rgb: NDArray[np.uint8], rng: np.random.Generator, place: int) -> NDArray[np.uint8]:
    """Another print of the same negative: mirrored or not, another backdrop, another light; one in six in grey."""
    if place % 2:
        rgb = np.ascontiguousarray(rgb[:, ::-1])
    hsv = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)
    backdrop = (hsv[:, :, 0] >= BLUE_HUES[0]) & (hsv[:, :, 0] <= BLUE_HUES[1])
    hsv[backdrop, 0] = (hsv[backdrop, 0].astype(np.int32) + 180 * place // 7) % 180
    hsv[backdrop, 1] = (hsv[backdrop, 1] * rng.uniform(0.35, 0.9)).astype(np.uint8)
    print_ = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB).astype(np.float64) / 255
    warmth = rng.uniform(-0.06, 0.06)
    print_ = print_ ** rng.uniform(0.8, 1.2) * (1 + warmth, 1.0, 1 - warmth) * rng.uniform(0.92, 1.08)
    if place % 6 == 4:
        print_ = np.repeat(print_.mean(axis=2, keepdims=True), 3, axis=2)
    grain = rng.normal(0, 0.008, print_.shape)
    return np.asarray(((print_ + grain).clip(0, 1) * 255).round(), dtype=np.uint8)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def _write_whole(path: Path, content: bytes) -> None:
    """So that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(file, "wb") as part:
        part.write(content)
    Path(name).replace(path)

"""The one photograph that the demo makes faces from: matplotlib's sample, a public-domain portrait."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.core.alignment import central_square, in_square, residual
from companion.packaged import matplotlib_file
from companion.vision.engines import open_engine

PATH = matplotlib_file("sample_data/grace_hopper.jpg")

Image = NDArray[np.uint8]


@dataclass(frozen=True)
class Square:
    """A square to cut out: its centre and side in pixels, and its turn in radians, clockwise."""

    x: float
    y: float
    side: float
    turn: float

    def to_frame(self, side: int) -> NDArray[np.float64]:
        """The (2, 3) matrix that brings this square onto a frame of ``side`` pixels."""
        scale = side / self.side
        cos, sin = scale * math.cos(self.turn), scale * math.sin(self.turn)
        turned = np.array([[cos, sin], [-sin, cos]])
        return np.column_stack([turned, side / 2 - turned @ (self.x, self.y)])


class Photograph:
    """``rgb`` is (h, w, 3) uint8; what is derived from it is worked out once, when it is first wanted."""

    def __init__(self, data: Path | None = None) -> None:
        """``data`` is the data folder, for the engine that finds the face."""
        found = cv2.imread(str(PATH), cv2.IMREAD_COLOR)
        if found is None:
            raise FileNotFoundError(f"matplotlib's sample photograph is missing: {PATH}")
        self._data = data
        self.rgb: Image = np.ascontiguousarray(found[:, :, ::-1], dtype=np.uint8)

    @cached_property
    def ffhq_square(self) -> Square:
        """The square to which the FFHQ procedure would cut this photograph."""
        height, width = self.rgb.shape[:2]
        engine = open_engine(self._data)
        try:
            (face,) = engine.faces(self.rgb)
        finally:
            engine.close()
        found = residual(in_square(face, width, height))
        left, top, side = central_square(width, height)
        return Square(
            x=left + (0.5 + found.shift_x) * side,
            y=top + (0.5 + found.shift_y) * side,
            side=math.exp(found.log_scale) * side,
            turn=found.roll,
        )

    def within(self, square: Square) -> Square:
        """The square, moved into the photograph as far as it goes."""
        height, width = self.rgb.shape[:2]
        half = square.side / 2
        return replace(square, x=min(max(square.x, half), width - half), y=min(max(square.y, half), height - half))

    def cut(self, square: Square, side: int) -> Image:
        """What lies in the square, as (side, side, 3); past the photograph's edge its mirror image goes on."""
        cut = cv2.warpAffine(
            self.rgb, square.to_frame(side), (side, side), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101
        )
        return np.asarray(cut, dtype=np.uint8)

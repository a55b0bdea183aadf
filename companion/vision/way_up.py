"""Which way up a face stands: engines see an upright face in one that stands on its head, its landmarks elsewhere.

A linear measure (``scripts/research/calibrate_way_up.py`` fits it) of the gradients where the landmarks say that the
face lies: brows, lids, nostrils and lips are darker above or below, and each in its place.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from importlib import resources

import cv2
import numpy as np

from companion.core.models import FloatArray, Frame, Residual
from companion.vision.decode import Picture
from companion.vision.refinement import cut_face

CELLS = 8


@dataclass(frozen=True, eq=False)
class WayUp:
    """``weights`` (4 · CELLS²,) and ``offset`` of the features; one serves both engines."""

    weights: FloatArray
    offset: float

    def __call__(self, picture: Picture, frame: Frame, found: Residual) -> float:
        """Of the face with this residual in the frame: mostly about 1 where it stands upright, and about -1 where not.

        The frame is in pixels of the upright file.
        """
        return float(features(picture, frame, found) @ self.weights) + self.offset


def bundled_way_up() -> WayUp:
    """The one that ships with this version."""
    file = io.BytesIO(resources.files(__package__).joinpath("way_up.npz").read_bytes())
    with np.load(file, allow_pickle=False) as arrays:
        return WayUp(arrays["weights"].astype(float), float(arrays["offset"]))


def features(picture: Picture, frame: Frame, found: Residual) -> FloatArray:
    """How strong the gradients are to the right, left, bottom and top around each cell, (4 · CELLS²,)."""
    scale = picture.rgb.shape[1] / picture.width
    cut = cut_face(picture.rgb, Frame(*(scale * length for length in frame)), found)
    across, down = cv2.Sobel(cut, cv2.CV_32F, 1, 0), cv2.Sobel(cut, cv2.CV_32F, 0, 1)
    ways = np.maximum(cv2.merge([across, -across, down, -down]), 0)
    around = cv2.resize(ways, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
    return np.asarray(np.sqrt(around).ravel(), dtype=float)

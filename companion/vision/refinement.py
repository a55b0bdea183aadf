"""Where a small picture's face lies, more exactly than its landmarks say: what the pixels add.

The landmark models were made for large faces; in 40 pixels they err in ways that the picture itself betrays. One step
of supervised descent (Xiong and De la Torre, CVPR 2013): the picture is cut where the landmarks say that the FFHQ
square lies, and a linear map (``scripts/research/calibrate_refinement.py`` fits it) tells from that how far off it is.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from importlib import resources

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.core.alignment import in_frame, moved, out_of_frame, residual
from companion.core.calibration import shapes
from companion.core.models import Face, FloatArray, Frame, Residual
from companion.vision.decode import Picture
from companion.vision.landmarks import FaceMesh
from companion.vision.landmarks_tasks import FaceLandmarker

REFINEMENTS = {FaceMesh.name: "refinement.npz", FaceLandmarker.name: "refinement_tasks.npz"}
REFINED_BELOW = 52
"""Sides of frames, in pixels, for which the pixels add something. From 52 on they add nothing."""

CUT = (0.22, 0.78)
"""Eyes, nose and mouth: the part of the FFHQ square that is cut, from and to, across and down."""
CUT_SIDE = 24
DIRECTIONS = 8
CELLS = 12
SPREAD = 1.2
SHAPE_WEIGHT = 15.0
"""Landmarks are in sides of the square; so much makes them count as the pixels do."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Refinement:
    """``weights`` (folds, d, 4) and ``offsets`` (folds, 4): each fold's map was fitted without its pictures.

    ``mean`` (d,) is the features', ``limit`` (4,) the most that a face is moved, in its own frame.
    """

    mean: FloatArray
    weights: FloatArray
    offsets: FloatArray
    limit: FloatArray

    def without(self, fold: int) -> Refinement:
        """As for pictures of this fold, which had no part in it."""
        return replace(self, weights=self.weights[fold][None], offsets=self.offsets[fold][None])

    def __call__(self, picture: Picture, face: Face, frame: Frame) -> Face:
        """The face, moved as one piece. The picture's pixels are the file's own: it was not scaled down."""
        points = in_frame(face, picture.width, picture.height, frame)
        was = residual(points)
        off = (features(picture.rgb, frame, points, was) - self.mean) @ self.weights.mean(axis=0)
        found = corrected(was, np.clip(off + self.offsets.mean(axis=0), -self.limit, self.limit))
        return out_of_frame(moved(points, was, found), picture.width, picture.height, frame)


def bundled_refinement(engine: str = FaceMesh.name) -> Refinement:
    """The one that ships with this version, for the engine of this name."""
    file = io.BytesIO(resources.files(__package__).joinpath(REFINEMENTS[engine]).read_bytes())
    with np.load(file, allow_pickle=False) as arrays:
        return Refinement(**{name: arrays[name].astype(float) for name in ("mean", "weights", "offsets", "limit")})


def corrected(was: Residual, off: FloatArray) -> Residual:
    """The residual of a face whose square is off by so much (4,) in its own frame."""
    scale, cos, sin = np.exp(was.log_scale), np.cos(was.roll), np.sin(was.roll)
    return Residual(
        was.shift_x + float(scale * (cos * off[0] - sin * off[1])),
        was.shift_y + float(scale * (sin * off[0] + cos * off[1])),
        was.log_scale + float(off[2]),
        was.roll + float(off[3]),
    )


def features(rgb: NDArray[np.uint8], frame: Frame, points: FloatArray, found: Residual) -> FloatArray:
    """What is told from, (d,): the cut's gradients by direction, its grey levels, and the landmarks' shape.

    ``points`` (478, 2) are fractions of the frame, which is in pixels of ``rgb`` (h, w, 3).
    """
    cut = cut_face(rgb, frame, found)
    shape = shapes(points[None], found.vector()[None])[0]
    return np.concatenate([_gradients(cut).ravel(), cut.ravel(), SHAPE_WEIGHT * shape])


def cut_face(rgb: NDArray[np.uint8], frame: Frame, found: Residual) -> Floats:
    """The FFHQ square's middle, upright, in grey of mean 0 and deviation 1: (CUT_SIDE, CUT_SIDE).

    ``frame`` is in pixels of ``rgb`` (h, w, 3).
    """
    step = (CUT[1] - CUT[0]) / CUT_SIDE
    first = CUT[0] - 0.5 + step / 2
    cos, sin = np.cos(found.roll), np.sin(found.roll)
    turn = np.exp(found.log_scale) * frame.side * np.array([[cos, -sin], [sin, cos]])
    middle = frame.side * np.array([0.5 + found.shift_x, 0.5 + found.shift_y]) + (frame.left, frame.top)
    into = np.column_stack([step * turn, middle + turn @ np.array([first, first]) - 0.5])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    colours = cv2.warpAffine(rgb, into, (CUT_SIDE, CUT_SIDE), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    cut = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return np.asarray((cut - cut.mean()) / (cut.std() + 1e-3), np.float32)


def _gradients(cut: Floats) -> Floats:
    """The square root of how strong the gradient is in each direction around each cell: (DIRECTIONS, CELLS, CELLS)."""
    across, down = cv2.Sobel(cut, cv2.CV_32F, 1, 0) / 4, cv2.Sobel(cut, cv2.CV_32F, 0, 1) / 4
    strength = np.hypot(across, down)
    place = (np.arctan2(down, across) % (2 * np.pi)) / (2 * np.pi) * DIRECTIONS
    lower = place.astype(int)
    part = place - lower
    found = np.empty((DIRECTIONS, CELLS, CELLS), np.float32)
    for direction in range(DIRECTIONS):
        share = (lower % DIRECTIONS == direction) * (1 - part) + ((lower + 1) % DIRECTIONS == direction) * part
        around = cv2.GaussianBlur(np.asarray(strength * share, np.float32), (0, 0), SPREAD)
        found[direction] = cv2.resize(around, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
    return np.asarray(np.sqrt(found.clip(0)), np.float32)

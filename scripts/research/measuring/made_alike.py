"""Labelled pictures made alike, so that a cue is measured and not a source: one crop, one size, one compression."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from companion.core.alignment import LEFT_EYE_CORNERS, MOUTH_CORNERS, RIGHT_EYE_CORNERS
from companion.core.models import Face, FloatArray
from companion.errors import PictureError
from companion.vision.decode import decode
from companion.vision.landmarks import LandmarkEngine
from scripts.research.measuring.pictures import Labelled

QUALITY = 85
LARGEST = 1024
OUTSIDE = 0.03
"""How far the FFHQ square may reach out of an ordinary photograph, in its sides; the edge is mirrored there."""


@dataclass(frozen=True, eq=False)
class Square:
    """A picture as its FFHQ-aligned square ``rgb`` (s, s, 3), with the landmarks (478, 2) found in it, 0..1."""

    label: str
    source: str
    rgb: NDArray[np.uint8]
    points: FloatArray


def squares(picture: Labelled, sizes: Sequence[int], engine: LandmarkEngine, aligned: bool) -> Iterator[Square]:
    """The picture's square at each of the sizes it is large enough for. Ordinary photographs are cropped first."""
    try:
        rgb = np.ascontiguousarray(decode(picture.path.read_bytes(), LARGEST).rgb)
    except PictureError:
        return
    if aligned:
        corners, side = None, float(min(rgb.shape[:2]))
    else:
        faces = engine.faces(rgb)
        if len(faces) != 1:
            return
        corners, side = _ffhq_square(faces[0], rgb)
        if corners is None:
            return
    for size in sizes:
        if side < size * 0.999:
            continue
        square = _compressed(_cropped(rgb, corners, side, size))
        faces = engine.faces(square)
        if faces:
            largest = max(faces, key=lambda face: float(np.prod(np.ptp(face.points, axis=0))))
            yield Square(picture.label, picture.source, square, largest.points)


def _ffhq_square(face: Face, rgb: NDArray[np.uint8]) -> tuple[FloatArray | None, float]:
    """Three corners (left top, left bottom, right bottom) in pixels and the side; None where it leaves the picture."""
    height, width = rgb.shape[:2]
    points = face.points * (width, height)
    left, right, mouth = (points[list(c)].mean(axis=0) for c in (LEFT_EYE_CORNERS, RIGHT_EYE_CORNERS, MOUTH_CORNERS))
    middle, eye_to_eye = (left + right) / 2, right - left
    eye_to_mouth = mouth - middle
    x = eye_to_eye + np.array([eye_to_mouth[1], -eye_to_mouth[0]])
    x *= max(2.0 * np.hypot(*eye_to_eye), 1.8 * np.hypot(*eye_to_mouth)) / np.hypot(*x)
    y, centre, side = np.array([-x[1], x[0]]), middle + 0.1 * eye_to_mouth, float(2 * np.hypot(*x))
    corners = np.stack([centre - x - y, centre - x + y, centre + x + y])
    every = np.vstack([corners, centre + x - y])
    inside = (
        every.min() >= -OUTSIDE * side
        and (every.max(axis=0) <= (width + OUTSIDE * side, height + OUTSIDE * side)).all()
    )
    return (corners if inside else None), side


def _cropped(rgb: NDArray[np.uint8], corners: FloatArray | None, side: float, size: int) -> NDArray[np.uint8]:
    """Scaled first, with Lanczos as platforms do, and turned at the small size."""
    scale = size / side
    image = Image.fromarray(rgb)
    small = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    if corners is None:
        return np.asarray(small)[:size, :size]
    at = (corners * (small.width / image.width, small.height / image.height) - 0.5).astype(np.float32)
    to = np.array([[-0.5, -0.5], [-0.5, size - 0.5], [size - 0.5, size - 0.5]], np.float32)
    turned = cv2.warpAffine(
        np.asarray(small),
        cv2.getAffineTransform(at, to),
        (size, size),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REFLECT,
    )
    return np.asarray(turned, dtype=np.uint8)


def _compressed(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "JPEG", quality=QUALITY)
    return np.ascontiguousarray(decode(out.getvalue(), LARGEST).rgb)

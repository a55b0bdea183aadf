"""The parts of a face in an aligned square that cues look at: irises, lips, what is behind the head."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.core.cues import LEFT_IRIS, LUMA, RIGHT_IRIS
from companion.core.models import FloatArray
from scripts.research.measuring.made_alike import Square

OVAL = [10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377]
OVAL += [152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109]
INNER_LIPS = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95]
IRIS_SIDE = 24
"""Pixels of an iris' square."""


@dataclass(frozen=True, eq=False)
class View:
    """A square with what most candidates need: colours and luminance 0..255 as floats, landmarks in pixels."""

    rgb: FloatArray
    grey: FloatArray
    points: FloatArray

    @property
    def side(self) -> int:
        return len(self.grey)


def view(square: Square) -> View:
    rgb = square.rgb.astype(np.float64)
    return View(rgb, rgb @ LUMA, square.points * len(rgb))


def irises(v: View) -> list[FloatArray]:
    radii = [np.hypot(*(v.points[eye + 1 : eye + 5] - v.points[eye]).T).mean() for eye in (LEFT_IRIS, RIGHT_IRIS)]
    return [patch(v.grey, v.points[eye], r) for eye, r in zip((LEFT_IRIS, RIGHT_IRIS), radii, strict=True)]


def patch(grey: FloatArray, centre: FloatArray, radius: float) -> FloatArray:
    """The square around a point, IRIS_SIDE pixels a side."""
    step = 2 * radius / IRIS_SIDE
    at = np.array([[step, 0, centre[0] - radius + step / 2 - 0.5], [0, step, centre[1] - radius + step / 2 - 0.5]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (IRIS_SIDE, IRIS_SIDE)
    return np.asarray(cv2.warpAffine(grey, at, size, flags=flags, borderMode=cv2.BORDER_REPLICATE))


def in_disc(share: float) -> NDArray[np.bool_]:
    y, x = np.indices((IRIS_SIDE, IRIS_SIDE)) - (IRIS_SIDE - 1) / 2
    return np.asarray(np.hypot(x, y) < share * IRIS_SIDE / 2)


def highlight(iris: FloatArray) -> NDArray[np.bool_]:
    disc = in_disc(0.92)
    middle = np.median(iris[disc])
    return np.asarray((iris >= (middle + iris[disc].max()) / 2) & disc)


def irregularity(iris: FloatArray) -> float | None:
    disc = in_disc(0.75)
    dark = ((iris <= np.percentile(iris[disc], 30)) & disc).astype(np.uint8)
    rims, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    rim = max(rims, key=cv2.contourArea)
    if len(rim) < 5:
        return None
    spot, ellipse = np.zeros_like(dark), np.zeros_like(dark)
    cv2.drawContours(spot, [rim], -1, (1,), -1)
    cv2.ellipse(ellipse, cv2.fitEllipse(rim), (1,), -1)
    return 1 - float((spot & ellipse).sum() / max(1, int((spot | ellipse).sum())))


def polygon(v: View, indices: list[int]) -> NDArray[np.bool_]:
    mask = np.zeros((v.side, v.side), np.uint8)
    cv2.fillPoly(mask, [np.round(v.points[indices]).astype(np.int32)], (1,))
    return mask.astype(bool)


def background(v: View) -> NDArray[np.bool_]:
    """Outside an ellipse of 1.35 times the face's extent, in the upper six tenths."""
    low, high = v.points[OVAL].min(axis=0), v.points[OVAL].max(axis=0)
    y, x = np.indices((v.side, v.side)) + 0.5
    away = np.hypot(*(((x, y)[i] - (low + high)[i] / 2) / ((high - low)[i] / 2) for i in (0, 1)))
    return np.asarray((away > 1.35) & (y < 0.6 * v.side))


def around(v: View, centre: FloatArray, reach: float) -> FloatArray:
    """The pixels (n, 3) of a small square; at least one."""
    x, y = np.clip(np.round(centre).astype(int), 0, v.side - 1)
    r = max(1, round(reach * v.side))
    return np.asarray(v.rgb[max(0, y - r) : y + r + 1, max(0, x - r) : x + r + 1].reshape(-1, 3))


def chroma(rgb: FloatArray) -> FloatArray:
    return np.asarray(rgb[[0, 2]] - rgb @ LUMA)


def fine(grey: FloatArray) -> FloatArray:
    return np.asarray(grey - cv2.GaussianBlur(grey, (0, 0), 1.0))


def correlation(a: FloatArray, b: FloatArray) -> float:
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1]) if a.std() and b.std() else np.nan


def mirrored_alike(row: FloatArray, axis: float, reach: float) -> float:
    off = np.arange(1, max(3, reach))
    left, right = (np.interp(axis + sign * off, np.arange(len(row)) + 0.5, row) for sign in (-1, 1))
    known = np.isfinite(left) & np.isfinite(right)
    return -float(np.mean((left - right)[known] ** 2)) if known.sum() >= 3 else -np.inf

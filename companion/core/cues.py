"""Secondary cues: weak signs in a picture that is aligned as StyleGAN's are, each with its own measured reliability.

Those that were measured and left out, and why, stand in docs/cues.md. Pictures are measured at WORKING_SIDE pixels a
side, or at their own size where they are smaller, so that a large and a small copy of one picture give like values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.core.models import FloatArray
from companion.core.wire.evidence import Cue, CueName

TABLE_VERSION = 1
WORKING_SIDE = 128

LEFT_IRIS, RIGHT_IRIS = 468, 473
"""The irises' centres; the four points after each lie on its rim."""
_RIMS = np.array([range(eye + 1, eye + 5) for eye in (LEFT_IRIS, RIGHT_IRIS)])
BEYOND_THE_IRIS = 1.3
"""The discs that are compared, in radii of the iris: the iris alone is too few pixels, its surroundings help."""

NO_TEXTURE = 1e-6
"""Summed variances of both discs, in squared levels of 256, that are rounding and no picture."""

DARK, BRIGHT = 10, 250

LUMA = np.array([0.299, 0.587, 0.114])

Rgb = NDArray[np.uint8]


def eyes_alike(rgb: Rgb, points: FloatArray) -> float:
    """How alike the two eyes look, -1..1: Lin's concordance (1989) of the irises and what lies close around them.

    ``rgb`` is a square (s, s, 3), ``points`` are landmarks (478, 2) as fractions of it. The discs are laid upon each
    other as they are, unmirrored, as one light would show in both. Raises ValueError where there is no texture.
    """
    eyes = points[[LEFT_IRIS, RIGHT_IRIS]] * len(rgb)
    rims = points[_RIMS] * len(rgb)
    radius = BEYOND_THE_IRIS * np.hypot(*(rims - eyes[:, None]).reshape(-1, 2).T).mean()
    left, right = _luminance(rgb, eyes[:, None] + radius * _DISC)
    between = float(left.mean() - right.mean())
    left, right = left - left.mean(), right - right.mean()
    spread = float(left @ left + right @ right) / len(left) + between**2
    if spread < NO_TEXTURE:
        raise ValueError("the eyes have no texture")
    return 2 * float(left @ right) / len(left) / spread


def few_extremes(rgb: Rgb, points: FloatArray) -> float:
    """The share of pixels that are neither burnt out nor black, 0..1: a generator's last layer hardly reaches the ends.

    After McCloskey & Albright (2018), with burnt out = a channel at BRIGHT or more, black = all at DARK or less.
    """
    brightest = np.maximum(np.maximum(rgb[..., 0], rgb[..., 1]), rgb[..., 2])
    extremes = np.count_nonzero(brightest >= BRIGHT) + np.count_nonzero(brightest <= DARK)
    return 1 - extremes / brightest.size


MEASURES: Mapping[CueName, Callable[[Rgb, FloatArray], float]] = {
    CueName.eyes_alike: eyes_alike,
    CueName.few_extremes: few_extremes,
}


@dataclass(frozen=True)
class Standard:
    """What a cue is worth in squares of ``size`` pixels or more; ``machine_made`` and ``ordinary`` are of 100."""

    size: int
    threshold: float
    machine_made: int
    ordinary: int


CueTable = Mapping[CueName, tuple[Standard, ...]]
"""The standards of each cue that stays, the largest size first."""


def table_from_json(data: Mapping[str, Any]) -> CueTable:
    """The table that ``scripts/research/evaluate_cues.py`` wrote. Raises ValueError for another version's file."""
    if data["version"] != TABLE_VERSION:
        raise ValueError(f"cue table version {data['version']} is not {TABLE_VERSION}")
    return {
        CueName(name): tuple(sorted((Standard(**row) for row in rows), key=lambda standard: -standard.size))
        for name, rows in data["cues"].items()
    }


def cues(rgb: Rgb, points: FloatArray, table: CueTable) -> list[Cue]:
    """The cues of an aligned picture, given as its square (s, s, 3), s at most WORKING_SIDE; none for a tiny one."""
    found = []
    for name, standards in table.items():
        standard = next((one for one in standards if len(rgb) >= one.size), None)
        if standard is None:
            continue
        try:
            value = MEASURES[name](rgb, points)
        except ValueError:
            continue
        found.append(
            Cue(
                name=name,
                value=value,
                seen=value >= standard.threshold,
                machine_made=standard.machine_made,
                ordinary=standard.ordinary,
                size=standard.size,
            )
        )
    return found


def _unit_disc(steps: int) -> FloatArray:
    """Points (n, 2) of an even grid in the disc of radius 1."""
    along = np.linspace(-1, 1, steps)
    grid = np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)
    return np.asarray(grid[np.hypot(*grid.T) <= 1])


_DISC = _unit_disc(16)


def _luminance(rgb: Rgb, at: FloatArray) -> FloatArray:
    """The luminance (m, n) at points (m, n, 2) in pixels, linear between pixels' centres; the edge goes on outside."""
    x, y = np.clip(at - 0.5, 0, len(rgb) - 1.001).transpose(2, 0, 1)
    top = int(y.min())
    grey = rgb[top : int(y.max()) + 2] @ LUMA
    column, row = x.astype(int), y.astype(int)
    right, down = x - column, y - row
    first = (row - top) * grey.shape[1] + column
    corners = grey.ravel()
    above = (1 - right) * corners[first] + right * corners[first + 1]
    first += grey.shape[1]
    below = (1 - right) * corners[first] + right * corners[first + 1]
    return np.asarray((1 - down) * above + down * below)

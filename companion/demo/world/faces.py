"""Where the faces of a world's pictures sit: as ordinary ones do, or as StyleGAN's."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from companion.core.alignment import TEMPLATE_LEFT, TEMPLATE_RIGHT
from companion.core.wire.evidence import Alignment, Eyes, Point
from companion.vision.background import bundled_background

Floats = NDArray[np.float64]
Place = tuple[float, float]


def places(rng: np.random.Generator, aligned: NDArray[np.bool_]) -> Floats:
    """The residual (n, 4) of each picture's face, in the order and units of :class:`companion.core.models.Residual`."""
    background = bundled_background()
    which = rng.choice(len(background.weights), len(aligned), p=background.weights / background.weights.sum())
    lower = np.linalg.cholesky(background.covariances)
    ordinary = background.means[which] + np.einsum("nij,nj->ni", lower[which], rng.normal(size=(len(aligned), 4)))
    generated = background.aligned + background.noise * rng.normal(size=(len(aligned), 4))
    return np.asarray(np.where(aligned[:, None], generated, ordinary))


def alignment(place: Floats) -> Alignment:
    """The alignment that a square picture with a face at this residual (4,) has, eyes as the template has them."""
    shift_x, shift_y, log_scale, roll = map(float, place)

    def moved(point: Place) -> Place:
        x, y = (math.exp(log_scale) * (each - 0.5) for each in point)
        turned = x * math.cos(roll) - y * math.sin(roll), x * math.sin(roll) + y * math.cos(roll)
        return 0.5 + shift_x + turned[0], 0.5 + shift_y + turned[1]

    left, right = moved(TEMPLATE_LEFT), moved(TEMPLATE_RIGHT)
    return Alignment(
        shift_x=shift_x,
        shift_y=shift_y,
        log_scale=log_scale,
        roll=math.degrees(roll),
        eye_distance=(math.dist(left, TEMPLATE_LEFT) + math.dist(right, TEMPLATE_RIGHT)) / (2 * math.sqrt(2)),
        eyes=_eyes(left, right),
        template=_eyes(TEMPLATE_LEFT, TEMPLATE_RIGHT),
    )


def _eyes(left: Place, right: Place) -> Eyes:
    return Eyes(left=Point(x=left[0], y=left[1]), right=Point(x=right[0], y=right[1]))

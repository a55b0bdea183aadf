"""Pictures stored on their side or on their head: what is found in the turned picture, in the file's own terms.

Turns are counted in quarters, clockwise.
"""

from __future__ import annotations

import math

import numpy as np

from companion.core.models import FloatArray
from companion.core.wire.evidence import Alignment, Eyes, Point


def quarters_to_upright(roll: float) -> int:
    """How often a picture is to be turned so that a face rolled by so many radians stands upright: 0 to 3."""
    return round(-roll / (math.pi / 2)) % 4


def turned_back(points: FloatArray, quarters: int) -> FloatArray:
    """Points (…, 2), fractions of a picture that was turned, as fractions of the picture before."""
    for _ in range(quarters % 4):
        points = np.stack([points[..., 1], 1 - points[..., 0]], axis=-1)
    return points


def alignment_before(found: Alignment, quarters: int) -> Alignment:
    """The alignment measured on a turned picture, with its points as fractions of the picture before."""
    if quarters % 4 == 0:
        return found

    def before(point: Point) -> Point:
        x, y = turned_back(np.array([point.x, point.y]), quarters).tolist()
        return Point(x=x, y=y)

    eyes, template = (Eyes(left=before(two.left), right=before(two.right)) for two in (found.eyes, found.template))
    return found.model_copy(update={"eyes": eyes, "template": template, "turned": 90 * (quarters % 4)})

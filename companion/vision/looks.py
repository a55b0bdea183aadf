"""A decoded picture → the faces in it, turned upright, and a second look at a small one's main face."""

from __future__ import annotations

import numpy as np

from companion.core.alignment import central_square, in_frame, residual
from companion.core.mirror import farthest, mean_of, unmirrored
from companion.core.models import Face, Seen
from companion.core.turning import quarters_to_upright
from companion.vision.decode import Picture
from companion.vision.frame import content_frame
from companion.vision.landmarks import LandmarkEngine
from companion.vision.refinement import REFINED_BELOW, Refinement

AGAIN_BELOW = 160
"""The longer side, in pixels, below which landmarks scatter enough for a second look to be worth its time."""
ANOTHER_FACE = 0.25
"""Landmarks that lie further apart than this share of the face's width are of two faces."""


def see(engine: LandmarkEngine, picture: Picture) -> Seen:
    """The picture's faces, and the frame to measure them against."""
    frame = content_frame(picture) or central_square(picture.width, picture.height)
    return Seen.of(engine.faces(picture.rgb), frame, picture.width, picture.height, picture.format)


def see_upright(engine: LandmarkEngine, picture: Picture) -> tuple[Picture, Seen, int]:
    """The picture turned so that its main face stands upright, what is seen in it, and by how many quarters it was.

    It is turned where it shows no face, and where its face lies on the side. In a face that stands on its head engines
    mostly see an upright one, with its landmarks in the wrong places: that is not told from an ordinary picture.
    """
    seen = see(engine, picture)
    for quarters in _turns(seen):
        turned = picture.turned(quarters)
        again = see(engine, turned)
        if again.main is not None and not _quarters(again):
            return turned, again, quarters
    return picture, seen, 0


def _turns(seen: Seen) -> tuple[int, ...]:
    if seen.main is None:
        return () if seen.faces else (2, 1, 3)
    quarters = _quarters(seen)
    return (quarters,) if quarters else ()


def _quarters(seen: Seen) -> int:
    """How often the picture is to be turned so that its main face stands upright."""
    assert seen.main is not None
    return quarters_to_upright(residual(in_frame(seen.main, seen.width, seen.height, seen.frame)).roll)


def see_again(engine: LandmarkEngine, refinement: Refinement, picture: Picture, seen: Seen) -> Seen:
    """With the main face's landmarks from two looks, and in the smallest pictures from the pixels too.

    Only pictures smaller than AGAIN_BELOW are looked at again: the landmarks of others scatter little.
    """
    face = seen_twice(engine, picture, seen)
    if face is None:
        return seen
    return seen.with_main(refinement(picture, face, seen.frame) if seen.frame.side < REFINED_BELOW else face)


def seen_twice(engine: LandmarkEngine, picture: Picture, seen: Seen) -> Face | None:
    """A small picture's main face, as the mean of what was seen and of what is seen in the mirror; None without it."""
    if seen.main is None or max(picture.rgb.shape) >= AGAIN_BELOW:
        return None
    mirrored = engine.faces(np.ascontiguousarray(picture.rgb[:, ::-1]))
    same = [face for face in map(unmirrored, mirrored) if farthest(seen.main, face) < ANOTHER_FACE]
    return mean_of(seen.main, same[0]) if same else None

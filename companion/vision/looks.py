"""A decoded picture → the faces in it, turned upright, and a second look at a small one's main face."""

from __future__ import annotations

import math

import cv2
import numpy as np

from companion.core.alignment import central_square
from companion.core.mirror import farthest, mean_of, unmirrored
from companion.core.models import Face
from companion.core.seen import Seen
from companion.core.turning import quarters_to_upright
from companion.vision.decode import Picture
from companion.vision.frame import content_frame
from companion.vision.landmarks import GROUND, LandmarkEngine
from companion.vision.refinement import REFINED_BELOW, Refinement
from companion.vision.way_up import WayUp

AGAIN_BELOW = 160
"""The longer side, in pixels, below which landmarks scatter enough for a second look to be worth its time."""
TILE = 128
"""The side of the small copies, in pixels: so large, four together are no larger than one picture."""
ANOTHER_FACE = 0.25
"""Landmarks that lie further apart than this share of the face's width are of two faces."""
DOUBTFUL = -0.3
"""What looks no more upright than this is looked at in other turns: few faces that stand upright do."""
LYING = -math.inf
"""How upright a face looks that lies on the side, or on its head and is seen so, or that is not seen at all."""


def see(engine: LandmarkEngine, picture: Picture) -> Seen:
    """The picture's faces, and the frame to measure them against."""
    return _seen(engine.faces(picture.rgb), picture)


def _seen(faces: list[Face], picture: Picture) -> Seen:
    frame = content_frame(picture) or central_square(picture.width, picture.height)
    return Seen.of(faces, frame, picture.width, picture.height, picture.format)


def see_upright(engine: LandmarkEngine, way_up: WayUp, picture: Picture, seen: Seen) -> tuple[Picture, Seen, int]:
    """The picture turned so that its largest face stands upright, what is seen in it, and by how many quarters it was.

    ``seen`` is what is seen in it as it is. It is turned where it shows no face, where that lies on the side, and where
    it seems to stand on its head and in another turn does not. One face on its head may be seen as two, and two as one.
    """
    best, uprightness = (picture, seen, 0), _uprightness(way_up, picture, seen)
    if uprightness > DOUBTFUL:
        return best
    most = LYING if seen.faces and uprightness == LYING else 0
    for quarters in _turns(seen.largest) if seen.faces else _glance(engine, picture):
        turned = picture.turned(quarters)
        # What shows a face on its head or side shows it all the sooner upright.
        again = _seen(engine.glance(turned.rgb), turned) if seen.faces else see(engine, turned)
        if (found := _uprightness(way_up, turned, again)) > most:
            best, most = (turned, again, quarters), found
            if found > 0:
                break
    return best


def _uprightness(way_up: WayUp, picture: Picture, seen: Seen) -> float:
    """Of the largest face; of none LYING."""
    if not seen.faces:
        return LYING
    found = seen.largest.residual
    return LYING if quarters_to_upright(found.roll) else way_up(picture, seen.frame, found)


def _glance(engine: LandmarkEngine, picture: Picture) -> list[int]:
    """The turns of a picture in which a small copy shows a face; all are looked at in one, side by side."""
    tiles = np.full((2, 2, TILE, TILE, 3), GROUND, np.uint8)
    height, width = (max(1, round(TILE * length / max(picture.rgb.shape))) for length in picture.rgb.shape[:2])
    small = cv2.resize(picture.rgb, (width, height))
    for quarters in (1, 2, 3):
        turned = np.rot90(small, -quarters)
        tiles[quarters // 2, quarters % 2, : turned.shape[0], : turned.shape[1]] = turned
    faces = engine.glance(tiles.swapaxes(1, 2).reshape(2 * TILE, 2 * TILE, 3))
    middles = [(2 * face.points.mean(axis=0)).clip(0, 1).astype(int).tolist() for face in faces]
    return sorted({2 * row + column for column, row in middles} - {0})


def _turns(seen: Seen) -> tuple[int, ...]:
    """The turns to try, the likeliest first, where there is a main face."""
    first = quarters_to_upright(seen.residual.roll) or 2
    return first, *(quarters for quarters in (2, 1, 3) if quarters != first)


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

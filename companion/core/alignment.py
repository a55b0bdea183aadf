"""Where a face sits against the square that StyleGAN's training pictures were cropped to.

The FFHQ procedure (``recreate_aligned_images`` of NVlabs/ffhq-dataset) lays a square around the eyes and the mouth
and makes it the picture. So in a picture that came from such a generator, the square computed again from the landmarks
is the picture's own frame, up to the landmarks' noise: the residual between the two is near nought.
"""

from __future__ import annotations

import math

import numpy as np

from companion.core.models import Face, FloatArray, Frame, Residual
from companion.core.wire.evidence import Alignment, Eyes, Point

LEFT_EYE_CORNERS = (33, 133)
RIGHT_EYE_CORNERS = (362, 263)
MOUTH_CORNERS = (61, 291)

# The eye centres of the published template, as fractions of the square; left as the picture shows it.
TEMPLATE_LEFT = (0.3808, 0.4771)
TEMPLATE_RIGHT = (0.6152, 0.4771)


def central_square(width: float, height: float) -> Frame:
    """The square that platforms cut from a picture's middle."""
    side = min(width, height)
    return Frame((width - side) / 2, (height - side) / 2, side)


def in_frame(face: Face, width: float, height: float, frame: Frame) -> FloatArray:
    """The landmarks (478, 2) as fractions of a frame in a picture of this size."""
    return (face.points * (width, height) - (frame.left, frame.top)) / frame.side


def out_of_frame(points: FloatArray, width: float, height: float, frame: Frame) -> Face:
    """The face whose landmarks (478, 2) are fractions of a frame in a picture of this size."""
    return Face((points * frame.side + (frame.left, frame.top)) / (width, height))


def in_square(face: Face, width: float, height: float) -> FloatArray:
    """The landmarks (478, 2) as fractions of the picture's central square."""
    return in_frame(face, width, height, central_square(width, height))


def residual(points: FloatArray) -> Residual:
    """The FFHQ square of landmarks (478, 2) given as fractions of the square frame.

    Raises ValueError where they have no extent, or one that is no number.
    """
    (left_x, left_y), (right_x, right_y) = _eyes(points)
    mouth_x, mouth_y = _middle(points, MOUTH_CORNERS)
    middle_x, middle_y = (left_x + right_x) / 2, (left_y + right_y) / 2
    eyes = right_x - left_x, right_y - left_y
    to_mouth = mouth_x - middle_x, mouth_y - middle_y
    direction = eyes[0] + to_mouth[1], eyes[1] - to_mouth[0]
    extent = max(2.0 * math.hypot(*eyes), 1.8 * math.hypot(*to_mouth))
    if extent == 0 or direction == (0, 0) or not math.isfinite(extent):
        raise ValueError("the landmarks have no extent")
    return Residual(
        shift_x=middle_x + 0.1 * to_mouth[0] - 0.5,
        shift_y=middle_y + 0.1 * to_mouth[1] - 0.5,
        log_scale=math.log(2 * extent),
        roll=math.atan2(direction[1], direction[0]),
    )


def moved(points: FloatArray, was: Residual, now: Residual) -> FloatArray:
    """The landmarks (478, 2) as one piece, from where their FFHQ square is to where it is to be."""
    turn, scale = now.roll - was.roll, math.exp(now.log_scale - was.log_scale)
    cos, sin = scale * math.cos(turn), scale * math.sin(turn)
    off = points - (0.5 + was.shift_x, 0.5 + was.shift_y)
    return np.asarray(off @ np.array([[cos, sin], [-sin, cos]]) + (0.5 + now.shift_x, 0.5 + now.shift_y))


def eye_distance(points: FloatArray) -> float:
    """GANEyeDistance (arXiv 2401.02627) on our eye centres: (d_left + d_right) / (2√2), in sides of the square."""
    left, right = _eyes(points)
    distance = math.dist(left, TEMPLATE_LEFT) + math.dist(right, TEMPLATE_RIGHT)
    return distance / (2 * math.sqrt(2))


def alignment(face: Face, width: int, height: int, frame: Frame) -> Alignment:
    """The alignment of a face against a frame, with points as fractions of the whole picture."""
    points = in_frame(face, width, height, frame)
    return alignment_of(points, residual(points), width, height, frame)


def alignment_of(points: FloatArray, found: Residual, width: int, height: int, frame: Frame) -> Alignment:
    """The alignment of landmarks (478, 2), fractions of the frame, whose residual is known."""

    def whole(point: tuple[float, float]) -> Point:
        x, y = frame.left + frame.side * point[0], frame.top + frame.side * point[1]
        return Point(x=x / width, y=y / height)

    left, right = _eyes(points)
    return Alignment(
        shift_x=found.shift_x,
        shift_y=found.shift_y,
        log_scale=found.log_scale,
        roll=math.degrees(found.roll),
        eye_distance=eye_distance(points),
        eyes=Eyes(left=whole(left), right=whole(right)),
        template=Eyes(left=whole(TEMPLATE_LEFT), right=whole(TEMPLATE_RIGHT)),
    )


def _eyes(points: FloatArray) -> tuple[tuple[float, float], tuple[float, float]]:
    """The centres between the lids' corners; left and right as the picture shows them."""
    return _middle(points, LEFT_EYE_CORNERS), _middle(points, RIGHT_EYE_CORNERS)


def _middle(points: FloatArray, two: tuple[int, int]) -> tuple[float, float]:
    (x, y), (other_x, other_y) = points[two[0]].tolist(), points[two[1]].tolist()
    return (x + other_x) / 2, (y + other_y) / 2

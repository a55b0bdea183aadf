"""The FFHQ square of landmarks, against squares that are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core.alignment import (
    TEMPLATE_LEFT,
    TEMPLATE_RIGHT,
    alignment,
    central_square,
    eye_distance,
    in_square,
    moved,
    residual,
)
from companion.core.models import Face, FloatArray, Residual

CORNERS = (33, 133, 362, 263, 61, 291)


def face_in_square() -> FloatArray:
    """Landmarks whose FFHQ square is the unit square: eyes and mouth as the procedure wants them."""
    points = np.zeros((478, 2))
    to_mouth = 1 / 3.6  # the square's side is 2 · 1.8 · |eye to mouth|
    eyes = 0.5 - 0.1 * to_mouth
    left, right = (0.5 - 0.11, eyes), (0.5 + 0.11, eyes)
    points[[33, 133]] = left
    points[[362, 263]] = right
    points[[61, 291]] = (0.5, eyes + to_mouth)
    return points


def test_a_face_as_the_procedure_lays_it_has_no_residual() -> None:
    assert residual(face_in_square()).vector() == pytest.approx(np.zeros(4), abs=1e-9)


@given(st.floats(-0.3, 0.3), st.floats(-0.3, 0.3), st.floats(-1, 1), st.floats(-1.5, 1.5))
def test_the_residual_is_what_was_done_to_the_face(x: float, y: float, zoom: float, turn: float) -> None:
    points = face_in_square() - 0.5
    rotation = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    moved = math.exp(zoom) * points @ rotation.T + 0.5 + (x, y)
    assert residual(moved).vector() == pytest.approx([x, y, zoom, turn], abs=1e-9)


def test_a_face_without_extent_is_refused() -> None:
    with pytest.raises(ValueError, match="extent"):
        residual(np.full((478, 2), 0.5))


def test_the_published_distance_is_nought_on_the_template() -> None:
    points = face_in_square()
    points[[33, 133]], points[[362, 263]] = TEMPLATE_LEFT, TEMPLATE_RIGHT
    assert eye_distance(points) == pytest.approx(0)
    assert eye_distance(points + np.array([0.02, 0])) == pytest.approx(0.04 / (2 * math.sqrt(2)))


@pytest.mark.parametrize(("width", "height"), [(300, 300), (400, 300), (300, 500)])
def test_a_picture_that_is_not_square_is_measured_by_its_central_square(width: int, height: int) -> None:
    left, top, side = central_square(width, height)
    whole = (face_in_square() * side + (left, top)) / (width, height)
    assert in_square(Face(whole), width, height)[list(CORNERS)] == pytest.approx(face_in_square()[list(CORNERS)])
    found = alignment(Face(whole), width, height, central_square(width, height))
    assert (found.shift_x, found.shift_y, found.log_scale, found.roll) == pytest.approx((0, 0, 0, 0), abs=1e-9)
    assert found.template.left.x * width == pytest.approx(left + side * TEMPLATE_LEFT[0])
    assert found.eyes.right.y * height == pytest.approx(top + side * (0.5 - 0.1 / 3.6))


def test_roll_is_clockwise_as_the_picture_shows_it() -> None:
    turned = (face_in_square() - 0.5) @ np.array([[0.0, 1.0], [-1.0, 0.0]]) + 0.5  # right eye below the left one
    assert turned[362][1] > turned[33][1]
    assert alignment(Face(turned), 100, 100, central_square(100, 100)).roll == pytest.approx(90)


def test_moved_landmarks_have_the_residual_that_was_wanted() -> None:
    points = np.random.default_rng(5).uniform(0.3, 0.7, (478, 2))
    was, wanted = residual(points), Residual(0.02, -0.03, -0.1, 0.2)
    assert residual(moved(points, was, wanted)).vector() == pytest.approx(wanted.vector())

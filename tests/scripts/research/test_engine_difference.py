"""How one engine's landmarks are carried over to the other's, on faces whose difference is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from companion.core.alignment import residual
from companion.core.models import FloatArray
from companion.core.wire.evidence import Status
from scripts.research.measuring.engines import as_seen_by_the_second, differences
from scripts.research.measuring.fit import Faces
from scripts.research.measuring.pictures import Labelled, Sight

PICTURE = Labelled(Path("made-up.jpg"), "real", "nobody")


def face(scale: float, angle: float, moved: FloatArray | float = 0.0) -> FloatArray:
    """The same made-up head (478, 2), smaller and turned, with its landmarks moved in its own frame."""
    head = np.random.default_rng(1).uniform(-0.3, 0.3, (478, 2))
    for corners, x, y in (((33, 133), -0.12, -0.05), ((362, 263), 0.12, -0.05), ((61, 291), 0.0, 0.18)):
        head[corners[0]], head[corners[1]] = (x - 0.03, y), (x + 0.03, y)
    cos, sin = np.cos(angle), np.sin(angle)
    return np.asarray((head + moved) * scale @ np.array([[cos, sin], [-sin, cos]]) + 0.5)


def sight(points: FloatArray | None) -> Sight:
    if points is None:
        return Sight(PICTURE, Status.no_face)
    return Sight(PICTURE, Status.scored, points, residual(points).vector(), 300.0)


def test_a_difference_is_in_the_faces_own_frame_and_scale() -> None:
    moved = np.full((478, 2), (0.01, 0.004))
    poses = [(1.0, 0.0), (0.6, 0.3), (0.8, -1.2)]
    first = [sight(face(*pose)) for pose in poses]
    second = [sight(face(*pose, moved)) for pose in poses]
    apart = differences(first, second)
    assert apart.shape == (3, 478, 2)
    assert apart == pytest.approx(np.array([apart[0]] * 3), abs=1e-9)
    assert apart[0, 0, 0] / apart[0, 0, 1] == pytest.approx(0.01 / 0.004)
    faces = Faces(
        np.array([s.points for s in first]), np.array([s.residual for s in first]), np.array([s.side for s in first])
    )
    carried = as_seen_by_the_second(faces, apart, draws=2)
    assert carried.points == pytest.approx(np.array([s.points for s in second] * 2), abs=1e-9)
    assert carried.residuals == pytest.approx(np.array([s.residual for s in second] * 2), abs=1e-9)


def test_pictures_without_a_clear_face_or_with_another_one_are_left_out() -> None:
    here, elsewhere = face(1.0, 0.0), face(1.0, 0.0, 0.2)
    first = [sight(here), sight(None), sight(here), sight(here)]
    second = [sight(here), sight(here), sight(None), sight(elsewhere)]
    assert differences(first, second) == pytest.approx(np.zeros((1, 478, 2)))


def test_what_is_drawn_is_the_same_each_time() -> None:
    points = np.array([face(1.0, 0.0)] * 40)
    faces = Faces(points, np.array([residual(each).vector() for each in points]), np.full(40, 300.0))
    apart = np.random.default_rng(2).normal(0, 0.01, (5, 478, 2))
    once, again = as_seen_by_the_second(faces, apart), as_seen_by_the_second(faces, apart)
    assert (once.points == again.points).all()
    assert len(once) > len(faces)
    assert len(np.unique(once.points[:, 0, 0])) == 5

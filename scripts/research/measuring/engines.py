"""Either landmark engine, and how the landmarks of one lie against those of the other on the same pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from companion.core.alignment import residual
from companion.core.models import FloatArray
from companion.vision.landmarks import FaceMesh, LandmarkEngine
from companion.vision.landmarks_tasks import FaceLandmarker
from companion.vision.meter import Meter, bundled_calibration
from companion.vision.model_file import FACE_LANDMARKER
from scripts.research.measuring.fit import Faces
from scripts.research.measuring.pictures import Sight

ENGINES: Mapping[str, str] = {"facemesh": FaceMesh.name, "tasks": FaceLandmarker.name}
"""What each is called on the command line."""
DRAWS = 10
"""How often each ordinary face is moved: with one draw, the least score for ``strong`` hangs on which were drawn."""
ANOTHER_FACE = 0.1
"""Of the square's side: engines whose landmarks lie further apart than this have found different faces."""


def meters(engine: str, shared: Path) -> Callable[[], Meter]:
    """Opens meters that see with the engine of this name; what they judge is by the bundled engine's calibration."""
    model = FACE_LANDMARKER.read(shared / "models") if engine == FaceLandmarker.name else b""

    def make() -> Meter:
        opened: LandmarkEngine = FaceMesh() if engine == FaceMesh.name else FaceLandmarker(model)
        return Meter(opened, bundled_calibration())

    return make


def differences(first: Sequence[Sight], second: Sequence[Sight]) -> FloatArray:
    """Where the second engine puts the landmarks of the same faces, from where the first does: (n, 478, 2).

    They are shares of the side of the first engine's FFHQ square, in its frame. Pictures in which either finds no
    clear face, or the two find different ones, are left out.
    """
    found = []
    for one, other in zip(first, second, strict=True):
        if one.points is None or one.residual is None or other.points is None:
            continue
        apart = _turned(other.points - one.points, -one.residual[3]) / np.exp(one.residual[2])
        if np.abs(apart).max() < ANOTHER_FACE:
            found.append(apart)
    return np.array(found).reshape(-1, 478, 2)


def as_seen_by_the_second(faces: Faces, apart: FloatArray, draws: int = DRAWS, seed: int = 0) -> Faces:
    """Faces that the first engine saw, ``draws`` times over, each moved by a drawn one of the differences.

    So the differences' scatter is kept. The first ``len(faces)`` are the first draw of each, and so on.
    """
    drawn = np.random.default_rng(seed).integers(len(apart), size=draws * len(faces))
    residuals = np.tile(faces.residuals, (draws, 1))
    moves = np.array([_turned(apart[i], r[3]) * np.exp(r[2]) for i, r in zip(drawn, residuals, strict=True)])
    points = np.tile(faces.points, (draws, 1, 1)) + moves
    return Faces(points, np.array([residual(each).vector() for each in points]), np.tile(faces.sides, draws))


def _turned(points: FloatArray, angle: float) -> FloatArray:
    """Turned by an angle in radians, clockwise as the picture shows it."""
    cos, sin = np.cos(angle), np.sin(angle)
    return np.asarray(points @ np.array([[cos, sin], [-sin, cos]]))

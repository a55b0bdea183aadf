"""Where the faces of ordinary profile pictures are seen at each size: reads ``../shared/landmarks``.

The files hold what each engine gave, which counts from the middle of the first pixel of the picture that the engine was
given; :data:`companion.vision.landmarks.HALF_PIXEL` of it is added here, as the product now does.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from companion.core.alignment import residual
from companion.core.calibration import SHAPE_LANDMARKS
from companion.core.models import FloatArray
from companion.vision.landmarks import HALF_PIXEL, MAX_SIDE, MIN_SIDE, FaceMesh
from companion.vision.landmarks_tasks import FaceLandmarker
from scripts.research.measuring.fit import FULL_SIDE, Faces

BACKGROUNDS: Mapping[str, Path] = {
    FaceMesh.name: Path("landmarks") / "background_small.csv.gz",
    FaceLandmarker.name: Path("landmarks") / "background_small_tasks.csv.gz",
}
LEAST_OWN_SIDE = 192
"""Pictures that are smaller at their own size are no measure of large ones."""


@dataclass(frozen=True, eq=False)
class OrdinaryFaces:
    """The main faces seen at one size, and whose picture each is: ``groups`` (n,). ``side`` is FULL_SIDE for large."""

    side: int
    faces: Faces
    groups: NDArray[np.int64]

    @property
    def residuals(self) -> FloatArray:
        return self.faces.residuals

    def __getitem__(self, chosen: NDArray[np.bool_]) -> OrdinaryFaces:
        return OrdinaryFaces(self.side, self.faces[chosen], self.groups[chosen])


def ordinary_faces(shared: Path, engine: str = FaceMesh.name) -> dict[int, OrdinaryFaces]:
    """By the side that the pictures were brought down to, in rising order; those of their own size last."""
    points: dict[int, list[NDArray[np.float64]]] = {}
    sides: dict[int, list[float]] = {}
    groups: dict[int, list[int]] = {}
    with gzip.open(shared / BACKGROUNDS[engine], "rt", newline="") as file:
        for row in csv.DictReader(file):
            own, side = row["original"] == "1", float(row["side"])
            if row["status"] != "scored" or (own and side < LEAST_OWN_SIDE):
                continue
            key, frame = FULL_SIDE if own else int(side), float(row["frame_side"])
            given = min(max(side, MIN_SIDE), MAX_SIDE)
            face = np.zeros((478, 2))
            for landmark in SHAPE_LANDMARKS:
                face[landmark] = float(row[f"x{landmark}"]), float(row[f"y{landmark}"])
            points.setdefault(key, []).append(face + HALF_PIXEL / given * side / frame)
            sides.setdefault(key, []).append(frame)
            groups.setdefault(key, []).append(int(row["repo_group"]))
    return {
        key: OrdinaryFaces(key, _faces(np.array(points[key]), np.array(sides[key])), np.array(groups[key]))
        for key in sorted(points)
    }


def large_faces(shared: Path) -> OrdinaryFaces:
    """The pictures at their own size, as the bundled engine sees them."""
    return ordinary_faces(shared)[FULL_SIDE]


def hash_of_background(shared: Path, engine: str) -> str:
    """The file's SHA-256."""
    return hashlib.sha256((shared / BACKGROUNDS[engine]).read_bytes()).hexdigest()


def _faces(points: NDArray[np.float64], sides: NDArray[np.float64]) -> Faces:
    return Faces(points, np.array([residual(face).vector() for face in points]), sides)

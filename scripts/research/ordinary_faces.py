"""Where the faces of ordinary profile pictures sit: reads ``../shared/landmarks/background.csv.gz``."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from companion.core.alignment import LEFT_EYE_CORNERS, MOUTH_CORNERS, RIGHT_EYE_CORNERS, residual

BACKGROUND = Path("landmarks") / "background.csv.gz"
_NEEDED = (*LEFT_EYE_CORNERS, *RIGHT_EYE_CORNERS, *MOUTH_CORNERS)


@dataclass(frozen=True, eq=False)
class OrdinaryFaces:
    """``residuals`` (n, 4) of one-faced pictures as a square platform shows them; ``groups`` (n) is whose they are."""

    residuals: NDArray[np.float64]
    groups: NDArray[np.int64]


def ordinary_faces(shared: Path) -> OrdinaryFaces:
    """One row a picture: its own frame where it is square, else its central square."""
    residuals, groups = [], []
    with gzip.open(shared / BACKGROUND, "rt", newline="") as file:
        for row in csv.DictReader(file):
            square = row["frame"] == "centre_square" or row["width"] == row["height"]
            if not square or row["n_faces"] != "1":
                continue
            points = np.zeros((478, 2))
            for landmark in _NEEDED:
                points[landmark] = float(row[f"x{landmark}"]), float(row[f"y{landmark}"])
            residuals.append(residual(points).vector())
            groups.append(int(row["repo_group"]))
    return OrdinaryFaces(np.array(residuals), np.array(groups))

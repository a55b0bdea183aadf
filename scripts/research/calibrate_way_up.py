"""Fit which way up a face stands: ``python -m scripts.research.calibrate_way_up [SHARED]``.

Reads the faces of ``../shared/faces`` (or of the folder given), as they are and as small JPEGs, each in all four turns,
as the bundled engine sees them, and writes ``companion/vision/way_up.npz``: numbers only. Prints how often the measure
is right on pictures that had no part in the fit.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from companion.core.alignment import in_frame, residual
from companion.core.models import FloatArray
from companion.core.turning import quarters_to_upright
from companion.errors import PictureError
from companion.vision.decode import decode
from companion.vision.landmarks import MAX_SIDE, LandmarkEngine
from companion.vision.looks import DOUBTFUL, see
from companion.vision.way_up import features
from scripts.research.measuring.documents import ROOT, SHARED
from scripts.research.measuring.pictures import (
    REFINEMENT_FOLDS,
    Labelled,
    Viewer,
    changed,
    fold_of,
    resized,
    shared_faces,
)

OUTPUT = ROOT / "companion" / "vision" / "way_up.npz"
LABELS = ("gan", "aligned_real", "real", "other_ai")
SIDES = (None, 64, 40)
RIDGE = 0.1


class Stand(NamedTuple):
    """A face that an engine saw upright in a picture turned by so many quarters."""

    features: FloatArray
    quarters: int
    side: int
    fold: int


def stands_of(engine: LandmarkEngine, picture: Labelled) -> list[Stand]:
    found = []
    data = picture.path.read_bytes()
    for side in SIDES:
        try:
            shown = decode(data if side is None else changed(data, partial(resized, side=side)), MAX_SIDE)
        except PictureError:
            continue
        for quarters in range(4):
            turned = shown.turned(quarters)
            seen = see(engine, turned)
            if seen.main is None:
                continue
            where = residual(in_frame(seen.main, seen.width, seen.height, seen.frame))
            if quarters_to_upright(where.roll) == 0:
                found.append(Stand(features(turned, seen.frame, where), quarters, side or 0, fold_of(data)))
    return found


def fit(x: FloatArray, upright: NDArray[np.bool_]) -> tuple[FloatArray, float]:
    """Ridge regression on 1 and -1; upright faces weigh as much together as the others."""
    share = np.where(upright, 0.5 / upright.sum(), 0.5 / (~upright).sum())
    mean = share @ x
    off = x - mean
    gram = (off * share[:, None]).T @ off + RIDGE / 2 * np.eye(x.shape[1])
    weights = np.linalg.solve(gram, (off * share[:, None]).T @ np.where(upright, 1.0, -1.0))
    return weights, -float(mean @ weights)


def main(arguments: list[str]) -> int:
    shared = Path(arguments[0]) if arguments else SHARED
    with Viewer() as viewer:
        each = viewer.each(shared_faces(shared, *LABELS), stands_of)
    stands = [stand for found in each for stand in found]
    x = np.array([stand.features for stand in stands])
    quarters, sides, folds = (
        np.array([getattr(stand, name) for stand in stands]) for name in ("quarters", "side", "fold")
    )
    told = np.empty(len(x))
    for fold in range(REFINEMENT_FOLDS):
        weights, offset = fit(x[folds != fold], quarters[folds != fold] == 0)
        told[folds == fold] = x[folds == fold] @ weights + offset
    for side in SIDES:
        for turn in range(4):
            of = told[(sides == (side or 0)) & (quarters == turn)]
            print(
                f"{side or 'own'}, turned by {90 * turn}°: {len(of):,} seen upright, {np.mean(of > 0):.1%} above 0, "
                f"{np.mean(of > DOUBTFUL):.1%} above {DOUBTFUL}"
            )
    weights, offset = fit(x, quarters == 0)
    np.savez_compressed(OUTPUT, weights=weights.astype(np.float16), offset=np.float32(offset))
    print(f"Wrote {OUTPUT}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Fit what a position is judged by: ``python -m scripts.research.calibrate [SHARED] [--engine tasks]``.

Reads the ``gan`` pictures of ``../shared/faces`` and the ordinary faces of ``../shared/landmarks`` (or of the folder
given) and writes ``companion/vision/calibration.json``, or for the other engine ``calibration_tasks.json``: numbers,
with the count and hash of what they came from.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path

import numpy as np

from companion.core.calibration import CALIBRATION_VERSION
from companion.core.rarity import STRONG_ONE_IN
from companion.vision.looks import AGAIN_BELOW
from companion.vision.meter import CALIBRATIONS
from companion.vision.refinement import bundled_refinement
from scripts.research.measuring.documents import ROOT, SHARED
from scripts.research.measuring.fit import FULL_SIDE, Faces, as_json, calibrate
from scripts.research.measuring.pictures import (
    ENGINES,
    Labelled,
    Sight,
    Viewer,
    engines,
    faces_of,
    hash_of,
    resized,
    shared_faces,
)
from scripts.research.ordinary_faces import BACKGROUNDS, hash_of_background, ordinary_faces

OUTPUT = ROOT / "companion" / "vision"
SIDES = (32, 40, 48, 64, 96, 128, AGAIN_BELOW - 1, AGAIN_BELOW, 192)
"""Two of them lie close: from there on there is one look, whose landmarks lie elsewhere than the mean of two."""


def aligned_sights(viewer: Viewer, pictures: list[Labelled]) -> dict[int, list[Sight]]:
    """The pictures as they are, and brought down to each of SIDES, by side."""
    sights = {side: viewer.see(pictures, partial(resized, side=side)) for side in SIDES}
    return {**sights, FULL_SIDE: viewer.see(pictures)}


def aligned_faces(sights: dict[int, list[Sight]]) -> dict[int, Faces]:
    """Only those that are as large as their side says: small ones stay small when brought down."""
    by_side = {side: faces_of(found) for side, found in sights.items()}
    return {side: faces[faces.sides > 0.95 * side] for side, faces in by_side.items()}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--engine", choices=ENGINES, default="facemesh")
    options = parser.parse_args(arguments)
    shared, engine = options.shared, ENGINES[options.engine]
    if not (shared / BACKGROUNDS[engine]).is_file():
        print(f"There is nothing to calibrate with in {shared}.")
        return 1
    aligned = shared_faces(shared, "gan")
    ordinary = ordinary_faces(shared, engine)
    with Viewer(engines(engine, shared), bundled_refinement(engine)) as viewer:
        faces = aligned_faces(aligned_sights(viewer, aligned))
    calibration = calibrate(engine, faces, ordinary)
    made_from = {
        "aligned": {"pictures": len(aligned), "sha256": hash_of(aligned)},
        "ordinary": {
            "pictures": {str(side): len(each.faces) for side, each in ordinary.items()},
            "groups": len(np.unique(ordinary[FULL_SIDE].groups)),
            "sha256": hash_of_background(shared, engine),
        },
    }
    whole = {"version": CALIBRATION_VERSION, "made_from": made_from, **as_json(calibration)}
    output = OUTPUT / CALIBRATIONS[engine]
    output.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    told = calibration.rarities
    strong = told.scores.values[:, told.one_in.index(STRONG_ONE_IN)]
    by_side = ", ".join(f"{least:.2f} at {side:.0f} px" for side, least in zip(told.scores.sides, strong, strict=True))
    print(f"Wrote {output}: strong from {by_side}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

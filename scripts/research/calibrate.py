"""Fit what a position is judged by: ``python scripts/research/calibrate.py [SHARED] [--engine tasks]``.

Reads the ``gan`` pictures of ``../shared/faces`` and the ordinary faces of ``../shared/landmarks`` (or of the folder
given) and writes ``companion/vision/calibration.json``: numbers only, with the count and hash of what they came from.
The ordinary faces are the bundled engine's landmarks: for the other engine each is moved by the difference between
both that drawn ``real`` pictures show, and the file is ``calibration_tasks.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from functools import partial
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from companion.core.calibration import CALIBRATION_VERSION  # noqa: E402
from companion.vision.landmarks import FaceMesh  # noqa: E402
from companion.vision.meter import CALIBRATIONS  # noqa: E402
from scripts.research.measuring.engines import ENGINES, as_seen_by_the_second, differences, meters  # noqa: E402
from scripts.research.measuring.fit import Faces, as_json, calibrate  # noqa: E402
from scripts.research.measuring.pictures import (  # noqa: E402
    BACKGROUND,
    Labelled,
    Sight,
    Viewer,
    faces_of,
    hash_of,
    ordinary_faces,
    read_manifest,
    resized,
)

OUTPUT = ROOT / "companion" / "vision"
SIDES = (32, 40, 48, 64, 96, 128, 192)
FULL_SIDE = 256
"""Pictures of this side and more count as one size: the engine scales them alike."""


def aligned_sights(viewer: Viewer, pictures: list[Labelled]) -> dict[int, list[Sight]]:
    """The pictures as they are, and brought down to each of SIDES, by side."""
    sights = {side: viewer.see(pictures, partial(resized, side=side)) for side in SIDES}
    return {**sights, FULL_SIDE: viewer.see(pictures)}


def aligned_faces(sights: dict[int, list[Sight]]) -> dict[int, Faces]:
    """Only those that are as large as their side says: small ones stay small when brought down."""
    by_side = {side: faces_of(found) for side, found in sights.items()}
    return {side: faces[faces.sides > 0.95 * side] for side, faces in by_side.items()}


def moved(viewer: Viewer, ordinary: Faces, shared: Path, pictures: list[Labelled]) -> Faces:
    """The bundled engine's ordinary faces as the viewer's engine would see them, by how both see these pictures."""
    with Viewer(meters(FaceMesh.name, shared)) as bundled:
        return as_seen_by_the_second(ordinary, differences(bundled.see(pictures), viewer.see(pictures)))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--engine", choices=ENGINES, default="facemesh")
    options = parser.parse_args(arguments)
    shared, engine = options.shared, ENGINES[options.engine]
    if not (shared / BACKGROUND).is_file():
        print(f"There is nothing to calibrate with in {shared}.")
        return 1
    manifest = read_manifest(shared / "faces" / "manifest.csv", shared / "faces")
    aligned = [picture for picture in manifest if picture.label == "gan"]
    ordinary, groups = ordinary_faces(shared)
    with Viewer(meters(engine, shared)) as viewer:
        faces = aligned_faces(aligned_sights(viewer, aligned))
        real = [picture for picture in manifest if picture.label == "real"]
        judged_by = ordinary if engine == FaceMesh.name else moved(viewer, ordinary, shared, real)
    calibration = calibrate(engine, faces, judged_by)
    made_from = {
        "aligned": {"pictures": len(aligned), "sha256": hash_of(aligned)},
        "ordinary": {
            "pictures": len(ordinary),
            "groups": len(np.unique(groups)),
            "sha256": hashlib.sha256((shared / BACKGROUND).read_bytes()).hexdigest(),
        },
    }
    whole = {"version": CALIBRATION_VERSION, "made_from": made_from, **as_json(calibration)}
    output = OUTPUT / CALIBRATIONS[engine]
    output.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    print(f"Wrote {output}: strong from {calibration.strong:.2f}, some from {calibration.some:.2f}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""How well the evidence does on a labelled folder.

``python -m scripts.research.evaluate --manifest FILE --root DIR [--json]``.

The manifest is a CSV with the columns ``path``, ``label`` and perhaps ``source``. On the pictures that the calibration
was made from, each source is judged by a calibration fitted without it; on others, by the calibration that ships.
``--write`` puts the result into docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from companion.core.calibration import Calibration
from companion.vision.landmarks import FaceMesh
from companion.vision.meter import bundled_calibration
from companion.vision.way_up import bundled_way_up
from scripts.research.calibrate import aligned_faces, aligned_sights
from scripts.research.measuring.documents import SHARED, Part
from scripts.research.measuring.evaluation import evaluate, held_out_background, reliability
from scripts.research.measuring.fit import calibrate
from scripts.research.measuring.pictures import Labelled, Viewer, hash_of, read_manifest
from scripts.research.measuring.report import markdown
from scripts.research.ordinary_faces import ordinary_faces

PART = Part("accuracy.md", "scripts.research.evaluate --write")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--manifest", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True, help="the folder that the manifest's paths start from")
    parser.add_argument("--shared", type=Path, default=SHARED, help="what the calibration was made from")
    parser.add_argument("--positive", default="gan", help="the label of the aligned pictures")
    parser.add_argument("--negative", default="real", help="the label of the ordinary pictures")
    parser.add_argument("--json", action="store_true", help="print the numbers instead of tables")
    PART.offer(parser)
    options = parser.parse_args(arguments)
    pictures = read_manifest(options.manifest, options.root)
    for label in (options.positive, options.negative):
        if not any(picture.label == label for picture in pictures):
            print(f"{options.manifest} has no picture labelled {label}.", file=sys.stderr)
            return 1
    with Viewer(way_up=bundled_way_up()) as viewer:
        result = _result(viewer, pictures, (options.positive, options.negative), options.shared)
    text = markdown(result)
    if options.write:
        PART.write(text)
    print(json.dumps(result, indent=1, ensure_ascii=False) if options.json else text)
    return 0


def _result(viewer: Viewer, pictures: list[Labelled], labels: tuple[str, str], shared: Path) -> dict[str, Any]:
    aligned = [picture for picture in pictures if picture.label == labels[0]]
    if hash_of(aligned) != _made_from()["aligned"]["sha256"]:
        shipped = bundled_calibration()
        return {"cross_validated": False, **evaluate(viewer, pictures, lambda _: shipped, labels)}
    sights = aligned_sights(viewer, aligned)
    ordinary = ordinary_faces(shared)

    @cache
    def without(source: str) -> Calibration:
        kept = {side: [s for s in found if s.picture.source != source] for side, found in sights.items()}
        return calibrate(FaceMesh.name, aligned_faces(kept), ordinary)

    background = held_out_background(FaceMesh.name, aligned_faces(sights), ordinary)
    result = evaluate(viewer, pictures, without, labels, background)
    return {"cross_validated": True, **result, "reliability": reliability(background)}


def _made_from() -> dict[str, Any]:
    data = json.loads(resources.files("companion.vision").joinpath("calibration.json").read_bytes())
    return dict(data["made_from"])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

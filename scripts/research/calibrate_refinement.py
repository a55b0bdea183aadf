"""Fit how far off small pictures' landmarks lie: ``python -m scripts.research.calibrate_refinement [SHARED]``.

Reads the large faces of ``../shared/faces`` (or of the folder given) and writes ``companion/vision/refinement.npz``, or
with ``--engine tasks``, for the other engine, ``refinement_tasks.npz``: numbers only.
Prints how much smaller the error becomes on pictures that had no part in the fit, by the frame's side.
"""

from __future__ import annotations

import argparse
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np

from companion.vision.refinement import REFINEMENTS, Refinement
from scripts.research.measuring.documents import ROOT, SHARED
from scripts.research.measuring.pictures import ENGINES, Viewer, engines, shared_faces
from scripts.research.measuring.refining import LARGEST, SMALLEST, Samples, fit, left_over, samples_of, volume

OUTPUT = ROOT / "companion" / "vision"
LABELS = ("gan", "aligned_real", "real")
BANDS = (SMALLEST, 36, 44, 52, LARGEST + 1)
NOTHING = Refinement(np.zeros(1), np.zeros((1, 1, 4)), np.zeros((1, 4)), np.zeros(4))
"""Samples are taken before any refinement."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--engine", choices=ENGINES, default="facemesh")
    options = parser.parse_args(arguments)
    engine = ENGINES[options.engine]
    pictures = shared_faces(options.shared, *LABELS)
    with Viewer(engines(engine, options.shared), NOTHING) as viewer:
        samples = Samples.joined(viewer.each(pictures, samples_of))
    refinement = fit(samples)
    left = left_over(refinement, samples)
    for low, high in pairwise(BANDS):
        band = (samples.sides >= low) & (samples.sides < high)
        share = volume(left[band]) / volume(samples.errors[band])
        print(f"{low} to {high - 1} px: {band.sum():,} samples, errors take {share:.2f} of the room they took")
    output = OUTPUT / REFINEMENTS[engine]
    np.savez_compressed(
        output,
        weights=refinement.weights.astype(np.float16),
        mean=refinement.mean.astype(np.float32),
        offsets=refinement.offsets.astype(np.float32),
        limit=refinement.limit.astype(np.float32),
    )
    print(f"Wrote {output}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

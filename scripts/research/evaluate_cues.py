"""Measure every candidate cue on machine-made faces against photographs that are aligned alike, at avatars' sizes.

``python -m scripts.research.evaluate_cues --manifest FILE --root DIR`` prints the table; ``--write`` also writes
``companion/vision/cues.json`` and the table in ``docs/cues.md``. A cue stays where, at every size of avatars, its AUC
is 0.6 or more against each kind of photograph (mean over the machine-made sources).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from companion.core.cues import TABLE_VERSION, WORKING_SIDE, Standard
from companion.core.wire.evidence import CueName
from companion.vision.landmarks import FaceMesh
from scripts.research.measuring.by_source import ORDINARY, Sample, by_kind, interval, shares
from scripts.research.measuring.cue_candidates import CANDIDATES, Candidate
from scripts.research.measuring.cue_report import Row, report
from scripts.research.measuring.documents import ROOT, Part
from scripts.research.measuring.face_parts import view
from scripts.research.measuring.made_alike import Square, squares
from scripts.research.measuring.pictures import Labelled, hash_of, read_manifest

SIZES = (400, 256, 200, 128, 96, 64, 40)
MADE, ALIGNED, OTHERS = "gan", "aligned_real", "real"
LEAST_AUC = 0.6
ORDINARY_SHARE = 0.5
ROUNDS, SEED = 200, 20201201
TABLE = ROOT / "companion" / "vision" / "cues.json"
PART = Part("cues.md", "scripts/research/evaluate_cues.py --write")


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    labels = (MADE, ALIGNED, OTHERS)
    pictures = [each for each in read_manifest(options.manifest, options.root) if each.label in labels]
    by_size = _squares(pictures)
    samples = {
        (candidate.name, size): _sample(candidate, found)
        for size, found in by_size.items()
        if _is_enough(found)
        for candidate in CANDIDATES
    }
    rows = [_row(name, size, sample) for (name, size), sample in samples.items()]
    kept = [name.value for name in CueName if _stays(name.value, rows)]
    standards = {name: _standards(name, samples) for name in kept}
    figures = {
        "version": TABLE_VERSION,
        "engine": FaceMesh.name,
        "pictures": {label: sum(one.label == label for one in pictures) for label in labels},
        "pictures_sha256": hash_of(pictures),
        "cues": {name: [asdict(standard) for standard in found] for name, found in standards.items()},
    }
    counts = {size: Counter(square.label for square in found) for size, found in by_size.items()}
    document = report(CANDIDATES, rows, standards, counts)
    if options.json:
        print(json.dumps({**figures, "rows": [{**asdict(row), "lowest": row.lowest} for row in rows]}, indent=1))
    else:
        print(document)
    if options.write:
        TABLE.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        PART.write(document)
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--manifest", type=Path, required=True, help="CSV with path, label and source")
    parser.add_argument("--root", type=Path, required=True, help="the folder that the manifest's paths start from")
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name} and the table in {PART.document}")
    return parser.parse_args(arguments)


def _squares(pictures: Sequence[Labelled]) -> dict[int, list[Square]]:
    found: dict[int, list[Square]] = {size: [] for size in SIZES}
    engine = FaceMesh()
    try:
        for number, picture in enumerate(pictures, 1):
            for square in squares(picture, SIZES, engine, aligned=picture.label != OTHERS):
                found[len(square.rgb)].append(square)
            if sys.stderr.isatty():
                print(f"\r{number:,} of {len(pictures):,} pictures", end="", file=sys.stderr)
    finally:
        engine.close()
    return found


def _is_enough(found: Sequence[Square]) -> bool:
    sample = _sample(CANDIDATES[1], found)
    return bool(sample.machine_sources()) and bool(sample.photograph_kinds())


def _sample(candidate: Candidate, found: Sequence[Square]) -> Sample:
    chosen = [square for square in found if candidate.on_ordinary or square.label != OTHERS]
    return Sample(
        np.array([candidate.measure(view(square)) for square in chosen]),
        np.array([square.label == MADE for square in chosen]),
        np.array([square.source for square in chosen]),
        np.array([ORDINARY if square.label == OTHERS else square.source for square in chosen]),
    )


def _row(name: str, size: int, sample: Sample) -> Row:
    kinds = by_kind(sample)
    known = {kind: value for kind, value in kinds.items() if math.isfinite(value)}
    if not known or sample.values.ndim > 1:
        return Row(name, size, kinds, math.nan, math.nan)
    return Row(name, size, kinds, *interval(sample, min(known, key=lambda kind: known[kind]), ROUNDS, SEED))


def _stays(name: str, rows: Sequence[Row]) -> bool:
    return all(row.lowest >= LEAST_AUC for row in rows if row.name == name)


def _standards(name: str, samples: Mapping[tuple[str, int], Sample]) -> list[Standard]:
    """One for each size up to the working one; larger pictures are measured at the working size."""
    found = []
    for size in SIZES:
        if size <= WORKING_SIDE and (name, size) in samples:
            seen = shares(samples[name, size], ORDINARY_SHARE)
            percent = (round(100 * seen.machine_made), round(100 * seen.ordinary))
            found.append(Standard(size, round(seen.threshold, 4), *percent))
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

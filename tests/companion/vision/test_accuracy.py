"""The shipped calibration on real pictures, where they are present: a part of them, each at its own size and small."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from companion.core.wire.evidence import Level
from companion.vision.meter import Meter
from scripts.research.measuring.pictures import changed, read_manifest, resized

EVERY = 6


@pytest.mark.parametrize(("side", "least"), [(None, 0.96), (40, 0.92)])
def test_stylegan_faces_are_strong_and_ordinary_ones_are_not(
    shared_folder: Path, side: int | None, least: float
) -> None:
    folder = shared_folder / "faces"
    pictures = read_manifest(folder / "manifest.csv", folder)
    strong: dict[str, list[bool]] = {"gan": [], "real": [], "other_ai": []}
    with Meter() as meter:
        for label, found in strong.items():
            for picture in [each for each in pictures if each.label == label][::EVERY]:
                data = picture.path.read_bytes()
                if side is not None:
                    data = changed(data, partial(resized, side=side))
                found.append(meter.measure(data).evidence.level is Level.strong)
    assert len(strong["gan"]) > 85
    assert sum(strong["gan"]) >= least * len(strong["gan"])
    assert not any(strong["real"])
    assert not any(strong["other_ai"])

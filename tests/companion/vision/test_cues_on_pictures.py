"""Cues and the file's own words in the evidence of a picture, and that the shipped table holds on labelled pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from companion.core.cues import cues
from companion.core.wire.evidence import CueName, Level, ProvenanceClaim, Status
from companion.vision.cues import bundled_table, working_square
from companion.vision.meter import Meter
from scripts.research.measuring.made_alike import squares
from scripts.research.measuring.pictures import read_manifest
from tests.companion.vision.made import aligned, encoded, ordinary


@pytest.fixture(scope="module")
def meter() -> Iterator[Meter]:
    with Meter() as meter:
        yield meter


def test_an_aligned_picture_has_every_cue_with_its_worth(meter: Meter) -> None:
    found = meter.measure(encoded(aligned())).evidence
    assert found.level is Level.strong
    assert [cue.name for cue in found.cues] == list(bundled_table())
    for cue in found.cues:
        assert cue.size == 128
        assert cue.machine_made > cue.ordinary


def test_a_small_picture_is_judged_by_its_own_size(meter: Meter) -> None:
    found = meter.measure(encoded(aligned().resize((70, 70)))).evidence
    assert {cue.size for cue in found.cues} == {64}


def test_an_ordinary_picture_has_no_cues(meter: Meter) -> None:
    found = meter.measure(encoded(ordinary())).evidence
    assert (found.status, found.level) == (Status.scored, Level.none)
    assert found.cues == []


def test_what_the_file_says_stands_beside_the_score(meter: Meter) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", "NovelAI")
    plain, told = (meter.measure(encoded(aligned(), "PNG", pnginfo=text)).evidence for text in (None, info))
    assert plain.file == []
    assert [(one.says, one.quote) for one in told.file] == [(ProvenanceClaim.machine_made, "NovelAI")]
    assert told.model_copy(update={"file": []}) == plain


def test_a_picture_without_a_face_still_says_what_it_says(meter: Meter) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", "Steps: 20, Sampler: x")
    for side, status in ((96, Status.no_face), (8, Status.too_small)):
        found = meter.measure(encoded(Image.new("RGB", (side, side)), "PNG", pnginfo=info)).evidence
        assert found.status is status
        assert [one.says for one in found.file] == [ProvenanceClaim.machine_made]


@pytest.mark.parametrize("side", [400, 256, 255, 200, 129])
def test_the_working_square_is_the_picture_made_small(side: int) -> None:
    """Smooth colours keep their values wherever the square was cut."""
    y, x = np.indices((side, side + 40)) / side * 200
    rgb = np.stack([x, y, (x + y) / 2], axis=2).round().clip(0, 255).astype(np.uint8)
    small = working_square(rgb, 40, 0, side).astype(float)
    assert small.shape == (128, 128, 3)
    expected = (np.arange(128) + 0.5) / 128 * 200
    assert np.abs(small[64, :, 0] - (expected + 40 / side * 200).clip(0, 255)).max() < 2
    assert np.abs(small[:, 64, 1] - expected).max() < 2


def test_a_small_square_is_left_as_it_is() -> None:
    rgb = np.arange(60 * 60 * 3, dtype=np.uint64).reshape(60, 60, 3).astype(np.uint8)
    assert np.array_equal(working_square(rgb, 10, 20, 40), rgb[20:60, 10:50])


def test_a_square_outside_the_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="does not lie"):
        working_square(np.zeros((60, 60, 3), np.uint8), 80, 0, 40)


def test_the_shipped_table_holds_on_labelled_pictures(meter: Meter, shared_folder: Path) -> None:
    """Each cue is seen in clearly more machine-made faces than in photographs aligned alike."""
    folder = shared_folder / "faces"
    pictures = read_manifest(folder / "manifest.csv", folder)
    gan, real = ([one for one in pictures if one.label == label] for label in ("gan", "aligned_real"))
    chosen = gan[::6] + real[::2]
    table = bundled_table()
    seen: dict[tuple[CueName, str], list[bool]] = {}
    for picture in chosen:
        for square in squares(picture, (96,), meter._engine, aligned=True):
            for cue in cues(square.rgb, square.points, table):
                seen.setdefault((cue.name, square.label), []).append(cue.seen)
    for name in table:
        made, taken = (float(np.mean(seen[name, label])) for label in ("gan", "aligned_real"))
        assert made > taken + 0.1, name

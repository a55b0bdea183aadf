"""The figures that the accuracy page is made of, against cases whose answer is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from companion.core.calibration import Calibration
from companion.core.rarity import STRONG_ONE_IN
from companion.vision.meter import bundled_calibration
from scripts.research.evaluate import main
from scripts.research.measuring.fit import STEPS, Faces, calibrate, ratios, told
from scripts.research.measuring.metrics import alarms_at_recall, auc, clopper_pearson, recall_at, threshold_at, wilson
from scripts.research.measuring.pictures import CHANGES, changed, read_manifest, resized
from scripts.research.measuring.sources import carries, design_effect, interval, least_scores
from scripts.research.ordinary_faces import OrdinaryFaces
from tests.companion.vision.made import aligned, encoded, ordinary
from tests.companion.vision.test_engines import bundled


def test_intervals_are_the_published_ones() -> None:
    some = wilson(10, 100)
    assert (some.low, some.high) == pytest.approx((0.0552, 0.1744), abs=2e-4)
    none = clopper_pearson(0, 1000)
    assert (none.low, none.high) == pytest.approx((0, 0.00368), abs=1e-5)
    assert clopper_pearson(1000, 1000).high == 1


def test_rates_follow_from_the_order_of_scores() -> None:
    negative = np.arange(1000.0)
    positive = np.array([2000.0] * 97 + [998.5, 500.0, -np.inf])
    assert threshold_at(negative, 0.001) == 998
    assert recall_at(positive, negative, 0.001).value == 0.98
    assert recall_at(positive, negative, 0.01).value == 0.98
    assert alarms_at_recall(positive, negative, 0.99).count == 500
    assert auc(positive, negative).value == pytest.approx((97 + 0.999 + 0.5005) / 100)


def test_a_picture_without_a_score_is_never_an_alarm() -> None:
    unscored = np.full(50, -np.inf)
    assert alarms_at_recall(unscored, unscored, 0.99).count == 0


def _world(count: int, seed: int, spread: float, middle: tuple[float, ...]) -> Faces:
    rng = np.random.default_rng(seed)
    residuals = np.array(middle) + spread * rng.normal(size=(count, 4)) * (1, 1, 4, 2)
    return Faces(0.5 + 0.1 * rng.normal(size=(count, 478, 2)), residuals, np.full(count, 200.0))


def _sourced(count: int, seed: int, side: int = 200) -> OrdinaryFaces:
    """Of 60 sources."""
    return OrdinaryFaces(side, _world(count, seed, 0.1, (0, -0.1, -0.5, 0)), np.arange(count) % 60)


@pytest.fixture(scope="module")
def made_up() -> Calibration:
    near = _world(300, 2, 0.002, (0, 0, 0, 0))
    return calibrate(
        "made up",
        {100: near, 200: near},
        {100: _sourced(6000, 5, 100), 200: _sourced(6000, 1)},
    )


def test_a_fit_finds_what_it_was_drawn_from(made_up: Calibration) -> None:
    assert made_up.aligned.means[0] == pytest.approx(np.zeros(4), abs=0.002)
    assert np.sqrt(made_up.aligned.scales[0].diagonal()) == pytest.approx([0.002, 0.002, 0.008, 0.004], rel=0.3)
    fresh = _world(300, 3, 0.002, (0, 0, 0, 0))
    one_in, _ = told(made_up, ratios(made_up, fresh), fresh.sides)
    assert (one_in >= STRONG_ONE_IN).mean() > 0.98


def test_a_fit_finds_how_much_more_faces_scatter_that_are_turned() -> None:
    rng = np.random.default_rng(6)
    turned = rng.uniform(0, 0.5, 600)
    points = 0.5 + 0.01 * rng.normal(size=(600, 478, 2))
    points[:, 234, 0], points[:, 454, 0], points[:, 1, 0] = 0.3, 0.7, 0.5 + 0.4 * turned
    residuals = 0.002 * np.exp(2 * (turned - 0.25))[:, None] * rng.normal(size=(600, 4))
    near = Faces(points, residuals, np.full(600, 200.0))
    found = calibrate("made up", {100: near, 200: near}, {100: _sourced(6000, 5, 100), 200: _sourced(6000, 1)}).aligned
    assert found.turned == pytest.approx(0.25, abs=0.02)
    assert 1 < found.widening < 2, "with caution: it is told by single faces' distances"
    assert np.sqrt(found.scales[1].diagonal()) == pytest.approx([0.002] * 4, rel=0.3)


@pytest.mark.parametrize(("seed", "factor"), [(1, 1.0), (4, 1.1)])
def test_rarity_is_true_on_fitted_pictures_and_on_others(made_up: Calibration, seed: int, factor: float) -> None:
    faces = _sourced(6000, seed).faces
    one_in, _ = told(made_up, ratios(made_up, faces), faces.sides)
    for number in STEPS:
        assert (one_in >= number).sum() <= factor * len(faces) / number + 3 * (factor > 1), number


def test_the_interval_over_sources_is_the_exact_one_where_sources_do_not_matter() -> None:
    hits = np.zeros(1000, dtype=bool)
    assert interval(hits, np.arange(1000) % 50) == pytest.approx((0, 0.00368), abs=1e-5)
    hits[:20] = True
    alone = clopper_pearson(20, 1000)
    assert interval(hits, np.arange(1000)) == pytest.approx((alone.low, alone.high), rel=0.01)


def test_pictures_of_one_source_are_one_witness() -> None:
    hits = np.zeros(1000, dtype=bool)
    hits[:20] = True  # all of one source
    groups = np.arange(1000) // 20
    assert design_effect(hits, groups) == pytest.approx(20, rel=0.05)
    assert interval(hits, groups)[1] > 2 * clopper_pearson(20, 1000).high


def test_a_rarity_that_the_sample_cannot_carry_is_refused() -> None:
    scores, groups = np.arange(3000.0), np.arange(3000) % 50
    (least,) = least_scores(scores, groups, [500])
    assert interval(scores >= least, groups)[1] <= 1 / 500
    with pytest.raises(ValueError, match="cannot carry 1 in 1,000"):
        least_scores(scores, groups, [1000])


@pytest.mark.parametrize(("pictures", "rarest"), [(3688, 1000), (3687, 500), (300, 50)])
def test_what_the_fewest_pictures_of_a_size_cannot_carry_is_not_told(pictures: int, rarest: int) -> None:
    near = _world(300, 2, 0.002, (0, 0, 0, 0))
    steps = [number for number in STEPS if carries(pictures, number)]
    assert steps[-1] == rarest
    if rarest >= STRONG_ONE_IN:
        few = {100: _sourced(pictures, 5, 100), 200: _sourced(4000, 1)}
        assert list(calibrate("made up", {100: near, 200: near}, few).rarities.one_in) == steps


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_gives_a_jpeg_of_about_the_same_size(name: str) -> None:
    change, quality = CHANGES[name]
    data = changed(encoded(aligned(200), "PNG"), change, quality)
    assert data[:2] == b"\xff\xd8"
    assert data != changed(encoded(aligned(200), "PNG"), lambda image: image, quality) or "JPEG" in name


def test_small_pictures_are_never_enlarged() -> None:
    assert resized(Image.new("RGB", (100, 120)), 40).size == (40, 48)
    assert resized(Image.new("RGB", (30, 30)), 40).size == (30, 30)


@bundled
def test_any_labelled_folder_can_be_evaluated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["path,label"]
    for number in range(3):
        for label, picture in (("gan", aligned(100 + 20 * number)), ("real", ordinary(100 + 20 * number))):
            (tmp_path / f"{label}{number}.png").write_bytes(encoded(picture, "PNG"))
            rows.append(f"{label}{number}.png,{label}")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("\n".join(rows))
    assert main(["--manifest", str(manifest), "--root", str(tmp_path)]) == 0
    page = capsys.readouterr().out
    assert "1.0000 (1.0000–1.0000)" in page
    assert "Judged by the calibration that ships" in page
    assert {picture.source for picture in read_manifest(manifest, tmp_path)} == {""}


def test_a_manifest_without_the_labels_gets_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("path,label\na.jpg,cat\n")
    assert main(["--manifest", str(manifest), "--root", str(tmp_path)]) == 1
    assert "no picture labelled gan" in capsys.readouterr().err
    manifest.write_text("file,kind\na.jpg,cat\n")
    with pytest.raises(SystemExit, match="no column path"):
        main(["--manifest", str(manifest), "--root", str(tmp_path)])


def test_the_shipped_calibration_says_what_it_was_made_from(root: Path) -> None:
    text = (root / "companion" / "vision" / "calibration.json").read_text()
    assert '"made_from"' in text
    assert len(text) < 60_000
    assert bundled_calibration().engine

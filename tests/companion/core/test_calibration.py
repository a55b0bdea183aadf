"""The densities, and what levels, rarities and crops follow from them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import multivariate_t

from companion.core.calibration import (
    NARROWEST,
    SHAPE_LANDMARKS,
    WIDEST,
    ZOOMS,
    Aligned,
    Calibration,
    Correction,
    Ordinary,
    Students,
    aside,
    shapes,
    student_log_density,
    whitening,
)
from companion.core.rarity import level_of
from companion.core.wire.evidence import Level
from companion.vision.meter import bundled_calibration


def test_the_density_is_students() -> None:
    rng = np.random.default_rng(0)
    mean, root = rng.normal(size=4), rng.normal(size=(4, 4))
    scale = root @ root.T + np.eye(4)
    x = rng.normal(size=(50, 4))
    wanted = multivariate_t(mean, scale, df=7).logpdf(x)
    assert student_log_density(x - mean, whitening(scale), 7) == pytest.approx(wanted)


def test_a_mixture_is_the_sum_of_its_parts() -> None:
    means, scales = np.array([[0.0] * 4, [1.0] * 4]), np.array([np.eye(4), 2 * np.eye(4)])
    x = np.random.default_rng(1).normal(size=(20, 4))
    wanted = 0.3 * multivariate_t(means[0], scales[0], df=5).pdf(x) + 0.7 * multivariate_t(
        means[1], scales[1], df=5
    ).pdf(x)
    assert np.exp(Students(np.array([0.3, 0.7]), means, scales, 5).log_density(x)) == pytest.approx(wanted)


def test_between_two_sizes_the_spread_lies_between_theirs() -> None:
    aligned = Aligned(
        np.array([40.0, 160.0]), np.array([[4.0] * 4, [0.0] * 4]), np.array([4 * np.eye(4), np.eye(4)]), 10
    )
    means, scales = aligned.at(np.array([10.0, 40.0, 80.0, 160.0, 900.0]))
    assert means[:, 0] == pytest.approx([4, 4, 2, 0, 0])
    assert scales[:, 1, 1] == pytest.approx([4, 4, 2.5, 1, 1])


def test_a_face_that_is_turned_aside_scatters_more() -> None:
    scale = np.diag([1.0, 2.0, 3.0, 4.0])
    aligned = Aligned(np.array([40.0, 160.0]), np.zeros((2, 4)), np.array([scale, scale]), 10, turned=0.1, widening=2)
    x = np.random.default_rng(1).normal(size=(3, 5, 4))
    for turned, width in (
        (0.1, 1),
        (0.4, math.exp(0.6)),
        (0, math.exp(-0.2)),
        (1e6, math.exp(WIDEST)),
        (-9, math.exp(NARROWEST)),
    ):
        found = aligned.log_density(x, np.full(3, 80.0), np.full(3, float(turned)))
        wanted = multivariate_t(np.zeros(4), width**2 * scale, df=10).logpdf(x)
        assert found == pytest.approx(wanted)


def test_how_far_a_face_is_turned_aside_is_told_by_its_nose() -> None:
    shape = np.zeros((4, 2 * len(SHAPE_LANDMARKS)))
    left, right, nose = (2 * SHAPE_LANDMARKS.index(landmark) for landmark in (234, 454, 1))
    shape[:3, left], shape[:3, right] = -0.2, 0.3
    shape[:, nose] = 0.05, 0.15, -0.05, 0
    assert aside(shape) == pytest.approx([0, 0.2, 0.2, 0]), "the last has no width"


def test_between_two_sizes_ordinary_is_between_theirs() -> None:
    one, other = (Students(np.ones(1), np.full((1, 4), mean), np.array([np.eye(4)]), 8) for mean in (0.0, 3.0))
    ordinary = Ordinary(np.array([40.0, 160.0]), (one, other))
    x = np.zeros((4, 4))
    found = ordinary.log_density(x, np.array([20.0, 40.0, 80.0, 900.0]))
    ends = [float(each.log_density(x[:1])[0]) for each in (one, other)]
    assert found == pytest.approx([ends[0], ends[0], sum(ends) / 2, ends[1]])


def test_a_shape_does_not_depend_on_where_the_face_lies() -> None:
    face = np.random.default_rng(2).uniform(0.3, 0.7, (478, 2))
    move, zoom, turn = np.array([0.1, -0.05]), 0.3, 0.4
    rotation = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    moved = math.exp(zoom) * (face - 0.5) @ rotation.T + 0.5 + move
    both = shapes(np.array([face, moved]), np.array([[0, 0, 0, 0], [*move, zoom, turn]]))
    assert both[0] == pytest.approx(both[1])
    assert both.shape == (2, 2 * len(SHAPE_LANDMARKS))


def test_a_correction_never_exceeds_its_limit() -> None:
    correction = Correction(np.zeros(42), np.ones((42, 4)), np.full(4, 0.01))
    assert correction(np.full((1, 42), 9.0))[0] == pytest.approx([0.01] * 4)
    assert correction(np.full((1, 42), -9.0))[0] == pytest.approx([-0.01] * 4)


@pytest.fixture(scope="module")
def shipped() -> Calibration:
    return bundled_calibration()


def _at(calibration: Calibration, x: object) -> tuple[float, float, float]:
    """Ratios of a face of the mean shape at a residual, in a picture of 300 px."""
    vector = np.array([x], dtype=float)
    points = np.zeros((1, 478, 2))
    shape = calibration.correction.mean.reshape(-1, 2)
    cos, sin = math.cos(vector[0, 3]), math.sin(vector[0, 3])
    turned = shape @ np.array([[cos, sin], [-sin, cos]])
    points[0, SHAPE_LANDMARKS] = turned * math.exp(vector[0, 2]) + 0.5 + vector[0, :2]
    found = calibration.ratios(points, vector, np.array([300.0]))
    return float(found.aligned[0]), float(found.cropped[0]), float(found.zoom[0])


def test_the_score_falls_with_every_distance_from_the_alignment(shipped: Calibration) -> None:
    middle = shipped.aligned.means[-1]
    for axis, step in enumerate((0.003, 0.003, 0.02, 0.01)):
        for sign in (-1, 1):
            along = [_at(shipped, middle + sign * steps * step * np.eye(4)[axis])[0] for steps in range(6)]
            assert along == sorted(along, reverse=True), axis
    levels = [level_of(shipped.rarities.told(_at(shipped, x)[0], 300)) for x in (middle, (0.02, -0.1, -0.5, 0.02))]
    assert levels == [Level.strong, Level.none]


@pytest.mark.parametrize("zoom", [ZOOMS[5], ZOOMS[9], ZOOMS[-3]])
def test_a_crop_moves_a_face_along_a_line_that_is_known(shipped: Calibration, zoom: float) -> None:
    x = shipped.aligned.means[-1].copy()
    x[:2] *= math.exp(zoom)
    x[2] += zoom
    score, crop, read = _at(shipped, x)
    assert shipped.rarities.reads_as_crop(score, crop, 300)
    assert read == pytest.approx(zoom, abs=0.03)
    x[0] += 0.03
    score, crop, _ = _at(shipped, x)
    assert not shipped.rarities.reads_as_crop(score, crop, 300)


def test_another_versions_file_is_refused() -> None:
    with pytest.raises(ValueError, match="version 0"):
        Calibration.from_json({"version": 0})

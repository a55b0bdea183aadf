"""Sets of faces that sit in the same place are found; crowds, and one picture on many accounts, are not."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from companion.core.background import Background
from companion.core.models import FloatArray, Residual
from companion.core.together import LEAST_MEMBERS, cropped_alignment, gatherings, place
from companion.core.wire.evidence import Alignment, Eyes, Point
from companion.vision.background import bundled_background

CROPPED_TO_80 = Residual(0.0, 0.003, -0.025 + math.log(1 / 0.8), 0.0)


@pytest.fixture(scope="module")
def background() -> Background:
    return bundled_background()


def crowd(background: Background, size: int, seed: int) -> list[Residual]:
    """Ordinary accounts, drawn from the background itself."""
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(size, background.weights / background.weights.sum())
    parts = zip(background.means, background.covariances, counts, strict=True)
    return residuals(np.concatenate([rng.multivariate_normal(mean, spread, count) for mean, spread, count in parts]))


def cropped_alike(background: Background, centre: Residual, size: int, seed: int) -> list[Residual]:
    scatter = np.random.default_rng(seed).normal(size=(size, 4)) * background.noise
    return residuals(centre.vector() + scatter)


def residuals(points: FloatArray) -> list[Residual]:
    return [Residual(*map(float, row)) for row in points]


@pytest.mark.parametrize("centre", [CROPPED_TO_80, Residual(0.1, -0.2, -0.6, 0.1), Residual(0.0, 0.003, -0.025, 0.0)])
def test_a_set_is_found_wherever_it_sits(background: Background, centre: Residual) -> None:
    ordinary = crowd(background, 1000, 1)
    (found,) = gatherings([*cropped_alike(background, centre, 40, 2), *ordinary], background)
    named = set(found.members)
    assert len(named & set(range(40))) >= 37
    assert len(named - set(range(40))) <= 1
    assert found.expected < 2 < found.observed
    assert found.p_value < 1e-20
    assert np.allclose(found.centre.vector(), centre.vector(), atol=3 * background.noise)
    assert list(found.probability) == sorted(found.probability, reverse=True)
    assert min(found.probability) >= 0.5


@pytest.mark.parametrize("size", [265, 500, 1000])
def test_a_large_set_is_found_whole(background: Background, size: int) -> None:
    """Below 1e-308 SciPy's tails are all alike; still the ball is taken that chance explains least."""
    (found,) = gatherings([*cropped_alike(background, CROPPED_TO_80, size, 2), *crowd(background, 1000, 1)], background)
    assert len(set(found.members) & set(range(size))) >= 0.998 * size
    assert found.observed >= 0.99 * size
    assert found.expected < 1


def test_two_sets_are_told_apart(background: Background) -> None:
    beside = Residual(CROPPED_TO_80.shift_x, CROPPED_TO_80.shift_y + 0.05, CROPPED_TO_80.log_scale, 0.0)
    first, second = (cropped_alike(background, centre, 30, 3) for centre in (CROPPED_TO_80, beside))
    found = gatherings([*first, *second, *crowd(background, 500, 4)], background)
    assert [{member // 30 for member in gathering.members if member < 60} for gathering in found] in (
        [{0}, {1}],
        [{1}, {0}],
    )


@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_found_in_a_crowd(background: Background, seed: int) -> None:
    assert gatherings(crowd(background, 1000, seed), background) == []


def test_a_crowd_that_sits_elsewhere_is_still_a_crowd(background: Background) -> None:
    """Another platform's faces may all sit closer than the background's: that alone is no set."""
    moved = np.array([residual.vector() for residual in crowd(background, 1000, 5)]) * 0.5 + [0.0, 0.15, 0.2, 0.0]
    assert gatherings(residuals(moved), background) == []


def test_one_picture_on_many_accounts_is_one_witness(background: Background) -> None:
    ordinary = crowd(background, 300, 6)
    copies = [CROPPED_TO_80] * 40
    numbers = [0] * 40 + list(range(1, 301))
    assert gatherings([*copies, *ordinary], background, numbers) == []
    assert len(gatherings([*copies, *ordinary], background)) == 1


def test_all_accounts_with_a_member_picture_are_named(background: Background) -> None:
    planted = cropped_alike(background, CROPPED_TO_80, 30, 7)
    numbers = [*range(30), *range(30)]
    (found,) = gatherings([*planted, *planted], background, numbers)
    assert found.pictures * 2 == len(found.members)
    assert {member % 30 for member in found.members[:2]} == {found.members[0] % 30}


def test_the_order_of_the_accounts_changes_nothing(background: Background) -> None:
    world = [*cropped_alike(background, CROPPED_TO_80, 20, 8), *crowd(background, 400, 9)]
    order = np.random.default_rng(10).permutation(len(world))
    (straight,) = gatherings(world, background)
    (turned,) = gatherings([world[i] for i in order], background)
    assert {int(order[member]) for member in turned.members} == set(straight.members)


@pytest.mark.parametrize("size", range(LEAST_MEMBERS))
def test_a_handful_says_nothing(background: Background, size: int) -> None:
    assert gatherings([CROPPED_TO_80] * size, background) == []


def test_pictures_and_residuals_must_match(background: Background) -> None:
    with pytest.raises(ValueError, match="number of its picture"):
        gatherings([CROPPED_TO_80], background, [1, 2])


def test_another_versions_background_is_refused() -> None:
    with pytest.raises(ValueError, match="version 0"):
        Background.from_json(json.loads('{"version": 0}'))


def test_the_share_within_a_ball_is_what_a_sample_says(background: Background) -> None:
    sample = np.array([residual.vector() for residual in crowd(background, 400_000, 11)])
    middle = np.array([[0.0, -0.12, -0.45, 0.0]])
    radius = 10.0  # half as large again as the largest that is searched with
    inside = np.linalg.norm((sample - middle) / background.noise, axis=1) <= radius
    assert inside.sum() > 50
    assert background.share_within(middle, radius)[0] == pytest.approx(inside.mean(), rel=4 / math.sqrt(inside.sum()))


def test_the_roll_is_turned_into_radians() -> None:
    eyes = Eyes(left=Point(x=0.4, y=0.5), right=Point(x=0.6, y=0.5))
    measured = Alignment(
        shift_x=0.1, shift_y=0.2, log_scale=0.3, roll=90.0, eye_distance=0.01, eyes=eyes, template=eyes
    )
    assert place(measured) == Residual(0.1, 0.2, 0.3, math.pi / 2)


@pytest.mark.parametrize("share", [1.0, 0.9, 0.8, 0.6])
def test_a_central_crop_of_stylegans_place_is_named(background: Background, share: float) -> None:
    aligned = background.aligned
    centre = Residual(aligned[0] / share, aligned[1] / share, aligned[2] - math.log(share), aligned[3])
    found = cropped_alignment(centre, background)
    assert found is not None
    assert found.share == pytest.approx(share)


@pytest.mark.parametrize(
    "centre",
    [
        Residual(0.0, 0.1, 0.2, 0.0),
        Residual(0.05, 0.003, 0.2, 0.0),
        Residual(0.0, 0.003, 0.2, 0.1),
        Residual(0.0, 0.003, -0.5, 0.0),
    ],
)
def test_other_places_are_no_crop_of_it(background: Background, centre: Residual) -> None:
    """Off the middle, turned, or smaller than any crop makes a face."""
    assert cropped_alignment(centre, background) is None

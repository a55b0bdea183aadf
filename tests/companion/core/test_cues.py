"""The two cues that hold, on drawn pictures whose right value is known, and the table they are judged by."""

from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.core.cues import WORKING_SIDE, CueTable, Standard, cues, eyes_alike, few_extremes, table_from_json
from companion.core.models import FloatArray
from companion.core.wire.evidence import CueName

CENTRES = {468: (0.38, 0.48), 473: (0.62, 0.48)}
RADIUS = 0.025
TABLE: CueTable = {CueName.few_extremes: (Standard(96, 0.9, 40, 20), Standard(40, 0.5, 30, 20))}


def landmarks() -> FloatArray:
    points = np.full((478, 2), 0.5)
    for eye, centre in CENTRES.items():
        points[eye] = centre
        points[eye + 1 : eye + 5] = np.array(centre) + RADIUS * np.array([(1, 0), (0, -1), (-1, 0), (0, 1)])
    return points


def face(side: int, glints: dict[int, tuple[float, float]], lift: int = 0) -> NDArray[np.uint8]:
    """Grey skin with two dark irises, each with a glint at a place given in radii from its centre."""
    y, x = (np.indices((side * 4, side * 4)) + 0.5) / (side * 4)
    grey = np.full((side * 4, side * 4), 150.0)
    for eye, (cx, cy) in CENTRES.items():
        gx, gy = glints[eye]
        grey[np.hypot(x - cx, y - cy) < RADIUS] = 60 + (lift if eye == 473 else 0)
        grey[np.hypot(x - cx - gx * RADIUS, y - cy - gy * RADIUS) < 0.5 * RADIUS] = 240
    small = grey.reshape(side, 4, side, 4).mean(axis=(1, 3))
    return np.repeat(small.round().astype(np.uint8)[..., None], 3, axis=2)


ALIKE = {468: (0.3, -0.3), 473: (0.3, -0.3)}
APART = {468: (-0.5, 0.3), 473: (0.5, -0.4)}


@pytest.mark.parametrize("side", [128, 96, 64, 40])
def test_eyes_that_look_the_same(side: int) -> None:
    same, other = (eyes_alike(face(side, glints), landmarks()) for glints in (ALIKE, APART))
    assert same > (0.8 if side >= 64 else 0.5)  # at 40 pixels an iris is two pixels wide
    assert other < same - 0.3


def test_eyes_alike_is_lins_concordance() -> None:
    """Of eyes that differ by a constant d alone it is 2v / (2v + d²), v the variance; so two d must give one v."""
    points = landmarks()
    points[473:478] = points[468:473] + np.array([0.25, 0])
    picture = np.random.default_rng(1).integers(0, 200, (128, 128, 3)).astype(np.uint8)

    def value(difference: int) -> float:
        picture[:, 64:96] = picture[:, 32:64] + difference
        return eyes_alike(picture, points)

    assert value(0) == pytest.approx(1)
    variances = [value(d) * d**2 / (2 * (1 - value(d))) for d in (20, 50)]
    assert variances[0] == pytest.approx(variances[1])
    assert variances[0] > 100


def test_eyes_alike_does_not_ask_which_way_the_picture_is_mirrored() -> None:
    picture, points = face(128, APART), landmarks()
    mirrored = points * (-1, 1) + (1, 0)
    mirrored[[*range(468, 473), *range(473, 478)]] = mirrored[[*range(473, 478), *range(468, 473)]]
    assert eyes_alike(picture[:, ::-1], mirrored) == pytest.approx(eyes_alike(picture, points))


def test_eyes_without_texture_have_no_value() -> None:
    plain = np.full((64, 64, 3), 120, np.uint8)
    with pytest.raises(ValueError, match="texture"):
        eyes_alike(plain, landmarks())


def test_eyes_beyond_the_picture_are_measured_at_its_edge() -> None:
    picture = np.random.default_rng(2).integers(0, 256, (64, 64, 3)).astype(np.uint8)
    for away in [(0.0, 0.5), (0.9, 0.0), (-0.6, -0.6)]:
        assert -1 <= eyes_alike(picture, landmarks() + np.array(away)) <= 1


def test_few_extremes_counts_burnt_out_and_black_pixels() -> None:
    picture = np.full((100, 100, 3), 128, np.uint8)
    assert few_extremes(picture, landmarks()) == 1
    picture[:5] = (255, 0, 0)  # one full channel is burnt out
    picture[5:15] = (10, 10, 10)
    picture[15:20] = (0, 0, 40)  # dark, not black
    assert few_extremes(picture, landmarks()) == pytest.approx(0.85)


@pytest.mark.parametrize(("side", "size", "seen"), [(128, 96, False), (96, 96, False), (95, 40, True), (40, 40, True)])
def test_a_cue_is_judged_by_the_largest_size_that_fits(side: int, size: int, seen: bool) -> None:
    picture = np.full((side, side, 3), 128, np.uint8)
    picture[: round(0.3 * side)] = 0
    (found,) = cues(picture, landmarks(), TABLE)
    assert (found.name, found.size, found.seen) == (CueName.few_extremes, size, seen)
    assert (found.machine_made, found.ordinary) == ((40, 20) if size == 96 else (30, 20))


def test_too_small_a_picture_has_no_cues() -> None:
    assert cues(np.zeros((39, 39, 3), np.uint8), landmarks(), TABLE) == []


def test_what_cannot_be_measured_is_left_out() -> None:
    table: CueTable = {CueName.eyes_alike: (Standard(40, 0.8, 40, 20),), **TABLE}
    found = cues(np.full((64, 64, 3), 120, np.uint8), landmarks(), table)
    assert [cue.name for cue in found] == [CueName.few_extremes]


def test_a_table_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version 2"):
        table_from_json({"version": 2, "cues": {}})


def test_the_table_is_read_with_the_largest_size_first() -> None:
    row = {"threshold": 0.5, "machine_made": 40, "ordinary": 20}
    data = {"version": 1, "cues": {"eyes_alike": [{"size": 40, **row}, {"size": WORKING_SIDE, **row}]}}
    table = table_from_json(json.loads(json.dumps(data)))
    assert [standard.size for standard in table[CueName.eyes_alike]] == [128, 40]

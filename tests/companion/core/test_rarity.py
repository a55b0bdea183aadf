"""What is told of a score: by the picture's size, never more than the sample bears witness to."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from companion.core.rarity import SOME_ONE_IN, STRONG_ONE_IN, UNSAMPLED_ONE_IN, BySide, Rarities, level_of
from companion.core.wire.evidence import Level
from companion.vision.meter import CALIBRATIONS, bundled_calibration
from scripts.environment.command import ROOT

SIDES = np.array([40.0, 160.0])
MADE_UP = Rarities(
    one_in=(10, 100, 200, 500, 1000),
    scores=BySide(SIDES, np.array([[-3.0, -1, 0, 2, 4], [-5, -3, -2, 0, 2]])),
    cropped=BySide(SIDES, np.array([[2.0], [1.0]])),
)


def test_numbers_lie_between_those_of_the_sizes_around() -> None:
    assert MADE_UP.scores.at(40) == pytest.approx([-3, -1, 0, 2, 4])
    assert MADE_UP.scores.at(80) == pytest.approx([-4, -2, -1, 1, 3])
    assert MADE_UP.scores.at(4000) == pytest.approx([-5, -3, -2, 0, 2])
    assert MADE_UP.scores.at(20) == pytest.approx([-2, 0, 1, 3, 5])


def test_one_score_is_less_rare_in_a_small_picture() -> None:
    assert [MADE_UP.told(1.5, side).one_in for side in (40, 80, 160)] == [200, 500, 500]
    assert [level_of(MADE_UP.told(-1.5, side)) for side in (40, 80, 160)] == [Level.none, Level.none, Level.some]


def test_below_the_smallest_sampled_size_little_is_told() -> None:
    told = MADE_UP.told(99, 39)
    assert (told.one_in, told.at_least) == (UNSAMPLED_ONE_IN, True)
    assert level_of(told) is Level.none
    assert not MADE_UP.reads_as_crop(-9, 9, 39)


def test_a_score_below_all_is_told_nothing_and_one_above_all_that_it_may_be_rarer() -> None:
    assert (MADE_UP.told(-9, 160).one_in, MADE_UP.told(-9, 160).at_least) == (1, False)
    assert (MADE_UP.told(9, 160).one_in, MADE_UP.told(9, 160).at_least) == (1000, True)


def test_a_crop_is_read_only_where_it_says_more_and_the_whole_is_not_strong() -> None:
    assert MADE_UP.reads_as_crop(-2, 1.5, 160)
    assert not MADE_UP.reads_as_crop(-2, 1.5, 40)
    assert not MADE_UP.reads_as_crop(0.5, 1.5, 160)
    assert not MADE_UP.reads_as_crop(-2, 0.5, 160)


@pytest.mark.parametrize("engine", CALIBRATIONS)
@pytest.mark.parametrize("side", [24, 40, 57, 96, 200, 256, 4000])
def test_what_ships_rises_with_the_score_at_every_size(engine: str, side: int) -> None:
    rarities = bundled_calibration(engine).rarities
    told = [rarities.told(score, side).one_in for score in np.linspace(-20, 10, 200)]
    assert told == sorted(told)
    assert (told[0], told[-1]) == (1, 1000 if side >= 40 else UNSAMPLED_ONE_IN)


@pytest.mark.parametrize(
    "file", sorted((ROOT / "companion" / "texts").glob("*/extension.json")), ids=lambda file: file.parent.name
)
def test_the_meaning_of_each_mark_names_its_level(file: Path) -> None:
    marks = json.loads(file.read_text("utf-8"))["marks"]
    for shape, one_in in (("strong", STRONG_ONE_IN), ("some", SOME_ONE_IN)):
        assert re.findall(r"\d+", marks[shape])[-1] == str(one_in)

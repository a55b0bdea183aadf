"""The communities' colours can be told apart, by everybody and on every ground."""

from __future__ import annotations

import numpy as np
import pytest

from companion.core.colours import COMMUNITY_COLOURS, OTHERS

from .colour_sight import apart, ciede2000, lab, least, rgb

LEAST = 11.0
AWAY_FROM = ("#f2b705", "#2462a6", "#7db4ee", "#ffffff", "#faf8f3", "#201e18", "#16150f", OTHERS)
"""The line, reuse in the light and in the dark, sheet and paper in both, and the grey of the others."""


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_is_the_published_one(one: tuple[float, ...], other: tuple[float, ...], differ: float) -> None:
    """Pairs of table 1 of Sharma, Wu & Dalal 2005."""
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(differ, abs=1e-4)


def test_red_and_green_are_alike_to_who_sees_no_green() -> None:
    red, green = rgb(["#c05030"]), rgb(["#808000"])
    assert ciede2000(lab(red, "no green"), lab(green, "no green")) < ciede2000(lab(red), lab(green)) / 3


def test_each_differs_from_each_other_and_from_what_has_a_meaning_of_its_own() -> None:
    colours = rgb(COMMUNITY_COLOURS)
    assert len(colours) >= 16
    assert apart(colours).min() >= LEAST
    assert least(colours, rgb(AWAY_FROM)).min() >= LEAST


def test_well_known_colours_would_not_do() -> None:
    okabe_ito = ["#e69f00", "#56b4e9", "#009e73", "#0072b2", "#d55e00", "#cc79a7"]
    assert min(apart(rgb(okabe_ito)).min(), least(rgb(okabe_ito), rgb(AWAY_FROM)).min()) < LEAST

"""Cauchy's combination holds its level where p-values depend on each other, and knows what is not known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from companion.core.combination import cauchy_combination


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9])
@pytest.mark.parametrize(("level", "most"), [(0.05, 0.065), (0.001, 0.0014)])
def test_it_holds_its_level_however_the_p_values_depend(correlation: float, level: float, most: float) -> None:
    # By theory only in the tail; at 0.05 it is known to reach 0.062 at middling correlation.
    rng = np.random.default_rng(20260)
    common, own = rng.normal(size=(400_000, 1)), rng.normal(size=(400_000, 6))
    p_values = norm.sf(np.sqrt(correlation) * common + np.sqrt(1 - correlation) * own)
    assert (cauchy_combination(p_values) <= level).mean() <= most


def test_one_small_p_value_among_many_large_ones_is_not_lost() -> None:
    assert cauchy_combination(np.array([[1e-8, 1.0, 1.0, 1.0, 1.0, 1.0]]))[0] < 1e-7


def test_the_smallest_p_values_stay_in_order() -> None:
    joint = cauchy_combination(np.array([[1e-300, 0.5], [1e-200, 0.5], [1e-16, 0.5], [1e-14, 0.5], [0.5, 0.5]]))
    assert (np.diff(joint) > 0).all()


def test_what_is_not_known_does_not_count() -> None:
    known = cauchy_combination(np.array([[0.01, 0.2]]))
    assert cauchy_combination(np.array([[0.01, np.nan, 0.2]])) == pytest.approx(known)
    assert cauchy_combination(np.array([[np.nan, np.nan]])).tolist() == [1.0]

"""Lifts against a bootstrap and published figures, and the ranking against counting by hand."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from scipy.stats.contingency import relative_risk

from companion.core.followed import lifts, most_followed


@pytest.mark.parametrize(("inside", "outside"), [(40, 30), (15, 200), (80, 400)])
def test_with_many_counts_it_is_the_relative_risk_of_scipy(inside: int, outside: int) -> None:
    found = lifts(np.array([inside]), 100, np.array([outside]), 1000)
    expected = relative_risk(inside, 100, outside, 1000)
    interval = expected.confidence_interval(0.95)
    assert found.lift[0] == pytest.approx(expected.relative_risk, rel=0.04)
    assert found.low[0] == pytest.approx(interval.low, rel=0.06)
    assert found.high[0] == pytest.approx(interval.high, rel=0.06)


@pytest.mark.parametrize(
    ("lists", "share_inside", "share_outside"), [(150, 0.5, 0.05), (150, 0.04, 0.02), (150, 0.2, 0.004), (8, 0.9, 0.5)]
)
def test_the_interval_holds_the_truth_as_often_as_it_says(
    lists: int, share_inside: float, share_outside: float
) -> None:
    rng = np.random.default_rng(3)
    found = lifts(rng.binomial(lists, share_inside, 4000), lists, rng.binomial(500, share_outside, 4000), 500)
    truth = share_inside / share_outside
    assert np.mean((found.low <= truth) & (truth <= found.high)) > 0.93


def test_what_rests_on_few_comes_after_what_rests_on_many() -> None:
    found = lifts(np.array([2, 60]), 100, np.array([0, 12]), 400)
    assert found.lift[0] > 15
    assert found.low[0] < found.low[1]


pairs = st.lists(st.tuples(st.integers(1, 12), st.integers(20, 26)), max_size=60, unique=True)


@settings(max_examples=100)
@given(pairs, st.sets(st.integers(1, 12)), st.integers(1, 3))
def test_counts_are_those_counted_by_hand(listed: list[tuple[int, int]], members: set[int], least: int) -> None:
    ends = np.array(sorted(listed), dtype=np.int64).reshape(-1, 2)
    found = most_followed(ends[:, 0], ends[:, 1], np.array(sorted(members)), least=least, least_outside=1)
    owners = {owner for owner, _ in listed}
    inside = Counter(target for owner, target in listed if owner in members)
    outside = Counter(target for owner, target in listed if owner not in members)
    assert found.lists_inside == len(owners & members)
    assert found.lists_outside == len(owners - members)
    counted = dict(
        zip(found.targets.tolist(), zip(found.inside.tolist(), found.outside.tolist(), strict=True), strict=True)
    )
    assert counted == {target: (n, outside[target]) for target, n in inside.items() if n >= least}
    if found.lifts is not None:
        assert found.lifts.low.tolist() == sorted(found.lifts.low.tolist(), reverse=True)
        tails = [
            fisher_exact([[a, found.lists_inside - a], [b, found.lists_outside - b]], alternative="greater").pvalue
            for a, b in zip(found.inside, found.outside, strict=True)
        ]
        assert found.q_value is not None
        assert np.all(found.q_value >= np.array(tails) - 1e-12)
        assert found.q_value.max() == pytest.approx(max(tails))


def test_with_nobody_to_compare_with_the_order_is_by_number() -> None:
    found = most_followed(
        np.array([1, 2, 3, 1, 2]), np.array([9, 9, 9, 8, 8]), np.array([1, 2, 3]), least=1, least_outside=1
    )
    assert (found.targets.tolist(), found.lifts, found.q_value) == ([9, 8], None, None)

"""Observed and expected numbers of a group's pictures against every group that could be drawn."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.core.group_pictures import same_pairs, signs


def pairs(worn: list[int]) -> int:
    return sum(a == b for a, b in itertools.combinations(worn, 2))


@settings(max_examples=80)
@given(st.lists(st.booleans(), min_size=1, max_size=8), st.data())
def test_signs_are_counted_over_every_group(has: list[bool], data: st.DataObject) -> None:
    members = sorted(data.draw(st.sets(st.integers(0, len(has) - 1), min_size=1)))
    found = signs(np.array(has), np.array(members))
    drawn = [sum(has[at] for at in group) for group in itertools.combinations(range(len(has)), len(members))]
    assert found.observed == sum(has[at] for at in members)
    assert found.expected == pytest.approx(np.mean(drawn))
    assert found.p_value == pytest.approx(np.mean([count >= found.observed for count in drawn]))


@settings(max_examples=25)
@given(st.lists(st.integers(1, 3), min_size=2, max_size=7), st.data())
def test_pairs_are_counted_over_every_group(worn: list[int], data: st.DataObject) -> None:
    members = sorted(data.draw(st.sets(st.integers(0, len(worn) - 1), min_size=2)))
    found = same_pairs(np.array(worn), np.array(members), np.random.default_rng(0), 3999)
    drawn = [pairs([worn[at] for at in group]) for group in itertools.combinations(range(len(worn)), len(members))]
    assert found.observed == pairs([worn[at] for at in members])
    assert found.expected == pytest.approx(np.mean(drawn))
    assert found.p_value == pytest.approx(np.mean([count >= found.observed for count in drawn]), abs=0.05)


def test_nobody_and_one_alone_say_nothing() -> None:
    nobody = np.zeros(0, dtype=np.int64)
    assert signs(np.array([True, False]), nobody).p_value == 1
    assert same_pairs(np.array([1, 1]), nobody, np.random.default_rng(0), 99).of == 0
    assert same_pairs(np.array([1, 1]), np.array([0]), np.random.default_rng(0), 99).p_value == 1

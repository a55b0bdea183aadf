"""Strangers have nobody of their group in their lists, and nobody whom the group follows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from companion.core.compared_groups import Lists
from companion.core.strangers import ACQUAINTED, strangers

COUNT, TARGETS, SIZE = 400, 1_000, 40
GROUP = np.arange(SIZE)


def crowd(source: float = 0.0, density: float = 0.0, hub: float = 0.0, seen: float = 1.0) -> Lists:
    """Lists of ten people each. Of the group so many follow a ``source``; so many pairs of it are acquainted; and so
    many of everybody follow a ``hub``."""
    rng = np.random.default_rng(8)
    lists = np.zeros((COUNT, TARGETS))
    for row in lists:
        row[2 + rng.choice(TARGETS - 2, 10, replace=False)] = 1
    lists[:, 0] = rng.random(COUNT) < hub
    lists[:SIZE, 1] = rng.random(SIZE) < source * seen
    pairs = np.triu(rng.random((SIZE, SIZE)) < density * seen, 1)
    acquainted = np.zeros((COUNT, COUNT))
    acquainted[:SIZE, :SIZE] = pairs | pairs.T
    nobody = csr_array((COUNT, COUNT))
    return Lists(csr_array(lists), nobody, np.ones(COUNT, bool), csr_array(acquainted), np.full(COUNT, seen))


def test_who_has_nobody_in_common_is_a_stranger() -> None:
    found = strangers(crowd(), GROUP)
    assert (found.of, found.observed) == (SIZE, SIZE)
    assert found.expected == SIZE * (1 - ACQUAINTED)
    assert found.p_value < 1e-10


def test_whom_everybody_follows_makes_nobody_acquainted() -> None:
    assert strangers(crowd(hub=0.5), GROUP).p_value < 1e-10


@pytest.mark.parametrize("seen", [0.3, 0.6, 1.0])
@pytest.mark.parametrize(("source", "density"), [(0.6, 0.0), (0.0, 0.05), (0.3, 0.03)])
def test_who_follows_one_account_or_each_other_is_no_stranger(source: float, density: float, seen: float) -> None:
    assert strangers(crowd(source, density, seen=seen), GROUP).p_value > 0.01


def test_the_less_of_the_lists_was_seen_the_less_is_sure() -> None:
    p_values = [strangers(crowd(seen=seen), GROUP).p_value for seen in (1.0, 0.6, 0.3, 0.05)]
    assert p_values == sorted(p_values)
    assert p_values[-1] > 0.1


def test_lists_of_which_nobody_knows_how_long_they_are_say_nothing() -> None:
    found = strangers(replace(crowd(), seen=np.full(COUNT, np.nan)), GROUP)
    assert (found.of, found.p_value) == (0, 1.0)


def test_where_the_group_is_all_that_was_seen_anybody_in_several_lists_may_have_shown_it() -> None:
    few = crowd(source=0.8)
    alone = replace(
        few, members=csr_array(few.members[:SIZE]), seen=few.seen[:SIZE], acquainted=csr_array((SIZE, SIZE))
    )
    assert strangers(alone, GROUP).p_value > 0.01

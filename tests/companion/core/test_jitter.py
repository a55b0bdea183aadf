"""What chance gives is what moving every share within its hour gives, worked out pair by pair."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from companion.core.coordination import Edges, Shares, coordinated
from companion.core.false_discovery import adjusted
from companion.core.jitter import chances, expected_in_all, expected_weights, meeting, span_of


@given(st.integers(1, 30), st.data())
def test_meeting_by_all_seconds(span: int, data: st.DataObject) -> None:
    window = data.draw(st.integers(0, span - 1))
    seconds = list(itertools.product(range(span), repeat=2))
    same = sum(abs(a - b) <= window for a, b in seconds) / span**2
    following = sum(abs(a - (b + span)) <= window for a, b in seconds) / span**2
    assert meeting(window, span) == pytest.approx((same, following))


shares = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 4 * 3600)), min_size=2, max_size=40
).map(
    lambda rows: Shares(
        *(
            np.array(column)
            for column in zip(*[(thing, who, at) for at, (thing, who, _) in enumerate(rows)], strict=True)
        ),
        np.array([time for _, _, time in rows]),
    )
)


def by_pairs(given_: Shares, window: int, pairs: list[tuple[int, int]]) -> float:
    same, following = meeting(window, span_of(window))
    total = 0.0
    for a, b in pairs:
        if given_.objects[a] == given_.objects[b]:
            apart = abs(int(given_.times[a]) // span_of(window) - int(given_.times[b]) // span_of(window))
            total += {0: same, 1: following}.get(apart, 0.0)
    return total


@given(shares, st.sampled_from([0, 10, 600, 3000]))
def test_expected_pairs_pair_by_pair(made: Shares, window: int) -> None:
    edges = coordinated(made, window, least_shares=1)
    expected = expected_weights(made, edges, window)
    for at, (one, other) in enumerate(zip(edges.first.tolist(), edges.second.tolist(), strict=True)):
        mine, theirs = (np.flatnonzero(made.accounts == each).tolist() for each in (one, other))
        assert expected[at] == pytest.approx(by_pairs(made, window, list(itertools.product(mine, theirs))))
    every = [(a, b) for a, b in itertools.combinations(range(len(made)), 2) if made.accounts[a] != made.accounts[b]]
    assert expected_in_all(made, window) == pytest.approx(by_pairs(made, window, every), abs=1e-9)


def test_shares_moved_within_their_hours_meet_as_often_as_expected() -> None:
    random = np.random.default_rng(3)
    n, window = 400, 60
    objects, accounts = random.integers(0, 4, n), random.integers(0, 12, n)
    hours = random.integers(0, 6, n)
    found = []
    for _ in range(200):
        made = Shares(objects, accounts, np.arange(n), hours * 3600 + random.integers(0, 3600, n))
        found.append(int(coordinated(made, window, least_shares=1).weight.sum()))
    assert np.mean(found) == pytest.approx(expected_in_all(made, window), rel=0.05)


def test_one_message_that_meets_many_is_one_coincidence() -> None:
    one = np.array([1])
    edges = Edges(one - 1, one, np.array([5]), one, np.array([5]), one, np.array([5]), np.array([1.0]))
    assert chances(edges, np.array([0.1]))[0] == pytest.approx(1 - np.exp(-0.1))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.integers(0, 50))
def test_q_values_are_benjamini_and_hochbergs(p_values: list[float], more: int) -> None:
    by_scipy = false_discovery_control([*p_values, *[1.0] * more])[: len(p_values)]
    assert adjusted(np.array(p_values), len(p_values) + more) == pytest.approx(by_scipy)

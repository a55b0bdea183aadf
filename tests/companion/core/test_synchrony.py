"""Bursts are told from chance: literal counts, exact tails, and made-up worlds with and without a burst."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from companion.core.activities import DAY, HOUR
from companion.core.event_rate import Rate, estimated
from companion.core.synchrony import _Cells, scan
from scripts.research.measuring.synchrony_worlds import BEGIN, world

NOBODY = np.zeros(0, dtype=np.int64)


def test_pairs_by_chance_of_the_models_case() -> None:
    """663 accounts over two years, at a steady rate: 12.5 pairs of the same hour (DESIGN.md)."""
    steady = np.full(730 * 24, 663 / (730 * 24))
    rate = Rate(0, HOUR, steady, np.full(len(steady), 1e12))
    assert rate.expected_pairs == pytest.approx(663**2 / 2 / (730 * 24))
    assert rate.expected_pairs == pytest.approx(12.5, abs=0.1)


def test_an_even_rate_is_estimated_as_even() -> None:
    times = BEGIN + np.arange(0, 700 * DAY, DAY) + np.arange(700) * 7 % 24 * HOUR
    rate = scan(times, np.arange(700), NOBODY, HOUR).rate
    assert rate.expected.mean() == pytest.approx(1 / 24, rel=0.05)
    assert rate.expected.max() < 3 * rate.expected.mean()


def test_a_burst_does_not_hide_itself() -> None:
    """Half of all events in one hour leave the expected number of that hour about as it is without them."""
    made = world(7)
    hour = int((made.times[0] - BEGIN) // HOUR)
    hours = np.bincount((made.times - BEGIN) // HOUR, minlength=730 * 24)
    others = np.bincount((made.others - BEGIN) // HOUR, minlength=730 * 24)
    loud = hours.copy()
    loud[hour] += 663
    quiet, noisy = estimated(hours, others, BEGIN, HOUR), estimated(loud, others, BEGIN, HOUR)
    assert noisy.expected[hour] < 2 * quiet.expected[hour] + 0.1


@pytest.mark.parametrize("burst", [5, 40, 400])
def test_a_planted_hour_is_found_with_its_accounts(burst: int) -> None:
    made = world(11, burst=burst)
    assert made.planted is not None
    first = scan(made.times, made.accounts, made.others, HOUR).bursts[0]
    inside = np.flatnonzero((made.times >= first.begin) & (made.times < first.end))
    assert sorted(first.events.tolist()) == inside.tolist()
    assert len(inside) >= burst - 1
    assert first.by_chance < 0.02


def test_an_hour_across_the_clocks_hour_is_found() -> None:
    made = world(13)
    at = BEGIN + 300 * DAY + 4 * HOUR
    times = made.times.copy()
    times[:6] = at + np.array([-25, -20, -15, 15, 20, 25]) * 60_000
    found = scan(times, made.accounts, made.others, HOUR).bursts
    assert any(set(range(6)) <= set(burst.events.tolist()) for burst in found)


def test_a_day_busy_for_everybody_is_no_burst_of_the_groups() -> None:
    made = world(17)
    day = BEGIN + 200 * DAY
    times, others = made.times.copy(), made.others.copy()
    times[:12] = day + np.arange(12) * 2 * HOUR
    alone = scan(times, made.accounts, others, DAY)
    assert [burst.begin for burst in alone.bursts] == [day]
    others[:120] = day + np.arange(120) * HOUR // 5
    assert scan(times, made.accounts, others, DAY).bursts == ()


def test_an_account_counts_once_a_window() -> None:
    made = world(19)
    times = np.concatenate([made.times, np.full(30, BEGIN + 100 * DAY) + np.arange(30) * 1000])
    accounts = np.concatenate([made.accounts, np.full(30, 5)])
    assert scan(times, accounts, made.others, HOUR).bursts == ()
    assert scan(times, accounts, made.others, HOUR).observed.sum() <= 664


@pytest.mark.parametrize("width", [HOUR, DAY])
def test_few_false_bursts_and_most_planted_ones(width: int) -> None:
    """Twenty worlds; the figures on two hundred are in docs/network.md."""
    made = [world(400 + number) for number in range(20)]
    assert sum(bool(scan(each.times, each.accounts, each.others, width).bursts) for each in made) <= 2
    if width == HOUR:
        planted = [world(500 + number, burst=4) for number in range(20)]
        hits = 0
        for each in planted:
            assert each.planted is not None
            bursts = scan(each.times, each.accounts, each.others, HOUR).bursts
            hits += any(burst.begin < each.planted + HOUR and burst.end > each.planted for burst in bursts)
        assert hits >= 14


@given(
    st.lists(st.tuples(st.floats(1e-4, 3), st.floats(0.3, 50)), min_size=1, max_size=6),
    st.floats(1e-12, 0.5),
    st.integers(1, 5),
)
def test_windows_as_improbable_are_counted_over_all_numbers(
    cells: list[tuple[float, float]], p: float, least: int
) -> None:
    mean, shape = (np.array(column) for column in zip(*cells, strict=True))
    found = _Cells(mean, shape, np.ones(len(mean)), sliding=False).windows(p, least)
    by_hand = 0.0
    for mu, s in cells:
        chance = nbinom.sf(np.arange(-1, 1000), s, s / (s + mu))
        by_hand += next((float(each) for k, each in enumerate(chance) if each <= p and k >= least), 0.0)
    assert found == pytest.approx(by_hand, rel=1e-6, abs=1e-300)


@given(
    st.lists(st.tuples(st.integers(0, 40 * 24 * 60), st.integers(0, 8)), min_size=1, max_size=60),
    st.lists(st.integers(0, 40 * 24 * 60), max_size=40),
    st.sampled_from([HOUR, DAY]),
)
def test_anything_gives_a_finite_answer_and_the_same_again(
    events: list[tuple[int, int]], others: list[int], width: int
) -> None:
    times = np.array([minute * 60_000 for minute, _ in events])
    accounts = np.array([account for _, account in events])
    theirs = np.array(others, dtype=np.int64) * 60_000
    found = scan(times, accounts, theirs, width)
    assert np.isfinite(found.rate.expected).all()
    assert (found.rate.expected > 0).all()
    assert (found.rate.shape > 0).all()
    for burst in (*found.bursts, *([found.busiest] if found.busiest else [])):
        inside = [at for at, time in enumerate(times) if burst.begin <= time < burst.end]
        assert {int(accounts[event]) for event in burst.events} <= {int(accounts[at]) for at in inside}
        assert len(set(accounts[burst.events].tolist())) == len(burst.events)
        assert math.isfinite(burst.by_chance)
    order = np.random.default_rng(len(times)).permutation(len(times))
    again = scan(times[order], accounts[order], theirs, width)
    assert [(burst.begin, burst.by_chance) for burst in again.bursts] == [
        (burst.begin, burst.by_chance) for burst in found.bursts
    ]

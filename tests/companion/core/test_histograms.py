"""The shortest time that has half of what is counted, beside trying every run of bars."""

from __future__ import annotations

import numpy as np
import pytest

from companion.core.histograms import shortest_half


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ([5], (0, 0)),
        ([1, 0, 0, 1], (0, 0)),
        ([1, 2, 4, 2, 1], (1, 2)),
        ([0, 0, 3, 3, 0], (2, 2)),
        ([1, 1, 1, 1], (0, 1)),
    ],
)
def test_the_first_of_the_shortest(counts: list[int], found: tuple[int, int]) -> None:
    assert shortest_half(counts) == found


def test_as_by_trying_all() -> None:
    rng = np.random.default_rng(7)
    for size in (1, 2, 5, 30):
        for _ in range(40):
            counts = rng.poisson(rng.choice([0.3, 2, 9]), size)
            counts[rng.integers(size)] += 1
            runs = [
                (last - first, first, last)
                for first in range(size)
                for last in range(first, size)
                if 2 * counts[first : last + 1].sum() >= counts.sum()
            ]
            assert shortest_half(counts.tolist()) == min(runs)[1:]

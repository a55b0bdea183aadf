"""The projection's null model against sums, searches and distributions worked out in other ways."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control, hypergeom, poisson

from companion.core.false_discovery import benjamini_hochberg
from companion.core.shared_neighbours import (
    Chance,
    Fugacities,
    bicm,
    chance,
    neighbours_in_common,
    raised,
    shared_pairs,
)

Matrix = np.ndarray[Any, Any]


def ties(model: Fugacities) -> Matrix:
    products = np.outer(model.rows, model.columns)
    return np.asarray(products / (1 + products))


def heavy(rng: np.random.Generator, rows: int, columns: int, mean: float) -> Matrix:
    """Probabilities of ties with long and short lists, and columns from hardly known to known by nearly all."""
    product = np.outer(rng.lognormal(0, 0.7, rows), rng.pareto(1.1, columns) + 0.02)
    return np.asarray(1 - np.exp(-product * mean * rows / product.sum()))


def exact_tail(probabilities: Matrix, shared: int) -> float:
    """The probability that so many or more of independent trials succeed (Poisson binomial), one trial at a time."""
    distribution = np.array([1.0])
    for p in probabilities:
        distribution = np.convolve(distribution, [1 - p, p])
    return float(distribution[shared:].sum())


def test_the_fit_is_the_likeliest_as_a_search_finds_it() -> None:
    rng = np.random.default_rng(3)
    for _ in range(5):
        matrix = rng.random((6, 9)) < rng.uniform(0.15, 0.6, (6, 1))
        rows, columns = matrix.sum(axis=1), matrix.sum(axis=0)
        matrix = matrix[rows > 0][:, columns > 0]
        rows, columns = matrix.sum(axis=1), matrix.sum(axis=0)

        def unlikeliness(parameters: Matrix, rows: Matrix = rows, columns: Matrix = columns) -> float:
            a, b = parameters[: len(rows)], parameters[len(rows) :]
            return float(np.logaddexp(0, a[:, None] + b[None, :]).sum() - rows @ a - columns @ b)

        best = minimize(unlikeliness, np.zeros(len(rows) + len(columns)), method="BFGS", options={"gtol": 1e-7})
        found = best.x[: len(rows), None] + best.x[None, len(rows) :]
        assert np.abs(ties(bicm(rows, columns)) - 1 / (1 + np.exp(-found))).max() < 2e-3


@pytest.mark.parametrize(("rows", "columns", "mean"), [(40, 300, 12), (300, 2000, 30), (30, 30, 4)])
def test_lists_and_neighbours_have_their_numbers_on_average(rows: int, columns: int, mean: float) -> None:
    rng = np.random.default_rng(rows)
    matrix = rng.random((rows, columns)) < heavy(rng, rows, columns, mean)
    lengths, popularity = matrix.sum(axis=1), matrix.sum(axis=0)
    expected = ties(bicm(lengths, popularity))
    assert np.abs(expected.sum(axis=1) - lengths).max() <= 2e-3 * lengths.max()
    assert np.abs(expected.sum(axis=0) - popularity).max() <= 2e-3 * popularity.max()


def test_a_neighbour_that_everybody_has_is_nearly_certain_and_nobody_is_impossible() -> None:
    matrix = np.zeros((5, 41), bool)
    matrix[:, 0] = True
    matrix[np.arange(5)[:, None], 1 + 7 * np.arange(5)[:, None] + np.arange(7)] = True
    expected = ties(bicm(matrix.sum(axis=1), matrix.sum(axis=0)))
    assert expected[:, 0].min() > 0.998
    assert expected[:, 36:].max() == 0
    assert not ties(bicm(np.zeros(3, int), np.zeros(4, int))).any()


def test_degrees_of_no_matrix_are_refused() -> None:
    for rows, columns in (([3], [1, 1]), ([2, 2], [1, 1]), ([1, 1], [2, 0, 3])):
        with pytest.raises(ValueError, match="belong together"):
            bicm(np.array(rows), np.array(columns))


def test_what_is_shared_by_chance_is_the_sum_over_all_neighbours() -> None:
    rng = np.random.default_rng(4)
    matrix = rng.random((50, 200)) < heavy(rng, 50, 200, 15)
    model = bicm(matrix.sum(axis=1), matrix.sum(axis=0))
    asked = np.array([3, 10, 11, 40])
    found = chance(model, asked)
    both = ties(model)[asked]
    for i in range(4):
        for j in range(4):
            product = both[i] * both[j]
            assert found.mean[found.kind[i], found.kind[j]] == pytest.approx(product.sum())
            variance = found.variance[found.kind[i], found.kind[j]]
            assert variance == pytest.approx((product * (1 - product)).sum(), rel=1e-6)


@settings(max_examples=80)
@given(st.integers(0, 10_000), st.floats(0.5, 30), st.integers(0, 12))
def test_the_tail_is_never_smaller_than_the_exact_one(seed: int, mean: float, sure: int) -> None:
    """With any mixture of rare neighbours and hubs that both nearly surely have; below 1 in 50, where it counts."""
    rng = np.random.default_rng(seed)
    rare = rng.pareto(1.5, 300)
    probabilities = np.concatenate([np.minimum(rare * mean / rare.sum(), 0.9), rng.uniform(0.7, 1.0, sure)])
    total, variance = probabilities.sum(), (probabilities * (1 - probabilities)).sum()
    by_chance = Chance(np.array([0]), np.array([[total]]), np.array([[variance]]))
    zero = np.array([0])
    for above in range(1, 30):
        shared = int(total) + above
        exact = exact_tail(probabilities, shared)
        if 1e-12 < exact < 0.02:
            assert by_chance.at_least(np.array([shared]), zero, zero)[0] >= exact


def test_the_tail_is_poisson_where_no_neighbour_is_nearly_sure() -> None:
    probabilities = np.full(1000, 0.002)
    by_chance = Chance(np.array([0]), np.array([[2.0]]), np.array([[(probabilities * (1 - probabilities)).sum()]]))
    shared = np.arange(1, 15)
    zeros = np.zeros(14, int)
    assert by_chance.at_least(shared, zeros, zeros) == pytest.approx(poisson.sf(shared - 1, 2.0))
    assert by_chance.least(0, 0, 0.01) == int(np.argmax(poisson.sf(np.arange(20) - 1, 2.0) <= 0.01))


def test_the_pairs_are_those_of_a_loop_over_all() -> None:
    rng = np.random.default_rng(6)
    matrix = rng.random((60, 150)) < heavy(rng, 60, 150, 10)
    matrix[5] = matrix[9]
    matrix[20] = False
    asked = np.arange(0, 60, 2)
    asked = np.sort(np.append(asked, [5, 9]))
    found = shared_pairs(csr_array(matrix.astype(float)), asked, largest_p=0.3)
    by_chance = chance(bicm(matrix.sum(axis=1), matrix.sum(axis=0)), asked)
    rows = []
    for i in range(len(asked)):
        for j in range(i + 1, len(asked)):
            shared = int((matrix[asked[i]] & matrix[asked[j]]).sum())
            kinds = by_chance.kind[[i]], by_chance.kind[[j]]
            p = by_chance.at_least(np.array([shared]), *kinds)[0] if shared else 1.0
            if p <= 0.3:
                rows.append((i, j, shared, p))
    told = list(zip(found.first.tolist(), found.second.tolist(), found.shared.tolist(), found.p.tolist(), strict=True))
    assert [row[:3] for row in told] == [row[:3] for row in rows]
    assert [row[3] for row in told] == pytest.approx([row[3] for row in rows])
    some = int(matrix[asked].any(axis=1).sum())
    assert found.tested == some * (some - 1) // 2
    assert some < len(asked)


def test_many_lists_are_compared_in_blocks_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    matrix = csr_array((rng.random((90, 200)) < heavy(rng, 90, 200, 12)).astype(float))
    whole = shared_pairs(matrix, np.arange(90))
    monkeypatch.setattr("companion.core.shared_neighbours._BLOCK", 7)
    steps: list[tuple[int, int]] = []
    blocks = shared_pairs(matrix, np.arange(90), progress=lambda done, of: steps.append((done, of)))
    assert [blocks.first.tolist(), blocks.second.tolist()] == [whole.first.tolist(), whole.second.tolist()]
    assert blocks.p.tolist() == whole.p.tolist()
    assert steps[-1] == (90, 90)


def test_by_chance_few_pairs_are_improbable_where_the_hypergeometric_finds_most() -> None:
    """Lists filled by popularity alone, with hubs that nearly everybody has."""
    rng = np.random.default_rng(8)
    matrix = rng.random((200, 4000)) < heavy(rng, 200, 4000, 60)
    sparse = csr_array(matrix.astype(float))
    found = shared_pairs(sparse, np.arange(200), largest_p=1.0)
    for level in (0.05, 0.01, 0.001):
        assert (found.p <= level).sum() / found.tested <= level * 1.1
    assert len(benjamini_hochberg(found.p, found.tested, 0.05).kept) == 0
    lengths = matrix.sum(axis=1)
    naive = hypergeom.sf(found.shared - 1, 4000, lengths[found.first], lengths[found.second])
    assert len(benjamini_hochberg(naive, found.tested, 0.05).kept) > 0.5 * found.tested


def test_benjamini_hochberg_counts_the_pairs_that_share_nobody() -> None:
    rng = np.random.default_rng(9)
    given_p = np.concatenate([rng.random(30) * 1e-3, rng.random(70)])
    every = np.concatenate([given_p, np.ones(400)])
    expected = false_discovery_control(every)[:100]
    found = benjamini_hochberg(given_p, 500, 0.05)
    assert sorted(found.kept.tolist()) == np.flatnonzero(expected <= 0.05).tolist()
    assert found.q == pytest.approx(expected[found.kept])
    assert found.threshold == given_p[expected <= 0.05].max()
    nothing = benjamini_hochberg(np.array([0.5]), 10, 0.05)
    assert (len(nothing.kept), nothing.threshold) == (0, 0.0)


def test_popularity_is_raised_to_what_pages_display_and_never_lowered() -> None:
    rng = np.random.default_rng(10)
    matrix = rng.random((80, 400)) < heavy(rng, 80, 400, 15)
    columns = matrix.sum(axis=0)
    model = bicm(matrix.sum(axis=1), columns)
    displayed = np.where(columns > 0, columns * 50.0, np.nan)
    assert raised(model, columns, np.full(400, np.nan)) is model
    famous = int(np.flatnonzero((columns > 1) & (columns < 5))[0])
    displayed[famous] = columns[famous] * 500.0
    higher = raised(model, columns, displayed)
    assert (higher.columns >= model.columns).all()
    assert (ties(higher)[:, famous]).sum() == pytest.approx(10 * columns[famous], rel=1e-3)
    others = np.delete(np.arange(400), famous)
    assert higher.columns[others] == pytest.approx(model.columns[others])


def test_who_is_shared() -> None:
    matrix = csr_array(np.array([[1, 0, 1, 1], [0, 1, 1, 1], [0, 0, 0, 0]], float))
    assert neighbours_in_common(matrix, 0, 1).tolist() == [2, 3]
    assert neighbours_in_common(matrix, 0, 2).tolist() == []

"""Where discs stand: apart, within their box, groups together, and always the same."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from companion.core import repulsion as forces
from companion.core.layout import apart, fitted, laid_out, start, sunflower
from companion.core.repulsion import MOST_PAIRED, repulsion

RNG = np.random.default_rng(7)


def grouped(groups: int, size: int, inside: float, outside: float) -> tuple[csr_array, np.ndarray]:
    of = np.repeat(np.arange(groups), size)
    chance = np.where(of[:, None] == of[None, :], inside, outside)
    upper = np.triu(RNG.random(chance.shape) < chance, 1)
    return csr_array((upper | upper.T).astype(float)), of


def test_accounts_of_one_group_stand_together_and_always_in_the_same_place() -> None:
    links, of = grouped(5, 40, 0.3, 0.01)
    at = laid_out(links, of)
    assert np.array_equal(at, laid_out(links, of))
    near = cKDTree(at).query(at, k=11)[1][:, 1:]
    assert (of[near] == of[:, None]).mean() > 0.9


def test_without_a_group_to_start_from_ties_bring_them_together() -> None:
    links, of = grouped(4, 40, 0.4, 0.005)
    at = laid_out(links, np.zeros(len(of), dtype=np.int64))
    near = cKDTree(at).query(at, k=6)[1][:, 1:]
    assert (of[near] == of[:, None]).mean() > 0.8


def test_discs_lie_beside_each_other_within_their_box() -> None:
    links, of = grouped(6, 100, 0.1, 0.01)
    radii = RNG.uniform(2, 9, len(of))
    at = apart(fitted(laid_out(links, of), 860, 560, 12), radii, 860, 560)
    assert ((at >= radii[:, None]) & (at <= np.array([860, 560]) - radii[:, None])).all()
    one, other = cKDTree(at).query_pairs(18, output_type="ndarray").T
    distance = np.sqrt(((at[one] - at[other]) ** 2).sum(axis=1))
    hidden = distance < np.maximum(radii[one], radii[other])  # the middle of one lies under the other
    assert len(np.unique(np.minimum(one, other)[hidden])) <= 0.02 * len(of)


def test_those_in_the_very_same_place_are_told_apart() -> None:
    at = apart(np.full((30, 2), 50.0), np.full(30, 3.0), 200, 200)
    distance = cKDTree(at).query(at, k=2)[0][:, 1]
    assert distance.min() > 5


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_have_a_place(count: int) -> None:
    links = csr_array((count, count))
    at = apart(fitted(laid_out(links, np.zeros(count, dtype=np.int64)), 100, 60, 5), np.ones(count), 100, 60)
    assert at.shape == (count, 2)
    assert np.isfinite(at).all()
    assert ((at >= 0) & (at <= [100, 60])).all()


def test_many_are_pushed_apart_as_pair_by_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    at = RNG.normal(size=(900, 2)).astype(np.float32)
    share = RNG.uniform(0.5, 1.5, 900).astype(np.float32) / 900
    exact = repulsion(share)(at)
    monkeypatch.setattr(forces, "MOST_PAIRED", 10)
    near = repulsion(share)(at)
    far = np.sqrt(((near - exact) ** 2).sum(axis=1))
    assert np.median(far) < 0.02 * np.median(np.sqrt((exact**2).sum(axis=1)))


def test_many_stand_with_their_own() -> None:
    size, groups = 60, 30
    of = np.repeat(np.arange(groups), size)
    one = RNG.integers(0, len(of), 5 * len(of))
    inside = RNG.random(len(one)) < 0.8
    other = np.where(inside, of[one] * size + RNG.integers(0, size, len(one)), RNG.integers(0, len(of), len(one)))
    links = csr_array((np.ones(len(one)), (one, other)), shape=(len(of),) * 2)
    at = laid_out(csr_array(links + links.T), of)
    near = cKDTree(at).query(at, k=11)[1][:, 1:]
    assert len(of) > MOST_PAIRED
    assert (of[near] == of[:, None]).mean() > 0.5


def test_a_sunflower_is_evenly_dense() -> None:
    at = sunflower(400)
    assert np.sqrt((at**2).sum(axis=1)).max() <= 1
    nearest = cKDTree(at).query(at, k=2)[0][:, 1]
    assert nearest.max() < 2 * nearest.min()


def test_groups_begin_beside_those_that_they_have_edges_with() -> None:
    """Eight groups in a chain, numbered so that neighbours in the chain are not in the numbers."""
    groups, size = np.array([0, 5, 2, 7, 4, 1, 6, 3]), 10
    of = np.repeat(groups, size)
    one = np.arange(len(of) - 1)
    links = csr_array((np.ones(len(one)), (one, one + 1)), shape=(len(of),) * 2)
    ties = csr_array(links + links.T, dtype=np.float32)
    at = start(ties, np.asarray(ties.sum(axis=1), dtype=np.float32) + 1, of)
    assert len(np.unique(at, axis=0)) == len(of)
    middles = np.stack([at[of == group].mean(axis=0) for group in groups])
    apart_by = np.linalg.norm(middles[:, None] - middles[None], axis=2)
    in_the_chain = np.abs(np.subtract.outer(np.arange(8), np.arange(8)))
    assert apart_by[in_the_chain == 1].max() < apart_by[in_the_chain > 3].min()

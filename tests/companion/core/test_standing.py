"""Where the accounts of a drawing stand: where they stood, or laid out by forces."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from companion.core.standing import REACH, standing

RING = csr_array(np.roll(np.eye(10), 1, axis=1) + np.roll(np.eye(10), -1, axis=1))
ALONE = csr_array((2, 2))
GROUPS = np.array([0] * 10 + [-1, -1])
LINKS = csr_array(np.block([[RING.toarray(), np.zeros((10, 2))], [np.zeros((2, 10)), ALONE.toarray()]]))
NOWHERE = np.full((12, 2), np.nan)


def test_who_has_an_edge_is_laid_out_to_fill_the_square() -> None:
    at = standing(LINKS, GROUPS, NOWHERE)
    assert np.isnan(at[10:]).all()
    extent = at[:10].max(axis=0) - at[:10].min(axis=0)
    assert np.isclose(extent.max(), 2 * REACH)
    assert np.isclose(at[:10].max(), REACH)
    neighbours = np.linalg.norm(at[:10] - np.roll(at[:10], 1, axis=0), axis=1)
    assert neighbours.max() < np.linalg.norm(at[0] - at[5])


def test_it_lies_from_left_to_right() -> None:
    chain = csr_array(np.eye(9, k=1) + np.eye(9, k=-1))
    at = standing(chain, np.zeros(9, dtype=np.int64), np.full((9, 2), np.nan))
    (wide, slant), (_, high) = np.cov(at.T)
    assert wide > high
    assert abs(slant) < high / 100


def test_who_stood_stays_and_the_new_one_stands_between_its_neighbours() -> None:
    before = standing(LINKS, GROUPS, NOWHERE)
    before[10:] = [[-2000, 0], [-2000, 50]]
    assert np.array_equal(standing(LINKS, GROUPS, before), before)
    lacking = before.copy()
    lacking[3] = np.nan
    at = standing(LINKS, GROUPS, lacking)
    assert np.allclose(at[3], (before[2] + before[4]) / 2)
    assert np.array_equal(np.delete(at, 3, axis=0), np.delete(before, 3, axis=0))


def test_new_ones_that_know_only_new_ones_come_after_these() -> None:
    path = csr_array(np.eye(12, k=1) + np.eye(12, k=-1))
    before = np.stack([np.arange(12.0), np.zeros(12)], axis=1)
    before[10:] = np.nan
    at = standing(path, np.zeros(12, dtype=np.int64), before)
    assert np.array_equal(at[10:], [[9, 0], [9, 0]])
    nobody = csr_array((12, 12))
    assert np.allclose(standing(nobody, np.zeros(12, dtype=np.int64), before)[10:], [[4.5, 0]] * 2)


def test_where_most_are_new_everybody_is_laid_out() -> None:
    before = NOWHERE.copy()
    before[:3] = 5
    at = standing(LINKS, GROUPS, before)
    assert len(np.unique(at[:10].round(3), axis=0)) == 10


def test_nobody_stands_nowhere() -> None:
    assert standing(csr_array((0, 0)), np.zeros(0, dtype=np.int64), np.zeros((0, 2))).shape == (0, 2)
    assert np.isnan(standing(ALONE, np.array([-1, -1]), np.full((2, 2), np.nan))).all()

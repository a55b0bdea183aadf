"""Groups are compared with the other groups in what every group has to some degree."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from companion.core.compared_groups import Lists, followed_alike, mutual_follows, new_accounts

SIZE, GROUPS = 10, 20
COUNT, TARGETS = SIZE * GROUPS, 400
EACH = [np.arange(at, at + SIZE) for at in range(0, COUNT, SIZE)]


def listed(rng: np.random.Generator, alike: int = 0) -> csr_array:
    """Lists of ten each; all of the first group but ``SIZE - alike`` have the last target, too."""
    lists = np.zeros((COUNT, TARGETS))
    for row in lists:
        row[rng.choice(TARGETS - 1, 10, replace=False)] = 1
    lists[:alike, -1] = 1
    return csr_array(lists)


def lists(members: csr_array, pairs: list[tuple[int, int]]) -> Lists:
    first, second = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    mutual = csr_array((np.ones(len(first)), (first, second)), shape=(COUNT, COUNT))
    return Lists(members, mutual, np.ones(COUNT, bool), mutual + mutual.T, np.ones(COUNT))


def test_what_a_group_follows_alike_is_told_with_what_is_due() -> None:
    rng = np.random.default_rng(1)
    found = followed_alike(lists(listed(rng, alike=8), []), EACH)
    assert (found.having[0], found.of[0], found.times[0]) == (8, SIZE, 1)
    assert found.due[0] == pytest.approx(SIZE * 8 / COUNT)
    assert found.p[0] == pytest.approx(1 / GROUPS)
    assert found.p.max() == 1


def test_pairs_that_follow_each_other_are_counted_within_groups_alone() -> None:
    pairs = [(0, 1), (1, 2), (0, 2), (5, 15), (20, 21)]
    found = mutual_follows(lists(listed(np.random.default_rng(2)), pairs), EACH)
    assert (found.having[0], found.times[0]) == (3, 3)
    assert (found.having[2], found.times[2]) == (2, 1)
    assert found.times.sum() == 4
    assert found.p[:3].tolist() == [1 / GROUPS, 1.0, 2 / GROUPS]


def test_new_accounts_are_told_among_all_whose_age_is_known() -> None:
    created = np.arange(COUNT, dtype=np.float64)
    created[SIZE * 3 : SIZE * 4] += 10_000
    created[-2 * SIZE :] = np.nan
    found = new_accounts(created, EACH)
    assert (found.having[3], found.of[3], found.p[3]) == (SIZE, SIZE, 1 / (GROUPS - 2))
    assert found.of[-1] == 0
    assert np.isnan(found.p[-1])


def test_none_makes_a_group_stand_out_by_itself() -> None:
    rng = np.random.default_rng(3)
    found = followed_alike(lists(listed(rng), []), EACH)
    assert found.p[~np.isnan(found.p)].min() >= 1 / GROUPS

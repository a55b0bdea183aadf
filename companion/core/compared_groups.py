"""How a group compares with the other groups of a selection, in what every group has to some degree.

Friends, fans and colleagues follow each other, follow the same accounts, and are often of one age. So none of these is
held against strangers: the null are the other groups, nearly all of which formed for innocent reasons. The p-value is
the share of groups that have as much or more, the group itself among them (a conformal p-value: Vovk, Gammerman and
Shafer, "Algorithmic learning in a random world", 2005). It is never below one over the number of groups. So it is told
and does not count: joined with the other signs it would hide what they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import rankdata

from companion.core.graph import IntArray
from companion.core.models import FloatArray

LEAST = 3
"""A group is compared where so much of it is known."""
NEWEST = 0.25
OFTEN = 2.0


@dataclass(frozen=True, eq=False)
class Lists:
    """Whom accounts follow, or have as friends, as far as was seen.

    ``members`` (n, m): 1 where an account's list has somebody. ``mutual`` (n, n): 1 once for each pair that follow each
    other. ``following`` (n,): of whom it was seen whom they follow. ``acquainted`` (n, n), symmetric: not 0 where one
    of two stands in the other's list. ``seen`` (n,): how much of each account's own list was seen, 0..1, NaN where that
    is not known.
    """

    members: csr_array
    mutual: csr_array
    following: NDArray[np.bool_]
    acquainted: csr_array
    seen: FloatArray

    @cached_property
    def listed(self) -> NDArray[np.bool_]:
        """Of whom (n,) anybody was seen in the list."""
        return np.asarray(np.diff(self.members.indptr) > 0)

    @cached_property
    def count(self) -> int:
        """How many lists there are."""
        return int(self.listed.sum())

    @cached_property
    def popularity(self) -> IntArray:
        """In how many lists each stands (m,)."""
        return np.bincount(self.members.indices, minlength=self.members.shape[1])


@dataclass(frozen=True, eq=False)
class Compared:
    """Of each group (g,): how many have it, of how many, how many times, how many are due, and the p-value.

    ``due`` and ``p`` are NaN where too little is known.
    """

    having: IntArray
    of: IntArray
    times: IntArray
    due: FloatArray
    p: FloatArray


def followed_alike(lists: Lists, groups: Sequence[IntArray]) -> Compared:
    """Groups of positions (k,), compared by the account that most more of their lists have than others do.

    ``times`` counts the accounts that half of a group's lists have.
    """
    of = _sums(lists.listed, groups)
    counts = csr_array(_indicator(groups, len(lists.listed)) @ lists.members).tocoo()
    group, count = counts.row, counts.data
    due = (lists.popularity / max(lists.count, 1))[counts.col] * of[group]
    score = np.where((count >= LEAST) & (count > due), count * np.log(count / np.maximum(due, 1e-9)), 0.0)
    best = np.zeros(len(groups))
    np.maximum.at(best, group, score)
    is_best = (score == best[group]) & (score > 0)
    having, expected = np.zeros(len(groups), np.int64), np.full(len(groups), np.nan)
    having[group[is_best]], expected[group[is_best]] = count[is_best], due[is_best]
    times = np.bincount(group[(2 * count >= of[group]) & (count >= OFTEN * due)], minlength=len(groups))
    return Compared(having, of, times, expected, _conformal(np.where(of >= LEAST, best, np.nan)))


def mutual_follows(lists: Lists, groups: Sequence[IntArray]) -> Compared:
    """Groups of positions (k,), compared by the share (0..1) of pairs that follow each other, where lists were seen.

    ``times`` counts these pairs.
    """
    of = _sums(lists.following, groups)
    group_of = np.full(len(lists.following), -1)
    for number, members in enumerate(groups):
        group_of[members] = number
    pairs = lists.mutual.tocoo()
    inside = (group_of[pairs.row] == group_of[pairs.col]) & (group_of[pairs.row] >= 0)
    first, second = pairs.row[inside], pairs.col[inside]
    times = np.bincount(group_of[first], minlength=len(groups))
    having = np.bincount(group_of[np.unique(np.concatenate([first, second]))], minlength=len(groups))
    share = np.where(of >= LEAST, times / np.maximum(of * (of - 1) / 2, 1), np.nan)
    return Compared(having, of, times, np.full(len(groups), np.nan), _conformal(share))


def new_accounts(created: FloatArray, groups: Sequence[IntArray]) -> Compared:
    """By how young the accounts are, whose creation (n,) is known in seconds; ``having`` are in the newest quarter."""
    known = ~np.isnan(created)
    young = np.zeros(len(created))
    young[known] = rankdata(created[known]) / max(int(known.sum()), 1)
    of = _sums(known, groups)
    mean = np.where(of >= LEAST, _sums(young, groups) / np.maximum(of, 1), np.nan)
    having = _sums(known & (young > 1 - NEWEST), groups)
    return Compared(having, of, np.zeros(len(groups), np.int64), np.asarray(NEWEST * of, np.float64), _conformal(mean))


def _conformal(values: FloatArray) -> FloatArray:
    """The share of those known that are as great or greater; NaN where it is not known."""
    known = np.sort(values[~np.isnan(values)])
    as_great = len(known) - np.searchsorted(known, values, side="left")
    return np.where(np.isnan(values), np.nan, as_great / max(len(known), 1))


def _indicator(groups: Sequence[IntArray], count: int) -> csr_array:
    rows = np.repeat(np.arange(len(groups)), [len(members) for members in groups])
    columns = np.concatenate([*groups, np.empty(0, np.int64)])
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(groups), count))


def _sums(values: NDArray[np.bool_] | FloatArray, groups: Sequence[IntArray]) -> IntArray:
    sums = _indicator(groups, len(values)) @ values.astype(np.float64)
    return np.asarray(sums.astype(np.int64) if values.dtype == bool else sums)

"""What earlier judgements of one database worked out, so that only what has changed is worked out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np

from companion.core.false_discovery import Validated
from companion.core.graph import IntArray, Network
from companion.core.models import FloatArray
from companion.core.shared_neighbours import Pairs, chance_among, pairs_of, pairs_with, shared_pairs

T = TypeVar("T")

CHANGED = 0.02
"""Where so many entries of the lists have changed, all are compared anew: what chance gives is another by then."""
MARGIN = 20.0
LEAST_KEPT = 100
"""Pairs are kept up to so many times the threshold that held, or as if so many held: it may rise so far."""
SAME = 0.8
"""A group with so much of another's accounts is that group still."""


@dataclass(frozen=True, eq=False)
class _Compared:
    """The pairs (k,) of some lists by their accounts' keys, of p up to ``limit``; and what they were worked out of.

    ``entries`` (m,) has each list's owner and member in one number, rising; ``changed`` counts those that came or went
    since all were compared. ``accounts`` (n,) display ``popularity`` (n,).
    """

    entries: IntArray
    accounts: IntArray
    popularity: FloatArray
    first: IntArray
    second: IntArray
    shared: IntArray
    p: FloatArray
    changed: int = 0
    limit: float = np.inf


@dataclass
class Memory:
    """For who asks one database again and again, on one thread."""

    _kept: dict[str, tuple[Hashable, Any]] = field(default_factory=dict)
    _compared: dict[str, _Compared] = field(default_factory=dict)
    _words: list[tuple[frozenset[int], list[str]]] = field(default_factory=list)

    def unless_changed(self, name: str, state: Hashable, work: Callable[[], T]) -> T:
        """What the work gave when it was done last, where that was in the same state; else what it gives now."""
        kept = self._kept.get(name)
        if kept is None or kept[0] != state:
            kept = self._kept[name] = (state, work())
        found: T = kept[1]
        return found

    def words(
        self, groups: Sequence[frozenset[int]], work: Callable[[list[IntArray]], list[list[str]]]
    ) -> list[list[str]]:
        """The words of each group of accounts (keys): the work's for those that are new, others keep theirs."""
        known = [
            next((words for of, words in self._words if len(of & group) > SAME * len(of | group)), None)
            for group in groups
        ]
        new = [
            np.sort(np.fromiter(group, np.int64)) for group, words in zip(groups, known, strict=True) if words is None
        ]
        found = iter(work(new) if new else [])
        every = [next(found) if words is None else words for words in known]
        self._words = list(zip(groups, every, strict=True))
        return every

    def pairs(
        self, name: str, around: Network, rows: IntArray, popularity: Callable[[], FloatArray], largest_p: float
    ) -> Pairs:
        """:func:`shared_pairs` of these rows, rising, comparing only the lists that are not as they were.

        The others' pairs keep the p-values they had, though chance may give them slightly more or less by now.
        """
        lists = around.matrix[rows]
        keys = around.accounts[rows]
        entries = np.repeat(keys, np.diff(lists.indptr)) << 32 | around.accounts[lists.indices]
        before = self._compared.get(name)
        other = entries if before is None else np.setxor1d(before.entries, entries, assume_unique=True)
        if before is None or before.changed + len(other) > CHANGED * len(entries):
            displayed = popularity()
            pairs = shared_pairs(around.matrix, rows, displayed, largest_p)
            ends = keys[pairs.first], keys[pairs.second]
            made = _Compared(entries, around.accounts, displayed, *ends, pairs.shared, pairs.p)
        else:
            at = _positions(keys, np.unique(other >> 32))
            touched = at[at >= 0]
            by_chance = chance_among(around.matrix, rows, _given(before.accounts, before.popularity, around.accounts))
            found = pairs_with(touched, lists, by_chance, largest_p)
            first, second = _positions(keys, before.first), _positions(keys, before.second)
            stays = (first >= 0) & (second >= 0) & ~np.isin(first, touched) & ~np.isin(second, touched)
            stayed = first[stays], second[stays], before.shared[stays], before.p[stays]
            pairs = pairs_of([stayed, found], lists, by_chance)
            made = replace(
                before,
                entries=entries,
                first=keys[pairs.first],
                second=keys[pairs.second],
                shared=pairs.shared,
                p=pairs.p,
                changed=before.changed + len(other),
            )
        self._compared[name] = made
        return pairs

    def holds(self, held: Validated, tested: int, rate: float) -> bool:
        """Whether what was kept is enough for this answer; if not, it is forgotten, and all has to be compared."""
        if any(held.threshold > each.limit for each in self._compared.values()):
            self._compared.clear()
            return False
        limit = max(MARGIN * held.threshold, LEAST_KEPT * rate / max(tested, 1))
        for name, each in self._compared.items():
            kept = each.p <= limit
            self._compared[name] = replace(
                each,
                first=each.first[kept],
                second=each.second[kept],
                shared=each.shared[kept],
                p=each.p[kept],
                limit=min(each.limit, limit),
            )
        return True


def _positions(rising: IntArray, keys: IntArray) -> IntArray:
    """Where each of the keys stands, -1 for nowhere."""
    at = np.minimum(np.searchsorted(rising, keys), max(len(rising) - 1, 0))
    return np.where(rising[at] == keys, at, -1) if len(rising) else np.full(len(keys), -1)


def _given(accounts: IntArray, values: FloatArray, keys: IntArray) -> FloatArray:
    """The values of these keys, NaN where there is none."""
    at = _positions(accounts, keys)
    return np.asarray(np.where(at >= 0, values[at], np.nan))

"""A network of accounts as sparse matrices: for whole-graph work; networkx is for what a person looks at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

IntArray = NDArray[np.int64]

_SPREAD = 10


@dataclass(frozen=True, eq=False)
class Network:
    """Directed edges between accounts.

    ``accounts`` (n,) are the accounts' keys, rising; ``sources`` and ``targets`` (m,) are positions in it. An edge
    stands once for each direction it has: a friendship stands twice.
    """

    accounts: IntArray
    sources: IntArray
    targets: IntArray

    @classmethod
    def of_keys(cls, sources: IntArray, targets: IntArray, more: IntArray | None = None) -> Network:
        """From the keys (m,) of each edge's ends; ``more`` are keys of accounts that may have no edge."""
        ends = np.concatenate([sources, targets] if more is None else [sources, targets, more])
        largest = int(ends.max(initial=0))
        if largest > _SPREAD * len(ends):
            accounts = np.unique(ends).astype(np.int64)
            return cls(accounts, np.searchsorted(accounts, sources), np.searchsorted(accounts, targets))
        # Keys that lie close are marked in a row of all numbers, which takes a third of the time of sorting them.
        there = np.zeros(largest + 1, dtype=bool)
        there[ends] = True
        position = np.cumsum(there) - 1
        return cls(np.flatnonzero(there), position[sources], position[targets])

    def positions(self, keys: IntArray) -> IntArray:
        """The positions (≤ k,) of those keys that are in the network, in the keys' order."""
        at = np.searchsorted(self.accounts, keys)
        at[at == len(self.accounts)] = 0
        return np.asarray(at[self.accounts[at] == keys] if len(self.accounts) else at[:0])

    @cached_property
    def matrix(self) -> csr_array:
        """(n, n) of 0 and 1: 1 at (source, target). An edge that was given twice counts once."""
        ones = np.ones(len(self.sources), dtype=np.float64)
        made = csr_array((ones, (self.sources, self.targets)), shape=(len(self.accounts),) * 2)
        made.sum_duplicates()
        made.data[:] = 1
        return made

    def within(self, keys: IntArray) -> Network:
        """The part between the accounts with these keys (k,); those without an edge stay in it."""
        inside = np.zeros(len(self.accounts), dtype=bool)
        inside[self.positions(keys)] = True
        kept = inside[self.sources] & inside[self.targets]
        return Network.of_keys(
            self.accounts[self.sources[kept]], self.accounts[self.targets[kept]], self.accounts[inside]
        )

    def path(self, source: int, target: int) -> list[int]:
        """The keys of the accounts on a shortest path, ends included; directions are not regarded. Empty for none."""
        ends = self.positions(np.array([source, target], dtype=np.int64))
        if len(ends) < 2:
            return []
        _, before = breadth_first_order(self.matrix, ends[0], directed=False, return_predecessors=True)
        at = int(ends[1])
        found = [at]
        while at != ends[0]:
            at = int(before[at])
            if at < 0:
                return []
            found.append(at)
        return [int(self.accounts[position]) for position in reversed(found)]

"""Whom accounts of a selection have in common: friends of several of them who are themselves outside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from companion.core.graph import IntArray, Network

LEAST = 2
"""From so many on a neighbour is shared."""


@dataclass(frozen=True, eq=False)
class SharedByMany:
    """Shared neighbours of a selection, those of most accounts first, of equals those with the smaller key.

    ``members`` (k,) are the keys of its accounts that have a neighbour at all, rising, ``neighbours`` (m,) keys of
    accounts outside that at least :data:`LEAST` of them have, and ``counts`` (m,) how many have each. ``ties`` (k, m)
    and ``inside`` (k, k), in either direction, are 0 or 1.
    """

    members: IntArray
    neighbours: IntArray
    counts: IntArray
    ties: csr_array
    inside: csr_array

    def at_least(self, least: int) -> int:
        """How many neighbours at least so many of the selection have."""
        return int((self.counts >= least).sum())

    def having(self, first: int) -> int:
        """How many accounts of the selection have one of the ``first`` neighbours."""
        return int(np.count_nonzero(np.diff(self.ties[:, :first].indptr)))

    def usual_least(self, most: int) -> int:
        """The smallest number from :data:`LEAST` on that at most ``most`` neighbours reach."""
        return LEAST if len(self.counts) <= most else max(LEAST, int(self.counts[most]) + 1)


def shared_by_many(network: Network, selection: IntArray, left_out: IntArray) -> SharedByMany:
    """What these accounts (keys) have in common in a network whose edges run from who has to whom it has.

    ``left_out`` are keys of accounts that are no neighbour of anybody, as those that are hidden.
    """
    rows = network.positions(selection)
    rows = rows[np.diff(network.matrix.indptr)[rows] > 0]
    lists = network.matrix[rows]
    counts = np.bincount(lists.indices, minlength=len(network.accounts))
    outside = np.ones(len(network.accounts), dtype=bool)
    outside[network.positions(selection)] = False
    outside[network.positions(left_out)] = False
    shared = np.flatnonzero(outside & (counts >= LEAST))
    shared = shared[np.lexsort((shared, -counts[shared]))]
    inside = lists[:, rows]
    return SharedByMany(
        network.accounts[rows],
        network.accounts[shared],
        counts[shared],
        csr_array(lists[:, shared]),
        csr_array(((inside + inside.T) > 0).astype(np.float64)),
    )

"""The partition of a network into communities that has the best quality that is found.

Leiden's way (Traag, Waltman, van Eck: "From Louvain to Leiden", Scientific Reports 9:5233, 2019), of the local moves of
scikit-network's Louvain: accounts move to the community that gains most, each community is then parted anew by
itself, and its parts are what moves next, until nothing does; this in some rounds, each from the last one's answer.
Unlike in Leiden a part is what gains most, never one drawn at random. Accounts are tried in the order of a seed: in
that of their numbers, in which those who were seen together stand together, whole chains of them would become one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from companion.core.graph import IntArray
from companion.core.models import FloatArray

Labels = NDArray[np.int32]

LEAST_GAIN = 1e-3
"""Of quality, by which a pass over all accounts is followed by another."""
ROUNDS = 4
LARGE = 1_000_000
"""A network with more links than these, each counted twice, is gone through once: there a round takes seconds, and the
next ones bring a thousandth."""


def partition(both: csr_array, of_account: FloatArray, resolution: float, seed: int) -> IntArray:
    """The community (n,) of each account, in no order.

    ``both`` (n, n) are the weights of ties, each in both directions. The quality of a partition is, over its
    communities, their share of these weights less ``resolution`` times the square of their share of ``of_account``
    (n,), which sum to 1: with the accounts' own shares of the weights and a resolution of 1 it is modularity. Raises
    ImportError without scikit-network.
    """
    order = np.random.default_rng(seed).permutation(both.shape[0])
    level = _Level(_narrow(both[order][:, order]), of_account[order], float(both.sum(dtype=np.float64)), resolution)
    labels = np.arange(len(order), dtype=np.int32)
    for _ in range(1 if both.nnz > LARGE else ROUNDS):
        labels, gained = _round(level, labels)
        if gained <= LEAST_GAIN / 10:
            break
    found = np.empty(len(order), dtype=np.int64)
    found[order] = labels
    return found


def _narrow(matrix: csr_array) -> csr_array:
    """With the numbers that the moves take: no copy of them is made then."""
    made = csr_array(matrix, dtype=np.float32)
    made.indices, made.indptr = made.indices.astype(np.int32, copy=False), made.indptr.astype(np.int32, copy=False)
    return made


class _Level:
    """A network whose accounts, or parts, move: ``share`` (n,) is their part of the null model."""

    def __init__(self, both: csr_array, share: FloatArray, total: float, resolution: float) -> None:
        self.both, self.share, self._total, self._resolution = both, share, total, resolution

    def moved(self, labels: Labels, within: Labels | None = None) -> tuple[Labels, float]:
        """The labels, dense, after moves that gain, and what was gained; ``within``: by links inside of these only."""
        from sknetwork.clustering.louvain_core import optimize_core  # noqa: PLC0415 - no wheel for the newest Python

        links = self.both if within is None else links_inside(self.both, within)
        weights = links.data / np.float32(self._total)
        of = np.bincount(labels, weights=self.share, minlength=len(labels)).astype(np.float32)
        share, nothing = self.share.astype(np.float32), np.zeros(len(labels), dtype=np.float32)
        own = (links.diagonal() / self._total).astype(np.float32)
        ends = (links.indices, links.indptr, weights)
        found, gained = optimize_core(
            labels.copy(), *ends, share, share, of, of.copy(), nothing, own, self._resolution, LEAST_GAIN
        )
        return _dense(np.asarray(found)), float(gained)

    def of_parts(self, parts: Labels) -> _Level:
        """The network between these parts."""
        count, each = int(parts.max()) + 1, np.arange(len(parts) + 1, dtype=np.int32)
        member = csr_array((np.ones(len(parts), dtype=np.float32), parts, each), shape=(len(parts), count))
        between = _narrow(member.T.tocsr() @ (self.both @ member))
        return _Level(between, np.bincount(parts, self.share).astype(np.float64), self._total, self._resolution)


def _round(level: _Level, labels: Labels) -> tuple[Labels, float]:
    """Better labels than these, and what they gain."""
    of: Labels | None = None
    gained = 0.0
    while True:
        labels, more = level.moved(labels)
        gained += more
        count = len(level.share)
        if int(labels.max()) + 1 == count:
            return (labels if of is None else labels[of]), gained
        apart, _ = level.moved(np.arange(count, dtype=np.int32), within=labels)
        parts = labels if int(apart.max()) + 1 == count else apart
        of = parts if of is None else parts[of]
        whole = np.empty(int(parts.max()) + 1, dtype=np.int32)
        whole[parts] = labels
        level, labels = level.of_parts(parts), whole


def links_inside(both: csr_array, labels: Labels) -> csr_array:
    """The links that do not leave a community."""
    kept = np.repeat(labels, np.diff(both.indptr)) == labels[both.indices]
    before = np.zeros(len(kept) + 1, dtype=np.int32)
    np.cumsum(kept, out=before[1:])
    return csr_array((both.data[kept], both.indices[kept], before[both.indptr]), shape=both.shape)


def _dense(labels: Labels) -> Labels:
    """The labels renamed from 0 in their order, without gaps."""
    there = np.zeros(int(labels.max()) + 1, dtype=bool)
    there[labels] = True
    return np.asarray((np.cumsum(there, dtype=np.int32) - 1)[labels])

"""What chance would make of a follow graph: the directed configuration model, worked out instead of sampled.

Among all graphs that keep each account's number of edges out and in, on average, the model is the one of greatest
entropy: the edge from i to j is there with probability ``x_i y_j / (1 + x_i y_j)``, independently of all others
(Squartini & Garlaschelli 2011, "Analytical maximum-likelihood method to detect patterns in real networks", New
J. Phys. 13:083001). Expected numbers and their variances follow exactly, so nothing needs to be drawn. Pairs that
nobody could see, since neither list that would show them was captured, have no edge in the model either.

Degrees vary in the model, and are kept on average only. So its numbers scatter more than those of graphs shuffled with
the degrees kept exactly, and what it calls unlikely would be called so all the more by these.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtrc

from companion.core.graph import IntArray, Network
from companion.core.models import FloatArray

MOST_CLASSES = 1000
"""Accounts of the same degrees are one class; beyond so many, classes of like degrees are taken together."""

SMALLEST_P = 1e-300

_ROUNDS = 500
_CLOSE = 1e-6
_EXACT_DEGREES = 8


@dataclass(frozen=True, eq=False)
class DirectedNull:
    """The model, by classes of accounts that are alike to it.

    ``kinds`` (n,) is the class of each account, in the network's order; ``sizes`` (k,) how many each class has;
    ``probability`` (k, k) that an account of one class follows a certain other one of another (or the same);
    ``visible`` (k, k) whether that could be seen. ``error`` is the greatest share by which the model misses a
    class's degree; ``grouped`` says that like degrees were taken together.
    """

    kinds: IntArray
    sizes: IntArray
    probability: FloatArray
    visible: NDArray[np.bool_]
    error: float
    grouped: bool

    def edges_among(self, members: IntArray) -> Expected:
        """The number of edges among the accounts at these positions (s,)."""
        return self._sums(members, self.probability)

    def edges_seen_both_ways(self, members: IntArray) -> Expected:
        """The same of positions (s,), only of pairs of which both directions could be seen."""
        return self._sums(members, self.probability * (self.visible & self.visible.T))

    def mutual_pairs(self, members: IntArray) -> Expected:
        """The number of pairs of the accounts at these positions (s,) that follow each other."""
        both = self._sums(members, self.probability * self.probability.T)
        return Expected(both.mean / 2, both.variance / 2)

    def mutual_chance(self, first: IntArray, second: IntArray) -> FloatArray:
        """The probability (s,) of each pair of positions (s,) to follow each other."""
        one, other = self.kinds[first], self.kinds[second]
        return np.asarray(self.probability[one, other] * self.probability[other, one])

    def _sums(self, members: IntArray, chance: FloatArray) -> Expected:
        """Over ordered pairs of two different members: the sums of p and of p (1 − p)."""
        counts = np.bincount(self.kinds[members], minlength=len(self.sizes)).astype(np.float64)

        def over_pairs(terms: FloatArray) -> float:
            return float(counts @ terms @ counts - counts @ np.diagonal(terms))

        return Expected(over_pairs(chance), over_pairs(chance * (1 - chance)))


@dataclass(frozen=True)
class Expected:
    """A number's mean and variance under the model."""

    mean: float
    variance: float

    def z(self, observed: int) -> float | None:
        """How many standard deviations above the mean; None where the model leaves nothing open."""
        return (observed - self.mean) / self.variance**0.5 if self.variance > 1e-9 else None

    def at_least(self, observed: int) -> float:
        """The probability of so many or more, from above: by the Poisson tail of the same mean.

        A sum of independent indicators has the lighter tail (Hoeffding 1956, Ann. Math. Stat. 27:713), from one above
        the mean on; below that, 1 is given.
        """
        return max(float(pdtrc(observed - 1, self.mean)), SMALLEST_P) if observed >= self.mean + 1 else 1.0


def directed_null(network: Network, out_seen: NDArray[np.bool_], in_seen: NDArray[np.bool_]) -> DirectedNull:
    """The model of this network's degrees.

    ``out_seen`` and ``in_seen`` (n,): whose list of followed accounts, and whose list of followers, was captured. An
    edge that no such list could show must not be in the network. Solved by alternating fixed points.
    """
    matrix = network.matrix
    out, into = np.diff(matrix.indptr).astype(np.int64), np.bincount(matrix.indices, minlength=matrix.shape[0])
    kinds, grouped = _classes(out, into, out_seen, in_seen)
    sizes = np.bincount(kinds)
    out_degree, in_degree = np.bincount(kinds, out) / sizes, np.bincount(kinds, into) / sizes
    _, example = np.unique(kinds, return_index=True)
    visible = out_seen[example][:, None] | in_seen[example][None, :]
    x, y, error = _solved(out_degree, in_degree, sizes, visible)
    product = x[:, None] * y[None, :]
    return DirectedNull(kinds, sizes, visible * product / (1 + product), visible, error, grouped)


def _solved(
    out_degree: FloatArray, in_degree: FloatArray, sizes: IntArray, visible: NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray, float]:
    # partners[a, b]: how many accounts of class b an account of class a could be seen to follow.
    others = sizes[None, :] - np.eye(len(sizes))
    partners, followers = visible * others, visible.T * others
    scale = max(float(out_degree @ sizes), 1.0) ** 0.5
    x, y = out_degree / scale, in_degree / scale
    error = 0.0
    room = np.empty(partners.shape)  # used again, since new memory takes longer than what is done in it
    for _ in range(_ROUNDS):
        weights = _shares(partners, x, y, room) @ y
        error = _miss(x * weights, out_degree)
        x = np.divide(out_degree, weights, out=np.zeros_like(x), where=weights > 0)
        weights = _shares(followers, y, x, room) @ x
        y = np.divide(in_degree, weights, out=np.zeros_like(y), where=weights > 0)
        if error < _CLOSE:
            break
    return x, y, error


def _shares(partners: FloatArray, x: FloatArray, y: FloatArray, room: FloatArray) -> FloatArray:
    """``partners / (1 + x y)`` (k, k), in ``room``."""
    np.multiply.outer(x, y, out=room)
    room += 1
    return np.divide(partners, room, out=room)


def _miss(expected: FloatArray, degree: FloatArray) -> float:
    return float(np.max(np.abs(expected - degree) / np.maximum(degree, 1.0), initial=0.0))


def _classes(
    out: IntArray, into: IntArray, out_seen: NDArray[np.bool_], in_seen: NDArray[np.bool_]
) -> tuple[IntArray, bool]:
    """The class of each account, and whether like degrees had to be taken together."""
    step = 0.0
    while True:
        columns = (_rounded(out, step), _rounded(into, step), out_seen, in_seen)
        code = np.zeros(len(out), dtype=np.int64)
        for column in columns:
            code = code * (int(column.max(initial=0)) + 1) + column
        found, kinds = np.unique(code, return_inverse=True)
        if len(found) <= MOST_CLASSES:
            return kinds.astype(np.int64), step > 0
        step += 0.1


def _rounded(degree: IntArray, step: float) -> IntArray:
    """The number of the degree's bin: small ones alone, larger ones in bins that grow by this share."""
    if not step:
        return degree
    large = np.floor(np.log(np.maximum(degree, _EXACT_DEGREES) / _EXACT_DEGREES) / np.log1p(step))
    return np.where(degree <= _EXACT_DEGREES, degree, _EXACT_DEGREES + 1 + large.astype(np.int64))

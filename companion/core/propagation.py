"""From accounts that a person marked to those around them: a random walk that keeps going back to the marked ones.

The walker starts at a marked account, each with the same probability, goes along an edge in either direction, and with
probability ``restart`` jumps back to a marked one (random walk with restart: Tong, Faloutsos & Pan 2006, ICDM). How
often it stands on an account says how near that is, but hubs are near everything. So this is divided by how often a
walker stands there that starts anywhere, as SybilRank divides by the number of links (Cao et al. 2012, NSDI). Half of
the time "anywhere" is an end of an edge drawn evenly, which makes up for hubs; half of the time it is an account drawn
evenly, so that nobody is first for having been seen once, beside a marked one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order
from scipy.special import gammaincinv

from companion.core.graph import IntArray, Network
from companion.core.models import FloatArray
from companion.core.progress import Progress, unobserved

_LEFT = 1e-7
_LEFT_OF_PARTS = 1e-4
"""How exactly walks are worked out, as a share of their start."""
_AT_ONCE = 32
_CHANCE_BELOW = 0.025  # of an interval of 95 %


@dataclass(frozen=True, eq=False)
class Ranked:
    """Accounts (k,), by position in the network, those first whose ``low`` is highest.

    ``lift``: how many times as often the walker stands there as one that starts anywhere; ``low``, the lower end of its
    interval. ``marks_behind``: on how many marked accounts it rests, were their parts even. ``parts`` (k, marks): which
    part of the walks, 0..1, comes from which marked account.
    """

    accounts: IntArray
    lift: FloatArray
    low: FloatArray
    marks_behind: FloatArray
    parts: FloatArray


class Surroundings:
    """A network's links, in either direction: a link counts twice where both follow each other."""

    def __init__(self, network: Network) -> None:
        directed = network.matrix
        self.links: csr_array = (directed + directed.T).tocsr()
        self.links.setdiag(0)
        self.links.eliminate_zeros()
        self.links.sort_indices()

    @cached_property
    def weights(self) -> FloatArray:
        """Each account's number of links (n,)."""
        return np.asarray(self.links.sum(axis=1)).ravel()

    def walk(self, starts: FloatArray, restart: float, left: float = _LEFT) -> FloatArray:
        """Where the walker stands, (n,) or (n, k), having started at ``starts`` (same shape, each column sums to 1).

        Solved by Chebyshev's semi-iteration (Golub & Varga 1961, Numer. Math. 3:147), whose rounds are a third of the
        walker's own steps: a walk on links without direction has real eigenvalues from -1 to 1.
        """
        onwards = 1 - restart
        weights = np.maximum(self.weights, 1.0).reshape(-1, *[1] * (starts.ndim - 1))

        def step(standing: FloatArray) -> FloatArray:
            return np.asarray(onwards * (self.links @ (standing / weights)) + restart * starts)

        before, standing, ahead = starts, step(starts), 2.0
        settles = onwards / (1 + math.sqrt(1 - onwards**2))  # by this factor a round lessens what is left
        for _ in range(math.ceil(math.log(left) / math.log(settles))):
            ahead = 1 / (1 - onwards**2 * ahead / 4)
            before, standing = standing, ahead * (step(standing) - before) + before
        return standing

    def rank(
        self, marks: IntArray, candidates: IntArray, *, restart: float, most: int, progress: Progress = unobserved
    ) -> Ranked:
        """The candidates nearest to the marks, both as positions.

        Those that are no nearer than their number of links alone makes them are left out.
        """
        starts = np.zeros(len(self.weights))
        starts[marks] = 1 / len(marks)
        near = self.walk(starts, restart)
        by_links = self.weights / self.weights.sum()
        lift = near / ((by_links + 1 / len(near)) / 2)
        behind = np.clip(near**2 / np.maximum(self._squares(marks, restart, progress), 1e-300), 1.0, len(marks))
        low = lift * gammaincinv(behind, _CHANCE_BELOW) / behind
        kept = candidates[(near > by_links)[candidates] & ~np.isin(candidates, marks)]
        kept = kept[np.lexsort((kept, -_rounded(low[kept])))][:most]
        return Ranked(kept, lift[kept], low[kept], behind[kept], self._parts(kept, marks, restart))

    def _squares(self, marks: IntArray, restart: float, progress: Progress) -> FloatArray:
        """The sum of the squares of what each mark's walk brings to each account (n,)."""
        squares = np.zeros(len(self.weights))
        for first in range(0, len(marks), _AT_ONCE):
            progress(first, len(marks))
            squares += (self._walks(marks[first : first + _AT_ONCE], restart) ** 2).sum(axis=1)
        return squares / len(marks) ** 2

    def _parts(self, accounts: IntArray, marks: IntArray, restart: float) -> FloatArray:
        """Which part of each account's nearness is from which mark, (accounts, marks).

        Walks are reversible, so those from the mark are had from those from the account.
        """
        parts = np.zeros((len(accounts), len(marks)))
        for first in range(0, len(accounts), _AT_ONCE):
            some = accounts[first : first + _AT_ONCE]
            parts[first : first + _AT_ONCE] = (self._walks(some, restart)[marks] / self.weights[marks][:, None]).T
        return np.asarray(parts / np.maximum(parts.sum(axis=1, keepdims=True), 1e-300))

    def _walks(self, positions: IntArray, restart: float) -> FloatArray:
        """Where walkers stand that started at one account each, (n, k)."""
        starts = np.zeros((len(self.weights), len(positions)))
        starts[positions, np.arange(len(positions))] = 1
        return self.walk(starts, restart, _LEFT_OF_PARTS)

    def between(self, one: int, other: int) -> IntArray:
        """The positions of those linked with both, those with the fewest links first: they say most."""
        shared: IntArray = np.intersect1d(self._linked(one), self._linked(other))
        return np.asarray(shared[np.lexsort((shared, self.weights[shared]))])

    def neighbours(self, position: int) -> int:
        """With how many accounts this one is linked."""
        return len(self._linked(position))

    def are_linked(self, one: int, other: int) -> bool:
        return bool(np.isin(other, self._linked(one)))

    def path(self, one: int, other: int) -> list[int]:
        """A shortest way from one to the other, both included; empty where there is none."""
        _, before = breadth_first_order(self.links, one, directed=False)
        way = [other]
        while way[-1] != one:
            if before[way[-1]] < 0:
                return []
            way.append(int(before[way[-1]]))
        return way[::-1]

    def _linked(self, position: int) -> IntArray:
        return np.asarray(self.links.indices[self.links.indptr[position] : self.links.indptr[position + 1]])


def _rounded(value: FloatArray) -> FloatArray:
    """To twelve digits, so that another processor's last digit does not change an order."""
    digits = 11 - np.floor(np.log10(np.maximum(value, 1e-300)))
    return np.asarray(np.round(value * 10.0**digits) / 10.0**digits)

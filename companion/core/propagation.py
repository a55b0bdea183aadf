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
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, diags_array
from scipy.sparse.csgraph import breadth_first_order
from scipy.special import gammaincinv

from companion.core.graph import IntArray, Network
from companion.core.models import FloatArray
from companion.core.progress import Progress, unobserved

_LEFT = 1e-7
_LEFT_OF_PARTS = 1e-5
"""How exactly walks are worked out, as a share of their start."""
_AT_ONCE = 16
"""So many walks at once: of more, what stands on an account leaves the processor's cache before it is used again."""
_FOLLOWED = 64
_STEPS = 6
_TOO_LITTLE = 1e-8
"""So many first steps are followed mark by mark, of so many marks at once, but for less than this of all walks for each
link: more than a hundred million links are never gone along in a step."""
_CHANCE_BELOW = 0.025  # of an interval of 95 %

SingleArray = NDArray[np.float32]
Standing = TypeVar("Standing", FloatArray, SingleArray)


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

    def walk(self, starts: Standing, restart: float, left: float = _LEFT) -> Standing:
        """Where the walker stands, (n,) or (n, k), having started at ``starts`` (same shape, each column sums to 1).

        It is worked out in the precision of ``starts``, of which a third of the time is spared by single precision.
        Solved by Chebyshev's semi-iteration (Golub & Varga 1961, Numer. Math. 3:147), whose rounds are a third of the
        walker's own steps: a walk on links without direction has real eigenvalues from -1 to 1.
        """
        onwards = 1 - restart
        by_step = self.links.astype(starts.dtype)
        by_step.data *= (onwards / np.maximum(self.weights, 1.0)).astype(starts.dtype)[by_step.indices]
        from_start = (restart * starts).astype(starts.dtype)

        def step(standing: Standing) -> Standing:
            gone: Standing = by_step @ standing
            gone += from_start
            return gone

        before, standing, ahead = starts, step(starts), 2.0
        settles = onwards / (1 + math.sqrt(1 - onwards**2))  # by this factor a round lessens what is left
        for _ in range(math.ceil(math.log(left) / math.log(settles))):
            ahead = 1 / (1 - onwards**2 * ahead / 4)
            gone = step(standing)  # in place, as each of these arrays is larger than what a processor keeps at hand
            gone -= before
            gone *= ahead
            gone += before
            before, standing = standing, gone
        return standing

    def rank(
        self, marks: IntArray, candidates: IntArray, *, restart: float, most: int, progress: Progress = unobserved
    ) -> Ranked:
        """The candidates nearest to the marks, at most ``most``, all as positions; ``restart`` (0..1) is the walk's.

        Those that are no nearer than their number of links alone makes them are left out.
        """
        starts = np.zeros(len(self.weights))
        starts[marks] = 1 / len(marks)
        near = self.walk(starts, restart)
        by_links = self.weights / self.weights.sum()
        lift = near / ((by_links + 1 / len(near)) / 2)
        possible = candidates[(near > by_links)[candidates] & ~np.isin(candidates, marks)]
        kept, parts = self._looked_at(possible, marks, lift, near, restart, most, progress)
        behind = _behind(parts)
        low = _low(lift[kept], behind)
        order = np.lexsort((kept, -_rounded(low)))[:most]
        shares = parts[order] / np.maximum(parts[order].sum(axis=1, keepdims=True), 1e-300)
        return Ranked(kept[order], lift[kept][order], low[order], behind[order], shares)

    def _looked_at(
        self,
        possible: IntArray,
        marks: IntArray,
        lift: FloatArray,
        near: FloatArray,
        restart: float,
        most: int,
        progress: Progress,
    ) -> tuple[IntArray, FloatArray]:
        """All of the possible accounts that can be among the first ``most`` (k,), and what each mark brings them.

        On how many marks an account rests follows from the squares of what they bring it. Of all accounts at once it
        is known what these squares are at least. What may then be first is worked out.
        """
        squares = self._least_squares(marks, near, restart)
        most_behind = np.clip(near**2 / np.maximum(squares, 1e-300), 1.0, len(marks))[possible]
        at_most = _low(lift[possible], most_behind)
        order = np.lexsort((possible, -_rounded(at_most)))
        kept, parts, enough = possible[:0], np.zeros((0, len(marks))), -np.inf
        for first in range(0, len(order), _AT_ONCE):
            progress(first, len(order))
            some = order[first : first + _AT_ONCE]
            some = possible[some[at_most[some] >= enough]]
            if not len(some):
                break
            kept, parts = np.concatenate([kept, some]), np.concatenate([parts, self._brought(some, marks, restart)])
            if len(kept) >= most:
                enough = float(np.sort(_low(lift[kept], _behind(parts)))[-most])
        return kept, parts

    def _least_squares(self, marks: IntArray, near: FloatArray, restart: float) -> FloatArray:
        """What the sum of the squares of what each mark's walk brings to each account (n,) is at least.

        The first steps of the walks are followed mark by mark, but for what has become too little to be carried on (as
        by Andersen, Chung & Lang 2006, FOCS, 475). What that lacks of an account's nearness adds no less than if all
        marks brought the same of it.
        """
        onwards = csc_array(self.links @ diags_array((1 - restart) / np.maximum(self.weights, 1.0)))
        followed, squares = np.zeros(len(near)), np.zeros(len(near))
        for first in range(0, len(marks), _FOLLOWED):
            some = marks[first : first + _FOLLOWED]
            shape = (len(near), len(some))
            arrived = csc_array((np.full(len(some), restart / len(marks)), (some, np.arange(len(some)))), shape=shape)
            brought = arrived
            for _ in range(_STEPS):
                arrived.data[arrived.data < _TOO_LITTLE * self.weights[arrived.indices]] = 0
                arrived.eliminate_zeros()
                arrived = onwards @ arrived
                brought = brought + arrived
            followed += brought.sum(axis=1)
            squares += (brought**2).sum(axis=1)
        lacking = np.maximum(near - followed, 0)
        return np.asarray((squares + lacking**2 / len(marks)) * (1 - _LEFT_OF_PARTS * 10))

    def _brought(self, accounts: IntArray, marks: IntArray, restart: float) -> FloatArray:
        """How often a walker stands on each account that started at each mark, (accounts, marks).

        Walks are reversible, so those from the mark are had from those from the account.
        """
        there = self._walks(accounts, np.eye(len(accounts), dtype=np.float32), restart)[marks].T.astype(np.float64)
        return np.asarray(there * self.weights[accounts][:, None] / self.weights[marks])

    def _walks(self, positions: IntArray, starts: SingleArray, restart: float) -> SingleArray:
        """Where walkers stand (n, k) that started at these positions (m,) as ``starts`` (m, k) say."""
        whole = np.zeros((len(self.weights), starts.shape[1]), dtype=np.float32)
        whole[positions] = starts
        return self.walk(whole, restart, _LEFT_OF_PARTS)

    def between(self, one: int, other: int) -> IntArray:
        """The positions (k,) of those linked with both, those with the fewest links first: they say most."""
        shared: IntArray = np.intersect1d(self._linked(one), self._linked(other))
        return np.asarray(shared[np.lexsort((shared, self.weights[shared]))])

    def neighbours(self, position: int) -> int:
        """With how many accounts this one is linked."""
        return len(self._linked(position))

    def are_linked(self, one: int, other: int) -> bool:
        """Whether there is a link between the accounts at these positions."""
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


def _behind(parts: FloatArray) -> FloatArray:
    """On how many marks (k,) each account rests, were their parts (k, marks) even."""
    squares = np.maximum((parts**2).sum(axis=1), 1e-300)
    return np.asarray(np.clip(parts.sum(axis=1) ** 2 / squares, 1.0, parts.shape[1]))


def _low(lift: FloatArray, behind: FloatArray) -> FloatArray:
    """The lower end of the interval of a lift that rests on so many independent marks."""
    return np.asarray(lift * gammaincinv(behind, _CHANCE_BELOW) / behind)


def _rounded(value: FloatArray) -> FloatArray:
    """To twelve digits, so that another processor's last digit does not change an order."""
    digits = 11 - np.floor(np.log10(np.maximum(value, 1e-300)))
    return np.asarray(np.round(value * 10.0**digits) / 10.0**digits)

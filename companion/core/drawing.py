"""What a drawing of a network says of its accounts and edges: degree, PageRank, and which edges hold it together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from companion.core.communities import communities
from companion.core.graph import IntArray, Network
from companion.core.models import FloatArray

SEED = 1
_MOST_STARTS = 100
_DAMPING, _LEFT, _MOST_STEPS = 0.85, 1e-8, 200


@dataclass(frozen=True, eq=False)
class Drawn:
    """For n accounts ``degrees``, ``pageranks``, ``cores`` and ``communities`` (n,), and for m edges ``weights`` (m,).

    Weights are 0..1. Communities are numbered from 0, the largest first; an account without an edge has -1.
    """

    degrees: IntArray
    pageranks: FloatArray
    cores: IntArray
    communities: IntArray
    weights: FloatArray


def largest(network: Network, most: int) -> Network:
    """The part between the ``most`` accounts with the highest degree; of equals, those with the smaller key."""
    if len(network.accounts) <= most:
        return network
    order = np.lexsort((network.accounts, -degrees(network)))
    return network.within(np.sort(network.accounts[order[:most]]))


def degrees(network: Network) -> IntArray:
    """How many others each account has an edge with, in either direction (n,)."""
    both = network.matrix + network.matrix.T
    both.setdiag(0)
    both.eliminate_zeros()
    return np.asarray(np.diff(both.indptr), dtype=np.int64)


def drawn(network: Network) -> Drawn:
    """All of it for a network that is drawn whole.

    An edge's weight is the percentile of how embedded it is, the Jaccard index of its ends' neighbours (the simplest of
    the Simmelian backbones: Nick, Lee, Cunningham & Brandes 2013, ASONAM): the heaviest edges run inside groups, and
    the lightest are those that happen to join them.
    """
    number = degrees(network)
    if len(network.accounts) == 0:
        return Drawn(number, np.zeros(0), number, number, np.zeros(0))
    return Drawn(
        number, pagerank(network), cores(network), communities(network.matrix, SEED), _embedded(network, number)
    )


def cores(network: Network) -> IntArray:
    """For each account (n,) the largest k of whose k-core it is (Seidman 1983): all in it have k neighbours in it."""
    both = _both_ways(network)
    left, found = np.asarray(both.sum(axis=1)).ravel(), np.zeros(len(network.accounts), dtype=np.int64)
    inside = left > 0
    level = 1
    while inside.any():
        falls = inside & (left < level)
        if falls.any():
            inside &= ~falls
            left -= both @ falls.astype(np.float64)
        else:
            found[inside] = level
            level += 1
    return found


def betweenness(network: Network) -> FloatArray:
    """The share (n,), 0..1, of shortest paths between two others that lead through each account, both ways alike.

    Brandes 2001; from at most 100 accounts that stand evenly among all, as Brandes & Pich 2007 estimate it.
    """
    count = len(network.accounts)
    if count < 3:
        return np.zeros(count)
    both = _both_ways(network)
    starts = np.unique(np.linspace(0, count - 1, min(count, _MOST_STARTS)).astype(np.int64))
    front = np.zeros((count, len(starts)))
    front[starts, np.arange(len(starts))] = 1
    paths, depth = front.copy(), np.where(front > 0, 0, -1)
    last = 0
    while front.any():
        front = np.where(depth < 0, both @ front, 0)
        last += 1
        depth[front > 0] = last
        paths += front
    through = np.zeros_like(paths)
    for level in range(last, 0, -1):
        share = np.divide(1 + through, paths, out=np.zeros_like(paths), where=depth == level)
        through += np.where(depth == level - 1, paths * (both @ share), 0)
    through[depth == 0] = 0
    others = len(starts) - np.isin(np.arange(count), starts)
    return np.asarray(through.sum(axis=1) / np.maximum(others, 1) / (count - 2))


def _both_ways(network: Network) -> csr_array:
    both = ((network.matrix + network.matrix.T) > 0).astype(np.float64)
    both.setdiag(0)
    both.eliminate_zeros()
    return both


def pagerank(network: Network) -> FloatArray:
    """(n,), adding up to 1: Page, Brin, Motwani & Winograd 1999, damping 0.85; who leads nowhere leads to everybody."""
    count = len(network.accounts)
    leads = np.asarray(network.matrix.sum(axis=1)).ravel()
    share = np.divide(1, leads, out=np.zeros(count), where=leads > 0)
    back = network.matrix.T.tocsr()
    ranks = np.full(count, 1 / count)
    for _ in range(_MOST_STEPS):
        before = ranks
        ranks = _DAMPING * (back @ (before * share) + before[leads == 0].sum() / count) + (1 - _DAMPING) / count
        if np.abs(ranks - before).sum() < _LEFT:
            break
    return np.asarray(ranks)


def _embedded(network: Network, number: IntArray) -> FloatArray:
    if len(network.sources) == 0:
        return np.zeros(0)
    both = _both_ways(network)
    common = np.empty(len(network.sources))
    at_once = 2000
    for first in range(0, len(common), at_once):
        part = slice(first, first + at_once)
        common[part] = both[network.sources[part]].multiply(both[network.targets[part]]).sum(axis=1)
    union = number[network.sources] + number[network.targets] - common
    similarity: NDArray[np.float64] = np.divide(common, union, out=np.zeros_like(common), where=union > 0)
    _, place, count = np.unique(similarity, return_inverse=True, return_counts=True)
    ranks = np.cumsum(count) - (count - 1) / 2
    return np.asarray(ranks[place] / len(similarity))

"""How much co-sharing chance gives, where every share happens at any second of the hour it happened in.

This keeps how popular each object was in each hour, and how active each account, and takes away only who shared within
seconds of whom: the interval jitter of Amarasingham, Harrison, Hatsopoulos and Geman 2012 (J. Neurophysiol. 107:517).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import poisson

from companion.core.coordination import Edges, Shares
from companion.core.graph import IntArray
from companion.core.models import FloatArray

HOUR_SECONDS = 3600
_EDGES_AT_ONCE = 100_000


def span_of(window: int) -> int:
    """The seconds within which shares may move: an hour, or four windows where that is longer."""
    return max(HOUR_SECONDS, 4 * window)


def meeting(window: int, span: int) -> tuple[float, float]:
    """The probabilities that two shares come within ``window`` seconds of each other: in the same span, in the next.

    Each is at any of its span's whole seconds; ``window`` < ``span``.
    """
    near = window * (window + 1)
    return ((2 * window + 1) * span - near) / span**2, near / 2 / span**2


def expected_weights(shares: Shares, edges: Edges, window: int) -> FloatArray:
    """The number of pairs that chance gives each edge (m,); the shares' times are whole seconds."""
    together, beside = meeting(window, span_of(window))
    counts, following = _by_span(shares, span_of(window))
    expected = np.empty(len(edges))
    for start in range(0, len(edges), _EDGES_AT_ONCE):
        part = slice(start, start + _EDGES_AT_ONCE)
        one, other = edges.first[part], edges.second[part]
        here, there = counts[one], counts[other]
        next_here, next_there = following[one], following[other]
        expected[part] = together * (here * there).sum(axis=1)
        expected[part] += beside * ((here * next_there).sum(axis=1) + (next_here * there).sum(axis=1))
    return expected


def expected_in_all(shares: Shares, window: int) -> float:
    """The number of pairs between all accounts that chance gives."""
    together, beside = meeting(window, span_of(window))
    counts, following = _by_span(shares, span_of(window))
    every, after = counts.sum(axis=0), following.sum(axis=0)
    same = float((every**2).sum() - (counts * counts).sum()) / 2
    return together * same + beside * float((every * after).sum() - (counts * following).sum())


def chances(edges: Edges, expected: FloatArray) -> FloatArray:
    """The probability (m,) that chance gives an edge as many pairs, by the Poisson tail.

    Of an edge's pairs only as many are counted as the account with fewer messages has, since one message that meets
    many is one coincidence.
    """
    meetings = np.minimum(edges.first_contents, edges.second_contents)
    return np.asarray(poisson.sf(meetings - 1, expected))


def adjusted(p_values: FloatArray, tests: int) -> FloatArray:
    """Benjamini and Hochberg's q values (m,), of ``tests`` ≥ m tests of which the others' p-values are 1."""
    order = np.argsort(p_values, kind="stable")
    scaled = p_values[order] * tests / np.arange(1, len(order) + 1)
    q_values = np.empty(len(order))
    q_values[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return q_values


def _by_span(shares: Shares, span: int) -> tuple[csr_array, csr_array]:
    """Each account's shares by object and span, (accounts, cells), and the same moved to the span before."""
    spans: IntArray = (shares.times // span).astype(np.int64)
    pairs = np.stack([shares.objects, spans])
    cells, cell = np.unique(pairs, axis=1, return_inverse=True)
    shape = (int(shares.accounts.max(initial=-1)) + 1, cells.shape[1])
    counts = csr_array((np.ones(len(shares)), (shares.accounts, cell.ravel())), shape=shape)
    has_next = np.flatnonzero((np.diff(cells[0]) == 0) & (np.diff(cells[1]) == 1))
    move = csr_array((np.ones(len(has_next)), (has_next + 1, has_next)), shape=(shape[1], shape[1]))
    return counts, csr_array(counts @ move)

"""How much co-sharing chance gives, where every share happens at any second of the hour it happened in.

This keeps how popular each object was in each hour, and how active each account, and takes away only who shared within
seconds of whom: the interval jitter of Amarasingham, Harrison, Hatsopoulos and Geman 2012 (J. Neurophysiol. 107:517).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, dia_array
from scipy.stats import poisson

from companion.core.coordination import BoolArray, Edges, Shares, coordinated
from companion.core.graph import IntArray
from companion.core.models import FloatArray

HOUR_SECONDS = 3600
_CELLS_AT_ONCE = 2**20


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
    counts, meets = _by_span(shares, window)
    number = np.diff(counts.indptr)
    # The cells of the account with fewer shares are looked up among those of the other.
    swapped = number[edges.first] < number[edges.second]
    more = np.where(swapped, edges.second, edges.first)
    fewer = np.where(swapped, edges.first, edges.second)
    cells = counts.shape[1]
    met = np.repeat(np.arange(counts.shape[0]), np.diff(meets.indptr)) * cells + meets.indices
    expected = np.empty(len(edges))
    parts = np.flatnonzero(np.diff(np.cumsum(number[fewer]) // _CELLS_AT_ONCE)) + 1
    for edge in np.split(np.arange(len(edges)), parts):
        of, sizes = fewer[edge], number[fewer[edge]]
        row = np.repeat(np.arange(len(edge)), sizes)
        at = np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(counts.indptr[of], sizes)
        wanted = more[edge][row] * cells + counts.indices[at]
        place = np.minimum(np.searchsorted(met, wanted), max(len(met) - 1, 0))
        meeting_here = np.where(met[place] == wanted, counts.data[at] * meets.data[place], 0.0)
        expected[edge] = np.bincount(row, meeting_here, len(edge))
    return expected


def expected_in_all(shares: Shares, window: int) -> float:
    """The number of pairs between all accounts that chance gives."""
    counts, meets = _by_span(shares, window)
    every = counts.sum(axis=0) @ meets.sum(axis=0)
    # Each pair was counted from both sides, and shares with their own account's, themselves among these.
    return float(every - (counts * meets).sum()) / 2


def expected_by_drawing(shares: Shares, own: BoolArray, window: int, least_shares: int, draws: int, seed: int) -> float:
    """The number of pairs that chance gives, counted as :func:`companion.core.coordination.coordinated` counts them.

    The mean of ``draws`` jittered copies: what it leaves out, as accounts that share too little, depends on who meets
    whom, so that no sum over cells gives it. ``own`` (n,) as there.
    """
    rng = np.random.default_rng(seed)
    span = span_of(window)
    begins = shares.times // span * span
    pairs = 0
    for _ in range(draws):
        moved = replace(shares, times=begins + rng.integers(span, size=len(shares)))
        pairs += int(coordinated(moved, window, least_shares=least_shares, own=own).weight.sum())
    return pairs / draws


def chances(edges: Edges, expected: FloatArray) -> FloatArray:
    """The probability (m,) that chance gives an edge as many pairs, by the Poisson tail.

    Of an edge's pairs only as many are counted as the account with fewer messages has, since one message that meets
    many is one coincidence.
    """
    meetings = np.minimum(edges.first_contents, edges.second_contents)
    return np.asarray(poisson.sf(meetings - 1, expected))


def _by_span(shares: Shares, window: int) -> tuple[csr_array, csr_array]:
    """Each account's shares by object and span (accounts, cells), and how many a share in each cell would meet."""
    together, beside = meeting(window, span_of(window))
    spans: IntArray = (shares.times // span_of(window)).astype(np.int64)
    order = np.lexsort((spans, shares.objects))
    objects, spans = shares.objects[order], spans[order]
    new_object, later = np.diff(objects, prepend=-1) != 0, np.diff(spans, prepend=0)
    new = new_object | (later != 0)
    number = int(new.sum())
    cell = np.empty(len(shares), dtype=np.int64)
    cell[order] = np.cumsum(new) - 1
    shape = (int(shares.accounts.max(initial=-1)) + 1, number)
    counts = csr_array((np.ones(len(shares)), (shares.accounts, cell)), shape=shape)
    counts.sum_duplicates()
    follows = np.where(~new_object[new] & (later[new] == 1), beside, 0.0)  # whether a cell follows the one before it
    near = dia_array(
        (np.stack([np.append(follows[1:], 0), np.full(number, together), follows]), (-1, 0, 1)), shape=(number, number)
    )
    meets = csr_array(counts @ near.tocsr())
    meets.sort_indices()
    return counts, meets

"""Where the accounts of a drawing stand: where they stood, and who is new among them; else laid out by forces."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from companion.core.graph import IntArray
from companion.core.layout import laid_out
from companion.core.models import FloatArray

REACH = 1000.0
_FEW = 0.2
"""Where no larger part of all is new, the others keep their places: nothing that was looked at stands elsewhere."""


def standing(links: csr_array, groups: IntArray, before: FloatArray) -> FloatArray:
    """The place (n, 2) of each account with an edge, NaN for those without one.

    ``links`` (n, n) go both ways; ``groups`` (n,) are communities, -1 where there is no edge; ``before`` (n, 2) is
    where they stood, NaN where they did not. What is laid out fills the square from -1000 to 1000
    from left to right.
    """
    joined = np.flatnonzero(groups >= 0)
    places = before.copy()
    inner = csr_array(links[joined][:, joined])
    known = before[joined]
    new = int(np.isnan(known[:, 0]).sum())
    if new > _FEW * len(joined):
        places[joined] = _filled(_lying(laid_out(inner, groups[joined])))
    elif new:
        places[joined] = _among(known, inner)
    return places


def _among(known: FloatArray, links: csr_array) -> FloatArray:
    """The places (n, 2), the new ones (NaN) in the middle of those they have an edge with, or of all."""
    at = known.copy()
    while True:
        there = ~np.isnan(at[:, 0])
        new = np.flatnonzero(~there)
        beside = links[new][:, there]
        count = np.diff(beside.indptr)
        met = count > 0
        if not met.any():
            at[new] = at[there].mean(axis=0)
            return at
        ones = csr_array((np.ones_like(beside.data), beside.indices, beside.indptr), shape=beside.shape)
        at[new[met]] = (ones @ at[there])[met] / count[met, None]


def _lying(at: FloatArray) -> FloatArray:
    """Turned so that it is widest from left to right, as windows are."""
    _, turns = np.linalg.eigh(at.T @ at)
    return np.asarray(at @ turns[:, ::-1])


def _filled(at: FloatArray) -> FloatArray:
    if not len(at):
        return at
    low, high = at.min(axis=0), at.max(axis=0)
    return np.asarray((at - (low + high) / 2) * (2 * REACH / max(float((high - low).max()), 1e-9)))

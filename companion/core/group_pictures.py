"""What the pictures of a group's accounts have in common, against the number that a group of its size has by chance.

Chance draws as many accounts from all that are compared, each group of accounts as likely as any other. So a sign that
an account has or has not is hypergeometric, and pairs that wear the same picture are drawn (a permutation test, Phipson
& Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom

from companion.core.graph import IntArray
from companion.core.models import FloatArray

SMALLEST_P = 1e-300


@dataclass(frozen=True)
class Counted:
    """``observed`` of ``of``, where ``expected`` are due by chance, and how probable as many or more are."""

    of: int
    observed: int
    expected: float
    p_value: float


def signs(has: NDArray[np.bool_], members: IntArray) -> Counted:
    """How many of the members (positions) have a sign, which ``has`` (n,) says of everyone compared."""
    observed, every, size = int(has[members].sum()), int(has.sum()), len(members)
    if not size:
        return Counted(0, 0, 0.0, 1.0)
    p_value = float(hypergeom.sf(observed - 1, len(has), every, size)) if observed else 1.0
    return Counted(size, observed, size * every / len(has), min(1.0, max(p_value, SMALLEST_P)))


def same_pairs(worn: IntArray, members: IntArray, rng: np.random.Generator, draws: int) -> Counted:
    """How many pairs of members wear the same picture; ``worn`` (n,) numbers the picture of everyone compared.

    The expected number is exact; the p-value is from ``draws`` groups drawn, and so at least 1 / (draws + 1).
    """
    size, count = len(members), len(worn)
    sizes = np.unique(worn, return_counts=True)[1]
    sizes = sizes[sizes > 1]
    observed = _pairs(np.unique(worn[members], return_counts=True)[1])
    if size < 2:
        return Counted(0, 0, 0.0, 1.0)
    expected = _pairs(sizes) * size * (size - 1) / (count * (count - 1))
    at_least = 0
    if observed and len(sizes):
        colours = np.append(sizes, count - sizes.sum())
        drawn = rng.multivariate_hypergeometric(colours, size, size=draws, method="marginals")[:, :-1]
        at_least = int(((drawn * (drawn - 1) // 2).sum(axis=1) >= observed).sum())
    p_value = (1 + at_least) / (1 + draws) if observed else 1.0
    return Counted(size * (size - 1) // 2, observed, expected, p_value)


def _pairs(counts: IntArray | FloatArray) -> int:
    return int((counts * (counts - 1) // 2).sum())

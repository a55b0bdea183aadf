"""The false discovery rate over many tests, of which those with the larger p-values need not be given.

Benjamini, Hochberg: "Controlling the false discovery rate", J. R. Stat. Soc. B 57:289–300, 1995.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from companion.core.graph import IntArray
from companion.core.models import FloatArray


@dataclass(frozen=True, eq=False)
class Validated:
    """What Benjamini–Hochberg let through.

    ``kept`` (k,) are positions in the p-values, the least likely first, with their ``q`` (k,). ``threshold`` is the
    largest p-value among them, 0 where there is none.
    """

    kept: IntArray
    q: FloatArray
    threshold: float


def adjusted(p_values: FloatArray, tests: int) -> FloatArray:
    """The q values (m,) of p-values (m,), of ``tests`` ≥ m tests of which the others' p-values are no smaller."""
    order = np.argsort(p_values, kind="stable")
    scaled = p_values[order] * tests / np.arange(1, len(order) + 1)
    q_values = np.empty(len(order))
    q_values[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return q_values


def benjamini_hochberg(p_values: FloatArray, tests: int, rate: float) -> Validated:
    """Which of the p-values (m,) hold at this false discovery rate among ``tests``; those not given exceed the rate."""
    order, q_values = np.argsort(p_values, kind="stable"), adjusted(p_values, tests)
    kept = order[q_values[order] <= rate]
    return Validated(kept, q_values[kept], float(p_values[kept].max(initial=0.0)))

"""Several p-values of one question, joined by a rule that tolerates their dependence.

Cauchy's combination (Liu and Xie: "Cauchy combination test: a powerful test with analytic p-value calculation under
arbitrary dependency structures", J. Am. Stat. Assoc. 115:393–402, 2020): each p-value becomes a Cauchy variable, whose
mean is again nearly one in the tail, however the p-values depend on each other. Fisher's sum of logarithms, which takes
them for independent, would be several times too sure.
"""

from __future__ import annotations

import numpy as np

from companion.core.models import FloatArray

MOST = 0.99
"""A larger p-value counts as this: one that is 1, since nothing was there, would outweigh everything that was."""
_TINY = 1e-15


def cauchy_combination(p_values: FloatArray) -> FloatArray:
    """The joint p-value (g,) of each row of p-values (g, k), 0..1; NaN stands for what is not known.

    1 where nothing is known.

    >>> cauchy_combination(np.array([[0.01, 0.9, np.nan], [np.nan, np.nan, np.nan]])).round(3).tolist()
    [0.022, 1.0]
    """
    known = ~np.isnan(p_values)
    p = np.clip(np.where(known, p_values, MOST), 1e-300, MOST)
    variable = np.where(p < _TINY, 1 / (np.pi * p), np.tan((0.5 - np.maximum(p, _TINY)) * np.pi))
    count = known.sum(axis=1)
    mean = np.where(known, variable, 0.0).sum(axis=1) / np.maximum(count, 1)
    joint = np.where(mean > 1 / _TINY, 1 / (np.pi * np.maximum(mean, 1.0)), 0.5 - np.arctan(mean) / np.pi)
    return np.asarray(np.where(count > 0, joint, 1.0))

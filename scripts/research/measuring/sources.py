"""What a share of pictures says about sources that were not looked at.

A site or an organisation crops its pictures alike, so pictures of one source are not independent. The interval is Korn
and Graubard's (Survey Methodology 24, 1998: 193): Clopper and Pearson's exact one, with as many pictures as would give
the share's variance between sources if they were independent.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from companion.core.models import FloatArray

UPPER = 0.975
"""The upper end of a 95 % interval."""
ABOVE = 0.25
"""The least score that is told lies at most so far above the highest that is not to reach it."""


def design_effect(hits: NDArray[np.bool_], groups: NDArray[np.int64]) -> float:
    """How many times the variance of the share of hits (n,) between sources is that of independent pictures; ≥ 1."""
    share = hits.mean()
    if share in (0, 1):
        return 1.0
    _, which = np.unique(groups, return_inverse=True)
    number = which.max() + 1
    off = np.bincount(which, hits) - share * np.bincount(which)
    variance = number / (number - 1) * np.square(off).sum() / len(hits) ** 2
    return max(1.0, float(variance / (share * (1 - share) / len(hits))))


def interval(hits: NDArray[np.bool_], groups: NDArray[np.int64]) -> tuple[float, float]:
    """The 95 % interval over sources for the share of hits (n,), whose sources are ``groups`` (n,)."""
    pictures = len(hits) / design_effect(hits, groups)
    count = hits.mean() * pictures
    low = 0.0 if count == 0 else float(beta.ppf(1 - UPPER, count, pictures - count + 1))
    return low, 1.0 if count >= pictures else float(beta.ppf(UPPER, count + 1, pictures - count))


def carries(pictures: int, one_in: int) -> bool:
    """Whether so many pictures can say that at most 1 in N reach a score: if none of them does."""
    return float(beta.ppf(UPPER, 1, pictures)) <= 1 / one_in


def least_scores(scores: FloatArray, groups: NDArray[np.int64], one_in: Sequence[int]) -> list[float]:
    """For each N the least score that, by the interval's upper end, at most 1 in N reach.

    ``scores`` (n,) are of ordinary pictures, each judged without its source. Raises ValueError where the sample cannot
    carry an N.
    """
    falling = np.append(np.inf, np.sort(scores)[::-1])
    found = []
    for number in one_in:
        for count in range(len(scores) // number, -1, -1):
            if interval(scores > falling[count + 1], groups)[1] <= 1 / number:
                upper, lower = falling[count], falling[count + 1]
                found.append(float(lower + min(ABOVE, (upper - lower) / 2)))
                break
        else:
            raise ValueError(f"{len(scores):,} pictures cannot carry 1 in {number:,}")
    return found

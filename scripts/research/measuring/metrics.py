"""Figures of a score, each with its 95 % interval. Pictures without a score are -inf: they are never found."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np
from scipy.stats import binomtest, mannwhitneyu

from companion.core.models import FloatArray

RESAMPLES = 500


@dataclass(frozen=True)
class Figure:
    """A share or an area, with its 95 % interval; ``count`` of ``total`` where it is a share."""

    value: float
    low: float
    high: float
    count: int | None = None
    total: int | None = None

    def as_dict(self) -> dict[str, float | int]:
        return {name: value for name, value in asdict(self).items() if value is not None}


def wilson(count: int, total: int) -> Figure:
    """A share with Wilson's interval, which keeps near 0 and 1."""
    return _share(count, total, "wilson")


def clopper_pearson(count: int, total: int) -> Figure:
    """A share with the exact interval: for rates so small that only it never claims too much."""
    return _share(count, total, "exact")


def _share(count: int, total: int, method: str) -> Figure:
    if total == 0:
        return Figure(math.nan, 0.0, 1.0, 0, 0)
    low, high = binomtest(count, total).proportion_ci(method=method)
    return Figure(count / total, float(low), float(high), count, total)


def auc(positive: FloatArray, negative: FloatArray, seed: int = 0) -> Figure:
    """The area under the curve; its interval is a bootstrap's over pictures."""
    rng = np.random.default_rng(seed)
    areas = [area(rng.choice(positive, len(positive)), rng.choice(negative, len(negative))) for _ in range(RESAMPLES)]
    low, high = np.percentile(areas, [2.5, 97.5])
    return Figure(area(positive, negative), float(low), float(high))


def area(positive: FloatArray, negative: FloatArray) -> float:
    """The chance that one of the first lies above one of the others; where they are equal, half of it."""
    return float(mannwhitneyu(positive, negative, method="asymptotic").statistic) / (len(positive) * len(negative))


def threshold_at(negative: FloatArray, rate: float) -> float:
    """What a score must exceed so that at most this share of the negatives does."""
    allowed = math.floor(len(negative) * rate + 1e-9)
    return float(np.sort(negative)[::-1][allowed])


def recall_at(positive: FloatArray, negative: FloatArray, rate: float) -> Figure:
    """The share of positives found at this rate of false alarms."""
    return wilson(int((positive > threshold_at(negative, rate)).sum()), len(positive))


def alarms_at_recall(positive: FloatArray, negative: FloatArray, recall: float) -> Figure:
    """The share of negatives that score at least as high as the share ``recall`` of positives does."""
    least = np.sort(positive)[::-1][math.ceil(recall * len(positive)) - 1]
    reached = (negative >= least) & np.isfinite(negative)
    return clopper_pearson(int(reached.sum()), len(negative))

"""Figures of a score, each with its 95 % interval. Pictures without a score are -inf: they are never found."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np
from scipy.stats import beta, rankdata

from companion.core.models import FloatArray

RESAMPLES = 500
Z = 1.96


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
    if total == 0:
        return Figure(math.nan, 0.0, 1.0, 0, 0)
    share, squared = count / total, Z**2
    middle = (share + squared / (2 * total)) / (1 + squared / total)
    half = Z * math.sqrt(share * (1 - share) / total + squared / (4 * total**2)) / (1 + squared / total)
    return Figure(share, max(0.0, middle - half), min(1.0, middle + half), count, total)


def clopper_pearson(count: int, total: int) -> Figure:
    """A share with the exact interval: for rates so small that only it never claims too much."""
    if total == 0:
        return Figure(math.nan, 0.0, 1.0, 0, 0)
    low = 0.0 if count == 0 else float(beta.ppf(0.025, count, total - count + 1))
    high = 1.0 if count == total else float(beta.ppf(0.975, count + 1, total - count))
    return Figure(count / total, low, high, count, total)


def auc(positive: FloatArray, negative: FloatArray, seed: int = 0) -> Figure:
    """The area under the curve; its interval is a bootstrap's over pictures."""
    rng = np.random.default_rng(seed)
    areas = [_area(rng.choice(positive, len(positive)), rng.choice(negative, len(negative))) for _ in range(RESAMPLES)]
    low, high = np.percentile(areas, [2.5, 97.5])
    return Figure(_area(positive, negative), float(low), float(high))


def _area(positive: FloatArray, negative: FloatArray) -> float:
    ranks = rankdata(np.concatenate([positive, negative]))[: len(positive)]
    pairs = len(positive) * len(negative)
    return float((ranks.sum() - len(positive) * (len(positive) + 1) / 2) / pairs)


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

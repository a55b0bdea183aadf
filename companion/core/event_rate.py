"""The empirical rate of a group's events, by bins of an hour or a day.

The rate in each bin is

    the group's trend × the week's rhythm × the factor of the surroundings × the factor of the bin,

each from the data. The trend is smoothed over weeks. The rhythm, by hour of day and weekday, is everybody's, shrunk
towards hour × weekday. The surroundings (the day of an hour, the week of a day) may be busier than the rest, as on
days of campaigns: the factor is the posterior mean of a gamma, of which the events are Poisson, over everybody's events
there but the group's own in the bin and the next. The bin's own factor is likewise, over everybody else's events in it.
What is left to chance is then negative binomial (Gelman et al., Bayesian Data Analysis, section 2.6). The gammas'
shapes are estimated from the counts by moments. The group's own counts are cut at what the rate makes plausible and
the rate estimated again, so that a burst does not hide itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.stats import poisson

from companion.core.activities import DAY
from companion.core.graph import IntArray
from companion.core.models import FloatArray

TREND_DAYS = 14.0
"""Standard deviation of the trend's smoothing, in days."""
ALWAYS = 0.1
"""The share of the trend that is the same at all times, so that nothing is impossible in a quiet year."""
RHYTHM_PRIOR = 20.0
"""As many events' worth of belief that weekdays differ only by a factor."""
PLAUSIBLE = 0.99
STEADY = 5.0
"""The largest shape of a gamma that is believed: rates vary for reasons that nobody sees."""
ALONE = 1.0
"""The same where nobody else's events were seen, by which a busy day of everybody's would show."""
_ROUNDS = 3
_MONDAY = 4 * DAY  # 1970-01-05


@dataclass(frozen=True, eq=False)
class Rate:
    """The expected numbers of the group's events: bins (n,) from ``begin`` (ms) on, ``width`` ms each.

    ``expected``: the mean of each bin. ``shape``: the negative binomial's, large where it is a Poisson.
    """

    begin: int
    width: int
    expected: FloatArray
    shape: FloatArray

    @property
    def expected_pairs(self) -> float:
        """Pairs of events in the same bin that chance would give."""
        return float((self.expected**2 * (1 + 1 / self.shape)).sum() / 2)


def estimated(mine: IntArray, others: IntArray, begin: int, width: int) -> Rate:
    """The rate of a group with ``mine`` (n,) events in each bin, where everybody else has ``others`` (n,).

    ``begin`` is a day's; n is whole days.
    """
    plausible = mine.astype(np.float64)
    for round_ in range(_ROUNDS):
        rate = _estimated(plausible, others.astype(np.float64), begin, width)
        if round_ < _ROUNDS - 1:
            plausible = np.minimum(mine, np.maximum(poisson.ppf(PLAUSIBLE, rate.expected), 1))
    return rate


def _estimated(mine: FloatArray, others: FloatArray, begin: int, width: int) -> Rate:
    bins = np.arange(len(mine))
    rhythm = _rhythm(mine + others, begin, width)
    my_base, others_base = (_trend(counts, width) * rhythm for counts in (mine, others))

    group = bins * width // DAY if width < DAY else bins // 7
    seen, due = _sums(group, mine + others), _sums(group, my_base + others_base)
    shape = _shape(seen, due) if others.any() else min(_shape(seen, due), ALONE)
    around, around_due = seen[group] - _with_next(mine), due[group] - _with_next(my_base)
    around, around_due = np.maximum(around, 0), np.maximum(around_due, 0)
    busy = (shape + around) / (shape + around_due)

    everybody = (shape + seen[group]) / (shape + due[group])
    bin_shape = _shape(others, others_base * everybody) if others.any() else STEADY
    own = (bin_shape + others) / (bin_shape + others_base * everybody)

    varies = (1 + 1 / (shape + around)) * (1 + 1 / (bin_shape + others)) - 1
    return Rate(begin, width, my_base * busy * own, np.minimum(1 / varies, STEADY))


def _rhythm(counts: FloatArray, begin: int, width: int) -> FloatArray:
    """The week's rhythm in each bin: the mean over a week is 1."""
    since_monday = (begin - _MONDAY + np.arange(len(counts)) * width) % (7 * DAY)
    day, hour = since_monday // DAY, since_monday % DAY // width
    hours = DAY // width
    by_hour = _relative(counts, hour, hours)
    by_hour = (by_hour * 2 + np.roll(by_hour, 1) + np.roll(by_hour, -1)) / 4
    by_day = _relative(counts, day, 7)
    product = (by_day[:, None] * by_hour).ravel()
    phase = day * hours + hour
    due = product[phase] * (counts.sum() / max(float(product[phase].sum()), 1e-12))
    prior = RHYTHM_PRIOR / hours
    cell = (np.bincount(phase, counts, 7 * hours) + prior) / (np.bincount(phase, due, 7 * hours) + prior)
    week = product * cell
    return np.asarray((week / week.mean())[phase])


def _relative(counts: FloatArray, part: IntArray, parts: int) -> FloatArray:
    """How busy each part is against the mean, shrunk towards 1."""
    bins = np.bincount(part, minlength=parts)
    due = counts.sum() * bins / len(counts)
    return np.asarray((np.bincount(part, counts, parts) + RHYTHM_PRIOR) / (due + RHYTHM_PRIOR))


def _trend(counts: FloatArray, width: int) -> FloatArray:
    """The mean number a bin, smoothed over weeks; as many in all as there are counts."""
    a_day = DAY // width
    daily = counts.reshape(-1, a_day).sum(axis=1)
    weight = gaussian_filter1d(np.ones_like(daily), TREND_DAYS, mode="constant")
    smooth = gaussian_filter1d(daily, TREND_DAYS, mode="constant") / weight
    smooth *= daily.sum() / max(float(smooth.sum()), 1e-12)
    return np.asarray(np.repeat((1 - ALWAYS) * smooth + ALWAYS * daily.mean(), a_day) / a_day)


def _shape(seen: FloatArray, due: FloatArray) -> float:
    """The shape of the gamma by which counts vary around what is due beyond Poisson, by moments."""
    excess = float(((seen - due) ** 2 - seen).sum())
    return min(float((due**2).sum()) / excess, STEADY) if excess > 0 else STEADY


def _with_next(counts: FloatArray) -> FloatArray:
    """Each bin's count with the next one's of the same day: a window reaches into it."""
    return np.asarray(counts + np.append(counts[1:], 0))


def _sums(part: IntArray, counts: FloatArray) -> FloatArray:
    return np.bincount(part, counts).astype(np.float64)

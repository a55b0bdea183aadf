"""Bursts: more accounts that do the same thing within an hour, or a day, than the empirical rate would have it.

An hour's window slides: it begins at each event (a scan statistic, Naus 1965). A day is the calendar's, in UTC. How
surprising a window is, is told by the number of windows at least as improbable that chance would give in the whole
time. That number is an upper bound of the probability that there is one at all: a Bonferroni correction that knows how
few windows can be improbable, counts being whole numbers (Tarone 1990, Biometrics 46:515).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import nbinom

from companion.core.activities import DAY
from companion.core.event_rate import Rate, estimated
from companion.core.graph import IntArray
from companion.core.models import FloatArray

LEVEL = 0.02
"""So many windows as improbable may be due by chance: hours and days are both asked, and the rate is but estimated."""
LEVEL_OF_HOURS_ALONE = 0.03
"""The same where too few others are known to ask days, so that hours have all of the chance to themselves."""
OTHERS_FOR_DAYS = 3
"""So many events of others for each of the group's it takes to tell the days that were busy for everybody."""


@dataclass(frozen=True, eq=False)
class Burst:
    """A window from ``begin`` (ms) on with ``events`` (k,), positions among the group's events, one an account.

    ``expected`` events are due by chance, and ``by_chance`` windows at least as improbable in the whole time.
    """

    begin: int
    end: int
    events: IntArray
    expected: float
    by_chance: float


@dataclass(frozen=True, eq=False)
class Scan:
    """``bursts``, the most improbable first; ``busiest`` is the most improbable window, burst or not.

    ``observed`` (n,) are the group's events in each of the rate's bins, an account once; ``pairs`` those of one bin.
    """

    rate: Rate
    observed: IntArray
    pairs: int
    bursts: tuple[Burst, ...]
    busiest: Burst | None


def scan(times: IntArray, accounts: IntArray, others: IntArray, width: int, *, least: int = 3) -> Scan:
    """The bursts among a group's events, at ``times`` (n,) in ms since 1970 by ``accounts`` (n,); n ≥ 1.

    ``others`` (m,) are the times of everybody else's. ``width`` is ``HOUR`` or ``DAY``. A burst has ``least`` accounts,
    and at most :data:`LEVEL` windows as improbable are due by chance, :data:`LEVEL_OF_HOURS_ALONE` where days cannot be
    told. Times of days may lie anywhere in the day.
    """
    begin = int(times.min()) // DAY * DAY
    bins = (int(times.max()) // DAY * DAY + DAY - begin) // width
    once = _once(times, accounts, width)
    at = (times - begin) // width
    inside = others[(others >= begin) & (others < begin + bins * width)]
    observed = np.bincount(at[once], minlength=bins)
    rate = estimated(observed, np.bincount((inside - begin) // width, minlength=bins), begin, width)
    level = LEVEL if days_can_be_told(len(inside), len(times)) else LEVEL_OF_HOURS_ALONE
    cells = _Cells.of(rate, width < DAY)
    busiest: Burst | None = None
    bursts: list[Burst] = []
    for window in _windows(rate, times, once, least):
        # How many such windows are due is worked out of those only that may be bursts.
        if any(window.begin < other.end and window.end > other.begin for other in bursts):
            continue
        burst = replace(window, by_chance=cells.windows(window.by_chance, least))
        busiest = busiest or burst
        if burst.by_chance > level:
            break
        bursts.append(burst)
    pairs = int((observed * (observed - 1)).sum() // 2)
    return Scan(rate, observed, pairs, tuple(bursts), busiest)


def days_can_be_told(others: int, group: int) -> bool:
    """Whether so many events of others say on which days everybody was busy."""
    return others >= OTHERS_FOR_DAYS * group


def _once(times: IntArray, accounts: IntArray, width: int) -> IntArray:
    """Positions, by time, of the events that are not within ``width`` of the account's last before."""
    order = np.lexsort((times, accounts))
    kept = []
    last_account, last_time = -1, 0
    for position in order.tolist():
        account, time = int(accounts[position]), int(times[position])
        slot = time // DAY if width == DAY else time
        if account != last_account or slot - last_time >= (1 if width == DAY else width):
            kept.append(position)
            last_account, last_time = account, slot
    chosen = np.array(kept, dtype=np.int64)
    by_time = np.lexsort((accounts[chosen], times[chosen]))
    return np.asarray(chosen[by_time])


def _windows(rate: Rate, times: IntArray, once: IntArray, least: int) -> list[Burst]:
    """Every window of ``least`` accounts that begins with an event, the most improbable first.

    Their ``by_chance`` is the probability of so many accounts or more in that window alone.
    """
    sliding = rate.width < DAY
    starts = times[once] if sliding else times[once] // DAY * DAY
    ends = np.searchsorted(starts, starts + rate.width, side="left")
    firsts = np.searchsorted(starts, starts, side="left")
    chosen = np.flatnonzero((ends - firsts >= least) & (firsts == np.arange(len(starts))))
    mean, shape = _inside(rate, (starts[chosen] - rate.begin) / rate.width)
    chances = _tail((ends - firsts)[chosen] - sliding, mean, shape)
    found = [
        Burst(
            begin=int(starts[at]),
            end=int(starts[at]) + rate.width,
            events=once[firsts[at] : ends[at]],
            expected=float(mean[where]),
            by_chance=float(chances[where]),
        )
        for where, at in enumerate(chosen.tolist())
    ]
    return [found[where] for where in np.lexsort((starts[chosen], -(ends - firsts)[chosen], chances)).tolist()]


def _inside(rate: Rate, at: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean and shape of windows of one bin's width that begin at these bins and fractions of bins."""
    whole = at.astype(np.int64)
    part = at - whole
    following = np.minimum(whole + 1, len(rate.expected) - 1)
    mean = (1 - part) * rate.expected[whole] + part * rate.expected[following]
    return mean, np.minimum(rate.shape[whole], np.where(part > 0, rate.shape[following], np.inf))


def _tail(count: IntArray | FloatArray, mean: FloatArray, shape: FloatArray) -> FloatArray:
    """The probability of so many or more."""
    return np.asarray(nbinom.sf(count - 1, shape, shape / (shape + mean)))


@dataclass(frozen=True, eq=False)
class _Cells:
    """Windows of like mean and shape, with how many of them there are."""

    mean: FloatArray
    shape: FloatArray
    weight: FloatArray
    sliding: bool

    @classmethod
    def of(cls, rate: Rate, sliding: bool) -> _Cells:
        n = len(rate.expected)
        offsets = (0.125, 0.375, 0.625, 0.875) if sliding else (0.0,)
        at = np.concatenate([np.arange(n) + offset for offset in offsets])
        mean, shape = _inside(rate, at)
        # A sliding window begins at an event, a day's at midnight.
        weight = np.tile(rate.expected, len(offsets)) / len(offsets) if sliding else np.ones(n)
        of_mean, of_shape = np.ceil(np.log(np.maximum(mean, 1e-12)) * 25), np.floor(np.log(shape) * 10)
        # Both in one number, by which they are told apart many times quicker than as pairs.
        low, span = of_shape.min(), np.ptp(of_shape) + 1
        kinds, kind = np.unique(of_mean * span + (of_shape - low), return_inverse=True)
        weights = np.bincount(kind, weight, len(kinds)).astype(np.float64)
        return cls(np.exp(np.floor(kinds / span) / 25), np.exp((kinds % span + low) / 10), weights, sliding)

    def windows(self, p: float, least: int) -> float:
        """How many windows of ``least`` accounts and of probability ``p`` or less chance gives."""
        success = self.shape / (self.shape + self.mean)
        count = np.maximum(nbinom.isf(p, self.shape, success) + 1, least - self.sliding)
        # isf is exact but for rounding: one less may do, or one more be needed.
        count = np.where(_tail(count - 1, self.mean, self.shape) <= p, count - 1, count)
        count = np.where(_tail(count, self.mean, self.shape) > p, count + 1, count)
        count = np.maximum(count, least - self.sliding)
        return float((self.weight * _tail(count, self.mean, self.shape)).sum())

"""Objects that several accounts shared at once, and how improbable that is.

The null model is interval jitter (:mod:`companion.core.jitter`): every share happens at any second of the hour, or of
the longer span, that it happened in, so that popular objects and busy hours stay as they are. What is asked of an
object's densest window is a scan statistic (Naus 1965): the probability that of ``n`` shares in one hour so many lie
within the window is at most ``n`` times the binomial tail of the others' lying within the window after one of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from companion.core.coordination import Shares
from companion.core.graph import IntArray
from companion.core.jitter import span_of
from companion.core.models import FloatArray

RARE = 0.01
"""A meeting is told where chance gives one so dense to at most this share of the objects."""


@dataclass(frozen=True, eq=False)
class Meetings:
    """Windows in which several accounts shared one object, one an object.

    ``objects``, ``times`` (m,): which, and when its window begins, in seconds. ``members`` has the accounts (positions
    in the shares' numbering) of each, and ``sharers`` (m,) how many shared the object at any time. ``p`` (m,) is how
    improbable each is; ``due`` how many of them chance gives.
    """

    objects: IntArray
    times: IntArray
    members: list[IntArray]
    sharers: IntArray
    p: FloatArray
    due: float

    @property
    def as_improbable(self) -> FloatArray:
        """How many meetings as improbable as each (m,) chance gives among all objects."""
        return np.asarray(self.p * self.due / RARE)


def meetings(shares: Shares, window: int, least: int = 3) -> Meetings:
    """The objects that ``least`` accounts or more shared within ``window`` seconds, more densely than chance has it."""
    order = np.lexsort((shares.times, shares.objects))
    thing, when, who = shares.objects[order], shares.times[order].astype(np.int64), shares.accounts[order]
    starts = np.flatnonzero(np.diff(thing, prepend=-1))
    ends = np.append(starts, len(thing))[1:]
    objects, times, members, sharers, p_values = [], [], [], [], []
    asked = 0
    for begin, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - begin < least:
            continue
        asked += 1
        at = when[begin:end]
        inside = np.searchsorted(at, at + window, side="right") - np.arange(len(at))
        first = int(inside.argmax())
        accounts = np.unique(who[begin + first : begin + first + int(inside[first])])
        if len(accounts) < least:
            continue
        around = _busiest_span(at, int(at[first]), window)
        p = min(1.0, around * float(binom.sf(len(accounts) - 2, around - 1, window / span_of(window))))
        if p <= RARE:
            objects.append(int(thing[begin]))
            times.append(int(at[first]))
            members.append(accounts)
            sharers.append(len(np.unique(who[begin:end])))
            p_values.append(p)
    which, began, by = (np.array(each, np.int64) for each in (objects, times, sharers))
    return Meetings(which, began, members, by, np.array(p_values), RARE * asked)


def _busiest_span(times: IntArray, begin: int, window: int) -> int:
    """The most shares (times, rising) that any span around this window has."""
    span = span_of(window)
    begins = np.unique(np.clip(times, begin + window - span, begin))
    return int((np.searchsorted(times, begins + span, side="right") - np.searchsorted(times, begins)).max())

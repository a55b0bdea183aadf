"""Activities as arrays, with how exactly their times are known."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from companion.core.graph import IntArray
from companion.core.wire.observations import ActivityKind, TimePrecision

UNKNOWN = -(2**62)
"""The time of what nobody knows the time of."""

EARLIEST = 631_152_000_000
"""1990: an activity that is said to be older is a mistake."""

SECOND = 1000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
WIDTHS = {
    TimePrecision.second: SECOND,
    TimePrecision.minute: 60 * SECOND,
    TimePrecision.hour: HOUR,
    TimePrecision.day: DAY,
    TimePrecision.week: 7 * DAY,
    TimePrecision.month: 31 * DAY,
    TimePrecision.year: 366 * DAY,
}
"""How long, in ms, the span is that a time of each precision stands for."""


@dataclass(frozen=True, eq=False)
class Activities:
    """Activities of any accounts; all arrays (n,).

    ``ids``: the activities' numbers. ``accounts``: keys. ``kinds``: positions in ``ActivityKind``. ``times``: ms since
    1970 in UTC, or ``UNKNOWN``. ``widths``: each lies from its time up to so many ms later; 0: nobody said.
    """

    ids: IntArray
    accounts: IntArray
    kinds: IntArray
    times: IntArray
    widths: IntArray

    def __len__(self) -> int:
        return len(self.ids)

    def where(self, chosen: NDArray[np.bool_] | IntArray) -> Activities:
        """Those at these positions (k,), or where this (n,) is true."""
        return Activities(
            self.ids[chosen], self.accounts[chosen], self.kinds[chosen], self.times[chosen], self.widths[chosen]
        )

    def with_more(self, others: Activities) -> Activities:
        """These and then the others."""
        return Activities(
            *(np.concatenate([getattr(self, each.name), getattr(others, each.name)]) for each in fields(self))
        )

    def of(self, *kinds: ActivityKind) -> Activities:
        """Those of these kinds."""
        numbers = [list(ActivityKind).index(kind) for kind in kinds]
        return self.where(np.isin(self.kinds, numbers))

    def by(self, accounts: IntArray) -> Activities:
        """Those of the accounts with these keys (k,)."""
        return self.where(np.isin(self.accounts, accounts))

    @property
    def timed(self) -> NDArray[np.bool_]:
        """Which of them have a time, known to a stated precision: (n,)."""
        return np.asarray((self.times != UNKNOWN) & (self.widths > 0))

    @property
    def middles(self) -> IntArray:
        """The middle (n,) of the span in which each lies, in ms; what is known to the second is at its time."""
        return np.where(self.widths > SECOND, self.times + self.widths // 2, self.times)

    def within(self, width: int) -> NDArray[np.bool_]:
        """Which of them have a time that is known at least to ``width`` ms: (n,)."""
        return np.asarray(self.timed & (self.widths <= width))


def last_of_each(seen: Activities) -> Activities:
    """Each account's newest activity, of the most precise time where several are of one time; by account.

    An account whose activities have no time has one without.
    """
    order = np.lexsort((seen.ids, np.where(seen.widths > 0, seen.widths, DAY * 9999), -seen.times, seen.accounts))
    return seen.where(order[np.diff(seen.accounts[order], prepend=-1) != 0])


def each_once(seen: Activities, runs: IntArray, single: NDArray[np.bool_]) -> IntArray:
    """Positions of one row, the most precise, for each activity among rows that may be the same one.

    ``runs`` (n,) numbers the rows that may be one activity, rising. Of a ``single`` run (n,) there is one activity.
    Of others, a row is the same as a more precise one where their times could be one. A time that is not known could be
    any.
    """
    # The most precise first, and what is not known last.
    vague = np.where(seen.widths > 0, seen.widths, np.iinfo(np.int64).max)
    order = np.lexsort((seen.ids, seen.times, vague, seen.times == UNKNOWN, runs))
    starts = np.flatnonzero(np.diff(runs[order], prepend=-1))
    alone = np.diff(np.append(starts, len(order))) == 1
    kept = [order[starts[alone]], order[starts[~alone & single[order[starts]]]]]
    ends = np.append(starts, len(order))[1:]
    for at in np.flatnonzero(~alone & ~single[order[starts]]).tolist():
        kept.append(np.array(_that_cannot_be_one(seen, order[starts[at] : ends[at]].tolist()), dtype=np.int64))
    return np.concatenate(kept)


def _that_cannot_be_one(seen: Activities, rows: list[int]) -> list[int]:
    """Of rows from the most precise on, those that cannot be the same activity as one before."""
    found: list[int] = []
    for row in rows:
        first, last = int(seen.times[row]), int(seen.times[row]) + max(int(seen.widths[row]), 1)
        if first == UNKNOWN and found:
            break
        meets = (seen.times[other] < last and first < seen.times[other] + max(seen.widths[other], 1) for other in found)
        if not any(meets):
            found.append(row)
    return found

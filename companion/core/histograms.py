"""Activities by hour of day, weekday and month, with what has to be left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from companion.core.activities import DAY, EARLIEST, HOUR, WIDTHS, Activities
from companion.core.graph import IntArray
from companion.core.wire.findings.activity import By
from companion.core.wire.observations import TimePrecision

FINE_ENOUGH = {By.hour: HOUR, By.weekday: DAY, By.month: WIDTHS[TimePrecision.month]}
"""How well, in ms, a time must be known for each kind of bars."""


@dataclass(frozen=True)
class Bars:
    """``counts`` by ``labels``, of ``accounts`` accounts; and how many are left out, for what.

    ``who`` has the accounts' keys of each bar, rising, each once.
    """

    labels: list[str]
    counts: list[int]
    who: list[list[int]]
    accounts: int
    too_vague: int
    untimed: int
    out_of_range: int


def bars(seen: Activities, by: By, latest: int) -> Bars:
    """The histogram of activities up to ``latest`` (ms since 1970), in UTC."""
    sane = (seen.times >= EARLIEST) & (seen.times <= latest)
    known = seen.within(FINE_ENOUGH[by])
    chosen = seen.where(known & sane)
    labels, places = _placed(chosen, by)
    return Bars(
        labels=labels,
        counts=np.bincount(places, minlength=len(labels)).tolist(),
        who=accounts_of_each(chosen.accounts, places, len(labels)),
        accounts=len(np.unique(chosen.accounts)),
        too_vague=int((seen.timed & ~known).sum()),
        untimed=int((~seen.timed).sum()),
        out_of_range=int((known & ~sane).sum()),
    )


def accounts_of_each(accounts: IntArray, places: IntArray, count: int) -> list[list[int]]:
    """The different accounts at each of ``count`` places, rising; account ``i`` (n,) is at place ``places[i]`` (n,)."""
    pairs = np.unique(np.stack([places, accounts]), axis=1)
    return [each.tolist() for each in np.split(pairs[1], np.searchsorted(pairs[0], np.arange(1, count)))][:count]


def _placed(seen: Activities, by: By) -> tuple[list[str], IntArray]:
    """The bars' labels, and the position of each activity's among them."""
    if by is By.hour:
        return [f"{hour:02}" for hour in range(24)], seen.times % DAY // HOUR
    if by is By.weekday:
        return [str(day) for day in range(1, 8)], (seen.times // DAY + 3) % 7  # 1970-01-01 was a Thursday
    if not len(seen):
        return [], np.zeros(0, dtype=np.int64)
    months = seen.times.astype("datetime64[ms]").astype("datetime64[M]")
    first, last = months.min(), months.max()
    return [str(month) for month in np.arange(first, last + np.timedelta64(1, "M"))], (months - first).astype(np.int64)


def shortest_half(counts: Sequence[int]) -> tuple[int, int]:
    """First and last place of the shortest run of bars that holds at least half of all; the first of such, n ≥ 1.

    The shorth of Andrews et al. (1972, Robust Estimates of Location), for counts by bar.
    """
    until = np.concatenate([[0], np.cumsum(counts)])
    begins = np.arange(len(counts))
    ends = np.searchsorted(until, until[:-1] + until[-1] / 2)
    there = ends <= len(counts)
    lengths = np.where(there, ends - begins, len(counts) + 1)
    first = int(lengths.argmin())
    return first, max(first, int(ends[first]) - 1)

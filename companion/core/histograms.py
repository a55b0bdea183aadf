"""Activities by hour of day, weekday and month, with what has to be left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from companion.core.activities import DAY, EARLIEST, HOUR, WIDTHS, Activities
from companion.core.findings.activity import By
from companion.core.wire import TimePrecision

FINE_ENOUGH = {By.hour: HOUR, By.weekday: DAY, By.month: WIDTHS[TimePrecision.month]}
"""How well, in ms, a time must be known for each kind of bars."""


@dataclass(frozen=True)
class Bars:
    """``counts`` by ``labels``, of ``accounts`` accounts; and how many are left out, for what."""

    labels: list[str]
    counts: list[int]
    accounts: int
    too_vague: int
    untimed: int
    out_of_range: int


def bars(seen: Activities, by: By, latest: int) -> Bars:
    """The histogram of activities up to ``latest`` (ms since 1970), in UTC."""
    sane = (seen.times >= EARLIEST) & (seen.times <= latest)
    known = seen.within(FINE_ENOUGH[by])
    chosen = seen.where(known & sane)
    labels, counts = _counted(chosen, by)
    return Bars(
        labels=labels,
        counts=counts,
        accounts=len(np.unique(chosen.accounts)),
        too_vague=int((seen.timed & ~known).sum()),
        untimed=int((~seen.timed).sum()),
        out_of_range=int((known & ~sane).sum()),
    )


def _counted(seen: Activities, by: By) -> tuple[list[str], list[int]]:
    if by is By.hour:
        return [f"{hour:02}" for hour in range(24)], np.bincount(seen.times % DAY // HOUR, minlength=24).tolist()
    if by is By.weekday:
        days = (seen.times // DAY + 3) % 7  # 1970-01-01 was a Thursday
        return [str(day) for day in range(1, 8)], np.bincount(days, minlength=7).tolist()
    if not len(seen):
        return [], []
    months = seen.times.astype("datetime64[ms]").astype("datetime64[M]")
    first, last = months.min(), months.max()
    labels = [str(month) for month in np.arange(first, last + 1)]
    return labels, np.bincount((months - first).astype(np.int64), minlength=len(labels)).tolist()

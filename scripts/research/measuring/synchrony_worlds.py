"""Made-up worlds of avatar changes: a group and everybody else, bursty as people are, with or without a planted burst.

Everybody's rate has a rhythm of the day and of the week, a season and a growth, a few days of campaigns on which it is
several times higher, and varies from day to day and hour to hour by gammas.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from companion.core.activities import DAY, HOUR
from companion.core.graph import IntArray
from companion.core.models import FloatArray

DAYS = 730
BEGIN = 17_897 * DAY  # 2019-01-01
GROUP, OTHERS = 663, 6_000
CAMPAIGNS = 8


@dataclass(frozen=True, eq=False)
class World:
    """``times`` (n,) of the group's changes, each by another account, and ``others`` (m,), in ms since 1970.

    ``planted``: the hour in which there are ``burst`` more than chance made.
    """

    times: IntArray
    others: IntArray
    planted: int | None

    @property
    def accounts(self) -> IntArray:
        return np.arange(len(self.times))


def world(seed: int, *, burst: int = 0, others: int = OTHERS, bunched: bool = False) -> World:
    """A world by its seed. ``burst`` of the group change within one hour of any day and time of day.

    ``bunched``: the group's changes crowd into four months, as those of accounts that were made for something.
    """
    random = np.random.default_rng(seed)
    rate = _everybodys(random)
    mine = rate * _crowding(random) if bunched else rate
    times = _drawn(random, mine, GROUP)
    planted = None
    if burst:
        planted = BEGIN + int(random.integers(DAYS * 24)) * HOUR
        moved = random.choice(GROUP, burst, replace=False)
        times[moved] = planted + random.integers(0, HOUR, burst)
    return World(times, _drawn(random, rate, others), planted)


def _everybodys(random: np.random.Generator) -> FloatArray:
    hours = np.arange(DAYS * 24)
    day = hours // 24
    rhythm = 1 + 0.8 * np.sin(2 * np.pi * (hours - random.integers(24)) / 24)
    rhythm *= np.where((day + random.integers(7)) % 7 < 2, random.uniform(0.6, 1.6), 1)
    trend = np.exp(random.uniform(-1, 1) * day / DAYS) * (1 + 0.4 * np.sin(2 * np.pi * day / 365))
    campaigns = np.ones(DAYS)
    campaigns[random.choice(DAYS, CAMPAIGNS, replace=False)] = random.uniform(4, 12, CAMPAIGNS)
    by_day = campaigns * random.gamma(8, 1 / 8, DAYS)
    return np.asarray(rhythm * trend * by_day[day] * random.gamma(12, 1 / 12, len(hours)))


def _crowding(random: np.random.Generator) -> FloatArray:
    middle = random.uniform(120, DAYS - 120)
    day = np.arange(DAYS * 24) // 24
    return np.asarray(1 + 8 * np.exp(-(((day - middle) / 45) ** 2)))


def _drawn(random: np.random.Generator, rate: FloatArray, number: int) -> IntArray:
    hours = random.choice(len(rate), number, p=rate / rate.sum())
    return np.asarray(BEGIN + hours * HOUR + random.integers(0, HOUR, number))

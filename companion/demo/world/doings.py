"""What the accounts do: posts, shares, likes, new avatars, and when they were made."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from companion.core.wire.observations import ActivityKind, ObjectKind, TimePrecision
from companion.demo.world.ties import Ints

KINDS = (
    ActivityKind.account_created,
    ActivityKind.avatar_changed,
    ActivityKind.posts,
    ActivityKind.shares,
    ActivityKind.likes,
)
CREATED, CHANGED, POSTS, SHARES, LIKES = range(5)
OBJECTS = (None, None, ObjectKind.post, ObjectKind.link, ObjectKind.page)
PRECISIONS = (TimePrecision.month, TimePrecision.minute, TimePrecision.minute, TimePrecision.minute, None)

DAY = 86_400
BROWSED = int(np.datetime64("2020-09-07", "s").astype(np.int64))
"""When the browsing begins, in seconds since 1970; nothing here happens later."""
MAY, SEPTEMBER = (int(np.datetime64(day, "s").astype(np.int64)) for day in ("2020-05-01", "2020-09-01"))
BURST = 0.25
"""The share of an operator's accounts that change their avatar within one hour of a burst."""

MADE_AT_ONCE = 8
"""So many accounts an operator makes within an hour, where it makes them together."""

Burst = tuple[int, int, Ints]


@dataclass(frozen=True, eq=False)
class Doings:
    """One row an activity, sorted by account: ``account``, ``kind`` (in ``KINDS``), ``object`` (-1: none), ``time``.

    Times are seconds since 1970, -1 where the page shows none. ``bursts``: operator, the hour's begin, the accounts.
    """

    account: Ints
    kind: Ints
    object: Ints
    time: Ints
    bursts: list[Burst]
    exact_creation: bool = False

    def precision(self, row: int) -> TimePrecision | None:
        """How well the page shows when it was; None where it shows no time."""
        if self.time[row] < 0:
            return None
        exact = self.exact_creation and self.kind[row] == CREATED
        return TimePrecision.minute if exact else PRECISIONS[self.kind[row]]

    def with_more(self, rows: Ints) -> Doings:
        """With further rows (4, k) of account, kind, object and time."""
        columns = np.concatenate([np.stack([self.account, self.kind, self.object, self.time]), rows], axis=1)
        account, kind, thing, time = columns[:, np.lexsort((columns[2], columns[3], columns[1], columns[0]))]
        return replace(self, account=account, kind=kind, object=thing, time=time)

    def made_at(self, accounts: Ints, times: Ints) -> Doings:
        """With other times (k,) of the creation of these accounts (k,)."""
        time = self.time.copy()
        created = np.flatnonzero(self.kind == CREATED)  # one an account, in the accounts' order
        time[created[accounts]] = times
        return replace(self, time=time)


def doings(rng: np.random.Generator, role: Ints, operator: Ints, made_together: bool = False) -> Doings:
    everyone, planted = np.arange(len(role)), role == 1
    made = np.where(
        planted, MAY - rng.integers(600, size=len(role)) * DAY, BROWSED - rng.integers(100, 4000, size=len(role)) * DAY
    )
    rows = [_rows(everyone, CREATED, -1, made)]
    changes = np.repeat(everyone, rng.poisson(np.where(planted, 0.6, 2.0)))
    rows.append(_rows(changes, CHANGED, -1, _waking(rng, BROWSED - 730 * DAY, BROWSED, len(changes))))
    bursts = list(_bursts(rng, operator))
    rows += [_rows(who, CHANGED, -1, at + rng.integers(3600, size=len(who))) for _, at, who in bursts]
    posts = np.repeat(everyone, 1 + rng.poisson(1.0, len(role)))
    late = _waking(rng, BROWSED - 240 * DAY, BROWSED, len(posts))
    summer = _waking(rng, MAY, SEPTEMBER, len(posts))
    rows.append(_rows(posts, POSTS, np.arange(len(posts)), np.where(planted[posts], summer, late)))
    rows += _shares(rng, everyone, operator)
    rows += _likes(rng, everyone, operator)
    account, kind, thing, time = np.concatenate(rows, axis=1)
    order = np.lexsort((thing, time, kind, account))
    found = Doings(account[order], kind[order], thing[order], time[order], bursts, made_together)
    return found.made_at(*_batches(rng, operator)) if made_together else found


def _batches(rng: np.random.Generator, operator: Ints) -> tuple[Ints, Ints]:
    """Planted accounts and when each was made: an operator makes about eight within one hour."""
    accounts, times = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for one in np.unique(operator[operator >= 0]):
        mine = rng.permutation(np.flatnonzero(operator == one))
        hours = MAY - rng.integers(600, size=len(mine) // MADE_AT_ONCE + 1) * DAY + rng.integers(8, 22) * 3600
        accounts.append(mine)
        times.append(hours[np.arange(len(mine)) // MADE_AT_ONCE] + rng.integers(3600, size=len(mine)))
    return np.concatenate(accounts), np.concatenate(times)


def _rows(account: Ints, kind: int, thing: Ints | int, time: Ints | int) -> Ints:
    return np.asarray(np.stack(np.broadcast_arrays(account, kind, thing, time)), dtype=np.int64)


def _waking(rng: np.random.Generator, begin: int, end: int, count: int) -> Ints:
    """Times by day and hour as people are awake: few at night, most in the evening."""
    hours = np.array([3, 2, 1, 1, 1, 2, 4, 7, 9, 10, 10, 11, 12, 12, 11, 10, 11, 12, 14, 16, 18, 17, 13, 7], float)
    day = rng.integers((end - begin) // DAY, size=count)
    hour = rng.choice(24, count, p=hours / hours.sum())
    return np.asarray(begin + day * DAY + hour * 3600 + rng.integers(3600, size=count), dtype=np.int64)


def _bursts(rng: np.random.Generator, operator: Ints) -> list[Burst]:
    found: list[Burst] = []
    for one in np.unique(operator[operator >= 0]):
        mine = np.flatnonzero(operator == one)
        for _ in range(2):
            at = MAY - int(rng.integers(500)) * DAY + int(rng.integers(8, 22)) * 3600
            found.append((int(one), at, mine[rng.random(len(mine)) < BURST]))
    return found


def _shares(rng: np.random.Generator, everyone: Ints, operator: Ints) -> list[Ints]:
    """People share what is popular whenever they see it; an operator's accounts share its links within minutes."""
    links = 2000
    who = np.repeat(everyone, rng.poisson(1.5, len(everyone)))
    what = np.minimum(rng.zipf(1.6, len(who)), links)
    rows = [_rows(who, SHARES, what, _waking(rng, BROWSED - 240 * DAY, BROWSED, len(who)))]
    for one in np.unique(operator[operator >= 0]):
        mine = np.flatnonzero(operator == one)
        for number in range(12):
            begin = MAY + int(rng.integers((SEPTEMBER - MAY) // 60)) * 60
            some = mine[rng.random(len(mine)) < 0.2]
            rows.append(_rows(some, SHARES, links + 1 + one * 12 + number, begin + rng.integers(600, size=len(some))))
    return rows


def _likes(rng: np.random.Generator, everyone: Ints, operator: Ints) -> list[Ints]:
    pages = 1000
    who = np.repeat(everyone, rng.poisson(2.0, len(everyone)))
    pairs = np.unique(np.stack([who, np.minimum(rng.zipf(1.5, len(who)), pages)]), axis=1)
    rows = [_rows(pairs[0], LIKES, pairs[1], -1)]
    for page in range(4):  # the pages that the operation was made for
        some = np.flatnonzero((operator >= 0) & (rng.random(len(operator)) < 0.5))
        rows.append(_rows(some, LIKES, pages + 1 + page, -1))
    return rows

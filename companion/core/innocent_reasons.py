"""What innocent reasons explain of a group's signs, where it may hold several parts, each with a reason of its own.

Who came together once goes on together: a newsroom shares its articles, a class what it is shown in later lessons, and
volunteers put on one picture weeks after their training. So an event, or an office, also explains what its accounts do
as fans: what is shared at once and one picture, where most of those who have it were there, or where many of all were.
Where few were there, as of an operation that changes some of its pictures in one hour and others in another, it does
not. An event may come back every year; and a school, or a company that hires, makes its accounts on several days. Fans
also come for what is new: to a giveaway, for a team's new crest; then they share it on the same day.

A candidate can hold more than one innocent group: a pod whose accounts share at once and new colleagues who registered
in one hour know each other, and so are one part of the network. Their signs concern different accounts, and together
they say nothing. So a group may have up to three parts. The first reason is granted to everybody, every further one to
the accounts of whose signs, but for pictures, it explains more than half, and more than the former did. A sign remains
where a third of its accounts have it beside their own reason: where the same accounts show what no one reason explains.

Reasons are chosen one after the other, each as the one that leaves the least improbable, and a further one only where
it raises the p-value. So this search makes no group stand out that a single reason explains, and there is nothing to
correct for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import binom

from companion.core.graph import IntArray
from companion.core.group_pictures import Counted
from companion.core.kinds import InnocentReason, SignKind
from companion.core.models import FloatArray

BoolArray = NDArray[np.bool_]

PARTS = 3
"""So many groups a candidate may hold at most, each with an innocent reason of its own."""
BESIDE = 1 / 3
"""A sign remains where so many of its accounts have it beside their own reason."""
MANY = 0.4
"""An event explains all that a group likes where so many were there of those who like it: others came later."""
EVENT_DAYS = 3
MOVABLE_DAYS = 10
"""A yearly day comes back so near to its date: it may be a weekday of its month, or a few days before or after."""
ANNOUNCED = 0.05
"""How probable it is at most that so many of a burst share something within a day of it, as on any other day."""
DAY = 86_400
YEAR = 365.2425 * DAY
BURSTS = (SignKind.avatars_changed, SignKind.accounts_created)


@dataclass(frozen=True, eq=False)
class Sign:
    """One thing that several accounts did or have together.

    ``members`` are positions; ``p`` how many things as improbable chance gives in the whole selection; ``time`` in
    seconds since 1970, where it has one. ``sharers`` of a thing shared at once are all who shared it at any time.
    """

    kind: SignKind
    members: IntArray
    p: float
    time: int | None = None
    sharers: int = 0


Within = tuple[Sign, IntArray]
"""A sign, and those of its members who are in a group."""


@dataclass(frozen=True, eq=False)
class Unexplained:
    """What is left of a group's signs (s,): ``remains`` (s,) says which, ``beside`` (k, s) on which of its members.

    ``strangers``: how many of those who share at once are, where what they share is left for that reason.
    """

    reason: InnocentReason | None
    remains: BoolArray
    beside: BoolArray
    strangers: Counted | None = None


class Signs:
    """The signs (s,) of one group's ``members`` (k,); ``having`` (k, s) says who has which.

    ``created`` (k,) is when each was, in seconds, NaN where that is not known. ``changed`` gives who changed a picture
    (t,), a position in the members, and when.
    """

    def __init__(
        self,
        members: IntArray,
        within: Sequence[Within],
        created: FloatArray | None,
        changed: Callable[[], tuple[IntArray, FloatArray]],
    ) -> None:
        self._within = within
        self._changed = changed
        self._created = np.full(len(members), np.nan) if created is None else created
        self.having = np.zeros((len(members), len(within)), bool)
        for column, (_, own) in enumerate(within):
            self.having[np.searchsorted(members, own), column] = True
        self._times = np.array([np.nan if sign.time is None else sign.time for sign, _ in within], dtype=np.float64)

    def of(self, *kinds: SignKind) -> BoolArray:
        """Which signs (s,) are of these kinds."""
        return np.array([sign.kind in kinds for sign, _ in self._within], bool)

    def all(self) -> Unexplained:
        """What there is where no reason is granted."""
        return Unexplained(None, np.ones(len(self._within), bool), self.having)

    def shown_by_nobody(self, left: Unexplained, strangers: Callable[[BoolArray], Counted]) -> Unexplained:
        """What is left where no reason explains what is shared at once: strangers, of its members (k,), share it.

        What others share more often is left out: many people saw it, and so may these.
        """
        own = self.of(SignKind.coshared) & np.array(
            [2 * len(have) >= sign.sharers for sign, have in self._within], bool
        )
        if not own.any():
            return left
        reason = None if left.reason is InnocentReason.fans else left.reason
        beside = left.beside | (self.having & own)
        return Unexplained(reason, left.remains | own, beside, strangers(self.having[:, own].any(axis=1)))

    def unexplained(self, p_value: Callable[[Unexplained], float]) -> Unexplained:
        """What is left where up to :data:`PARTS` reasons are granted, each as ``p_value`` finds the most left."""
        reasons, explains = self._reasons
        explained = self.having.astype(np.float32) @ explains.T.astype(np.float32)
        best, most, parts = self.all(), -1.0, list[int]()
        while len(parts) < PARTS:
            tried = [self._left(explained, [*parts, row]) for row in range(len(reasons))]
            p_values = [p_value(each) for each in tried]
            row = int(np.argmax(p_values))
            if p_values[row] <= most:
                break
            best, most = tried[row], p_values[row]
            parts.append(row)
        return Unexplained(reasons[parts[0]], best.remains, best.beside)

    def _left(self, explained: NDArray[np.float32], parts: Sequence[int]) -> Unexplained:
        most = explained[:, parts]
        most[:, 1:][2 * most[:, 1:] <= self._done[:, None]] = 0
        own = np.array(parts)[most.argmax(axis=1)]  # the first of those that explain as much
        beside = self.having & ~self._reasons[1][own]
        counts = self.having.sum(axis=0)
        return Unexplained(None, beside.sum(axis=0) >= np.maximum(1, BESIDE * counts), beside)

    @cached_property
    def _done(self) -> IntArray:
        """How many signs each member (k,) has, without pictures, which are worn by chance, too."""
        return np.asarray(self.having[:, ~self.of(SignKind.reused)].sum(axis=1))

    @cached_property
    def _reasons(self) -> tuple[list[InnocentReason], BoolArray]:
        """Every reason that there may be (r,), and which signs each explains (r, s)."""
        liked, (then, registered) = self._liked, self._moments
        there = then & self.of(*BURSTS)
        signs = np.concatenate([there, there | self.of(SignKind.faces_together)])
        having, counts = self.having.astype(np.float32), self.having.sum(axis=0)
        were = (signs.astype(np.float32) @ having.T > 0) | np.tile(registered, (2, 1))
        theirs = were.astype(np.float32) @ having
        many = theirs[:, liked].sum(axis=1) >= MANY * counts[liked].sum()
        explains = signs | (liked & (np.tile(then, (2, 1)) | (2 * theirs > counts) | many[:, None]))
        reasons = [InnocentReason.fans, *[InnocentReason.event] * len(then), *[InnocentReason.office] * len(then)]
        return reasons, np.concatenate([liked[None], explains])

    @cached_property
    def _moments(self) -> tuple[BoolArray, BoolArray]:
        """Which signs are (m, s), and who was made or changed a picture (m, k), within days of one moment.

        The first moment is each account's own creation; the others are bursts, whose day comes back every year.
        """
        made, bursts = self.of(SignKind.accounts_created), np.flatnonzero(self.of(*BURSTS))
        begins = self._times[bursts, None]
        own = self.having & (np.abs(self._created[:, None] - self._times) <= EVENT_DAYS * DAY)
        newcomers = made | (2 * own.sum(axis=0) > self.having.sum(axis=0))
        apart = self._times - begins
        years = np.round(apart / YEAR)
        then = np.abs(apart - years * YEAR) <= np.where(years == 0, EVENT_DAYS, MOVABLE_DAYS) * DAY
        registered = made[bursts, None] & (np.abs(self._created - begins) <= EVENT_DAYS * DAY)
        who, when = self._changed()
        put_up = csr_array((np.ones(len(who)), (np.arange(len(who)), who)), shape=(len(who), len(self.having)))
        portrayed = (np.abs(when - begins) <= EVENT_DAYS * DAY).astype(np.float64) @ put_up > 0
        registered |= ~made[bursts, None] & portrayed
        return np.vstack([newcomers, then]), np.vstack([np.zeros(len(self.having), bool), registered])

    @cached_property
    def _liked(self) -> BoolArray:
        """What fans do (s,): they share at once, come for news, and put on at once a picture that they wear."""
        wearing = self.having[:, self.of(SignKind.reused)].astype(np.float32)
        most = (wearing.T @ self.having).max(axis=0, initial=0)
        put_on = self.of(SignKind.avatars_changed) & (2 * most > self.having.sum(axis=0))
        return np.asarray(self.of(SignKind.coshared) | put_on | self._announced)

    @cached_property
    def _announced(self) -> BoolArray:
        """The bursts (s,) most of whose accounts shared something at once within a day, more than on other days.

        The binomial tail has the mean of the accounts' probabilities, as in ``strangers.py``.
        """
        bursts, shared = np.flatnonzero(self.of(*BURSTS)), np.flatnonzero(self.of(SignKind.coshared))
        announced = np.zeros(len(self._times), bool)
        if not len(bursts) or not len(shared):
            return announced
        near = np.abs(self._times[shared, None] - self._times[bursts]) <= DAY
        times = self.having[:, shared].sum(axis=1)
        by_day = np.minimum(1.0, times * 2 * DAY / max(np.ptp(self._times[shared]), DAY))
        took_part = self.having[:, bursts]
        with_news = (took_part & (self.having[:, shared].astype(np.float32) @ near > 0)).sum(axis=0)
        counts = took_part.sum(axis=0)
        any_day = by_day @ took_part / np.maximum(counts, 1)
        announced[bursts] = (2 * with_news > counts) & (binom.sf(with_news - 1, counts, any_day) <= ANNOUNCED)
        return announced

"""What innocent reasons explain of a group's signs, where it may hold several parts, each with a reason of its own.

A group has a beginning and at most one more occasion, and its accounts go on as fans: a newsroom has its portraits put
up on an afternoon and shares its articles, a class registers, is portrayed a month later and shares what it is shown.
So an event explains the accounts' creation, which may be on several days, as where a company hires, the bursts of one
moment, which may come back every year, and all that fans do; an office the same, its faces, and every burst in which
most put up one of these. Of other bursts one remains where there are two, as of an operation that changes some of its
pictures in one hour and others in another. Fans also come for what is new: to a giveaway, for a team's new crest; then
they share it on the same day.

A candidate can hold more than one innocent group: a pod whose accounts share at once and new colleagues who registered
in one hour know each other, and so are one part of the network. Their signs concern different accounts, and together
they say nothing. So a group may have up to three parts. The first reason is granted to everybody, every further one to
the accounts of whose signs, but for pictures, it explains more than half, and more than the former did; and only where
they share less at once with the others than among themselves, for who shares the same at once is one group. A sign
remains where some of its accounts have it beside their own reason: where the same accounts show what no one reason
explains.

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
from scipy.stats import binom

from companion.core.graph import IntArray
from companion.core.group_pictures import Counted
from companion.core.kinds import InnocentReason, SignKind
from companion.core.models import FloatArray

BoolArray = NDArray[np.bool_]

PARTS = 3
"""So many groups a candidate may hold at most, each with an innocent reason of its own."""
BESIDE = 0.15
"""A sign remains where so many of its accounts have it beside their own reason."""
APART = 1 / 2
"""Who shares so much with each of the others, beside what each two of them share, is no part of its own."""
EVENT_DAYS = 3
MOVABLE_DAYS = 10
"""A yearly day comes back so near to its date: it may be a weekday of its month, or a few days before or after."""
ANNOUNCED = 0.05
"""How probable it is at most that so many of a burst share something within a day of it, as on any other day."""
WITH_NEWS = 1 / 3
"""So many of a burst's accounts at least are seen to share that day what they came for."""
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

    ``created`` (k,) is when each was, in seconds, NaN where that is not known.
    """

    def __init__(
        self,
        members: IntArray,
        within: Sequence[Within],
        created: FloatArray | None,
    ) -> None:
        self._within = within
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
        part = most.argmax(axis=1)  # the first of those that explain as much
        for further in range(1, len(parts)):
            if self._shares_with_others(part == further):
                part[part == further] = 0
        beside = self.having & ~self._reasons[1][np.array(parts)[part]]
        counts = self.having.sum(axis=0)
        return Unexplained(None, beside.sum(axis=0) >= np.maximum(1, BESIDE * counts), beside)

    def _shares_with_others(self, part: BoolArray) -> bool:
        """Whether a part of the members (k,) shares much at once with others, beside what it shares within itself."""
        shared = self.having[:, self.of(SignKind.coshared)]
        inside, every = shared[part].sum(axis=0, dtype=np.int64), shared.sum(axis=0, dtype=np.int64)
        size, others = int(part.sum()), int((~part).sum())
        with_each_other = float((inside * (inside - 1)).sum()) / max(size * (size - 1), 1)
        with_others = float((inside * (every - inside)).sum()) / max(size * others, 1)
        return with_others > APART * with_each_other

    @cached_property
    def _done(self) -> IntArray:
        """How many signs each member (k,) has, without pictures, which are worn by chance, too."""
        return np.asarray(self.having[:, ~self.of(SignKind.reused)].sum(axis=1))

    @cached_property
    def _reasons(self) -> tuple[list[InnocentReason], BoolArray]:
        """Every reason that there may be (r,), and which signs each explains (r, s)."""
        faces = self.of(SignKind.faces_together)
        events = ((self._moments[0] | self._moments) & self.of(*BURSTS)) | self._liked
        explains = [self._liked[None], events, events | faces | self._put_on(faces)]
        reasons = [InnocentReason.fans, *[InnocentReason.event] * len(events), *[InnocentReason.office] * len(events)]
        return reasons, np.concatenate(explains)

    @cached_property
    def _moments(self) -> BoolArray:
        """Which signs are (m, s) within days of one moment.

        The first moment is each account's own creation; the others are the signs' own, whose day comes back every year.
        """
        own = self.having & (np.abs(self._created[:, None] - self._times) <= EVENT_DAYS * DAY)
        newcomers = self.of(SignKind.accounts_created) | (2 * own.sum(axis=0) > self.having.sum(axis=0))
        apart = self._times - self._times[self.of(*BURSTS), None]
        years = np.round(apart / YEAR)
        then = np.abs(apart - years * YEAR) <= np.where(years == 0, EVENT_DAYS, MOVABLE_DAYS) * DAY
        return np.vstack([newcomers, then])

    @cached_property
    def _liked(self) -> BoolArray:
        """What fans do (s,): they share at once, come for news, and put on at once a picture that they wear."""
        return np.asarray(self.of(SignKind.coshared) | self._put_on(self.of(SignKind.reused)) | self._announced)

    def _put_on(self, pictures: BoolArray) -> BoolArray:
        """The bursts (s,) in which most put on pictures of one of these signs (s,)."""
        wearing = self.having[:, pictures].astype(np.float32)
        most = (wearing.T @ self.having).max(axis=0, initial=0)
        return np.asarray(self.of(SignKind.avatars_changed) & (2 * most > self.having.sum(axis=0)))

    @cached_property
    def _announced(self) -> BoolArray:
        """The bursts (s,) many of whose accounts shared something at once within a day, more than on other days.

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
        announced[bursts] = (with_news >= WITH_NEWS * counts) & (binom.sf(with_news - 1, counts, any_day) <= ANNOUNCED)
        return announced

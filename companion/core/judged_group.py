"""One group: the signs that its accounts show, what an innocent reason explains of them, and what remains.

The reasons are told in ``group_judgement.py``, which judges all groups of a selection together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import bdtrc, pdtrc

from companion.core.combination import cauchy_combination
from companion.core.compared_groups import Lists
from companion.core.graph import IntArray
from companion.core.kinds import InnocentReason, SignKind
from companion.core.models import FloatArray

BoolArray = NDArray[np.bool_]

DENSE = 0.05
"""A part belongs to a candidate where at least so many of its pairs are connected (constant Potts model)."""
MIXED = 0.1
"""So many of an innocent group's pictures may be aligned: a few who mix with others bring them along."""
OFTEN_REUSED = 10.0
"""Friends wear the same picture (a meme, a flag) so many times as often as two accounts that are drawn."""
LEAST = 3
EVENT_DAYS = 3
TWO_KINDS = 2
LARGEST = 500
"""A sign that more accounts have than these at once connects nobody: it is the site's, not a group's."""


COMPARED = (SignKind.followed_alike, SignKind.mutual_follows, SignKind.new_accounts)
"""What a group is compared in with the others: told, and not counted."""
BURSTS = (SignKind.avatars_changed, SignKind.accounts_created)
OFTEN = {SignKind.coshared: 3, SignKind.avatars_changed: 2}
"""So many signs of one kind are no coincidence any more."""


@dataclass(frozen=True, eq=False)
class Sign:
    """One thing that several accounts did or have together.

    ``members`` are positions; ``p`` how many things as improbable chance gives in the whole selection; ``time`` in
    seconds since 1970, where it has one.
    """

    kind: SignKind
    members: IntArray
    p: float
    time: int | None = None


Within = tuple[Sign, IntArray]
"""A sign, and those of its members who are in a group."""


@dataclass(frozen=True, eq=False)
class Known:
    """All that is known of ``count`` accounts, which are positions from 0.

    ``ties`` (n, n) are pairs that share more neighbours than chance has it, weighed so that 1 is typical. ``signs`` are
    bursts, meetings, pictures and sets of faces. ``measured`` and ``aligned`` (n,) speak of their pictures.
    ``same_picture`` is the probability that two accounts that are drawn wear one picture, and ``meetings_due`` the
    number of meetings that chance gives. ``asked`` are the kinds of which anything is known at all. ``created`` (n,) is
    when each account was, in seconds, NaN where that is not known.
    """

    count: int
    ties: csr_array
    signs: Sequence[Sign]
    measured: BoolArray
    aligned: BoolArray
    same_picture: float
    meetings_due: float
    asked: frozenset[SignKind]
    lists: Lists | None = None
    created: FloatArray | None = None

    @cached_property
    def share_aligned(self) -> float | None:
        """Of the pictures that were measured, 0..1."""
        return float(self.aligned[self.measured].mean()) if self.measured.any() else None


@dataclass(frozen=True)
class Told:
    """What one kind of sign says of a group: how many members have it, of how many, and how many ``times``.

    ``expected`` and ``p_value`` are None where they are not known.
    """

    members: int
    of: int
    times: int
    expected: float | None
    p_value: float | None


NOT_KNOWN = Told(0, 0, 0, None, None)


@dataclass(frozen=True, eq=False)
class Judged:
    """A group: its ``members`` (k,), and those (l,) whom a single sign connects, ``loose``ly; ``reason`` was granted,
    where there was something to explain.

    Of a group that does not stand out all are members.

    ``signs`` has every kind's, and ``carried_by`` the kinds that make it stand out.
    """

    members: IntArray
    loose: IntArray
    signs: Mapping[SignKind, Told]
    reason: InnocentReason | None
    p_value: float
    q_value: float
    stands_out: bool
    carried_by: frozenset[SignKind]


class Group:
    """One candidate: what it shows, and how improbable that is once an innocent reason is granted."""

    def __init__(
        self,
        known: Known,
        members: IntArray,
        ties: IntArray,
        signs: Sequence[Within],
        compared: Mapping[SignKind, Told],
    ) -> None:
        """``ties`` (k,): with how many others of the group each of its ``members`` (k,) is tied."""
        self._known = known
        self._compared = compared
        self._members = members
        self._p_values: dict[InnocentReason | None, float] = {}
        self._signs: dict[SignKind, list[Within]] = {kind: [] for kind in SignKind}
        for sign, own in signs:
            self._signs[sign.kind].append((sign, own))
        self._tied = members[ties >= max(2, DENSE * len(members))]
        self._faces = members[known.measured[members]]

    def granted(self, fdr: float) -> InnocentReason | None:
        """The reason that explains most; None where nothing is to be explained."""
        if self.p_value(None) > fdr:
            return None
        return max(InnocentReason, key=self.p_value)

    def p_value(self, reason: InnocentReason | None) -> float:
        """How improbable what remains is once this reason is granted."""
        if reason not in self._p_values:
            remaining = np.array([list(self._remaining(reason).values())])
            self._p_values[reason] = float(cauchy_combination(remaining)[0])
        return self._p_values[reason]

    def _remaining(self, reason: InnocentReason | None) -> dict[SignKind, float]:
        """The p-value of each kind once this reason is granted; NaN where nothing is known."""
        fans, office = reason is InnocentReason.fans, reason is InnocentReason.office
        occasion = self._occasion() if reason in (InnocentReason.event, InnocentReason.office) else None
        return {
            SignKind.aligned: self._aligned(),
            **{kind: self._bursts(kind, occasion, self._idols() if fans else None) for kind in BURSTS},
            SignKind.coshared: 1.0 if fans else self._coshared(occasion),
            SignKind.reused: self._reused(one_is_nothing=fans),
            SignKind.faces_together: 1.0 if office else self._faces_together(),
        }

    def judged(self, reason: InnocentReason | None, p_value: float, q_value: float, fdr: float, groups: int) -> Judged:
        stands_out = q_value <= fdr
        alone = self._remaining(None)
        told = {kind: self._told(kind, self._having(kind), alone.get(kind)) for kind in SignKind}
        surely = self._connected() if stands_out else np.ones(len(self._members), bool)
        carried = {kind for kind, p in self._remaining(reason).items() if p <= fdr / groups}  # by itself (Bonferroni)
        return Judged(
            members=self._members[surely],
            loose=self._members[~surely],
            signs=told,
            reason=reason,
            p_value=p_value,
            q_value=q_value,
            stands_out=stands_out,
            carried_by=frozenset(carried) if stands_out else frozenset(),
        )

    def _connected(self) -> BoolArray:
        """Which members (k,) two kinds of signs connect, or one kind often: a single sign may be a coincidence."""
        kinds = np.zeros(self._known.count, np.int64)
        for kind in SignKind:
            kinds[self._having(kind)] += 1
        often = np.zeros(self._known.count, bool)
        for kind, least in OFTEN.items():
            times = np.zeros(self._known.count, np.int64)
            for _, own in self._signs[kind]:
                times[own] += 1
            often |= times >= least
        surely: BoolArray = (kinds >= TWO_KINDS) | often
        return np.asarray(surely[self._members])

    def _having(self, kind: SignKind) -> IntArray:
        if kind is SignKind.aligned:
            return np.asarray(self._members[self._known.aligned[self._members]])
        if kind is SignKind.shared_neighbours:
            return np.asarray(self._tied)
        own = [own for _, own in self._signs[kind]]
        return np.asarray(np.unique(np.concatenate([*own, np.empty(0, np.int64)])))

    def _told(self, kind: SignKind, having: IntArray, p_value: float | None) -> Told:
        if kind in COMPARED:
            return self._compared.get(kind, NOT_KNOWN)
        if kind not in self._known.asked:
            return NOT_KNOWN
        of_faces = kind in (SignKind.aligned, SignKind.reused, SignKind.faces_together)
        of = len(self._faces) if of_faces else len(self._members)
        return Told(len(having), of, len(self._signs[kind]), self._expected(kind), p_value)

    def _expected(self, kind: SignKind) -> float | None:
        if kind is SignKind.aligned:
            share = self._known.share_aligned
            return None if share is None else len(self._faces) * share
        return self._due_pictures() if kind is SignKind.reused else None

    def _aligned(self) -> float:
        if not len(self._faces):
            return np.nan
        count = int(self._known.aligned[self._faces].sum())
        return float(bdtrc(count - 1, len(self._faces), MIXED)) if count else 1.0

    def _occasion(self) -> Sign | None:
        """The most improbable burst."""
        bursts = [sign for kind in BURSTS for sign, _ in self._signs[kind]]
        return min(bursts, key=lambda sign: sign.p, default=None)

    def _idols(self) -> IntArray:
        """Those who wear the picture that most of the group wear."""
        return max((own for _, own in self._signs[SignKind.reused]), key=len, default=np.empty(0, np.int64))

    def _bursts(self, kind: SignKind, occasion: Sign | None, idols: IntArray | None) -> float:
        """Without those of the occasion, and those in which most put on the picture of these ``idols``."""
        if kind not in self._known.asked:
            return np.nan
        left = [(sign, own) for sign, own in self._signs[kind] if not _at_once(sign, occasion)]
        if idols is not None and kind is SignKind.avatars_changed:
            left = [(sign, own) for sign, own in left if 2 * np.isin(own, idols).sum() <= len(own)]
        return _several([sign.p for sign, _ in left])

    def _coshared(self, occasion: Sign | None) -> float:
        if SignKind.coshared not in self._known.asked:
            return np.nan
        meetings = [sign for sign, _ in self._signs[SignKind.coshared] if not _at_once(sign, occasion)]
        return float(pdtrc(len(meetings) - 1, self._known.meetings_due)) if len(meetings) > 1 else 1.0

    def _reused(self, one_is_nothing: bool) -> float:
        if SignKind.reused not in self._known.asked:
            return np.nan
        count = len(self._signs[SignKind.reused]) - one_is_nothing
        return float(pdtrc(count - 1, self._due_pictures())) if count > 0 else 1.0

    def _due_pictures(self) -> float:
        size = len(self._faces)
        return max(OFTEN_REUSED * self._known.same_picture * size * (size - 1) / 2, 0.01 * size)

    def _faces_together(self) -> float:
        if SignKind.faces_together not in self._known.asked:
            return np.nan
        return _several([sign.p for sign, _ in self._signs[SignKind.faces_together]])


def _several(due: Sequence[float]) -> float:
    """How improbable it is that there are so many signs, each of which so many as improbable are due by chance.

    For every number of them, the most improbable first, by the Poisson tail; Bonferroni over these numbers.
    """
    ordered = np.sort(np.array(due, dtype=np.float64))
    if not len(ordered):
        return 1.0
    return min(1.0, len(ordered) * float(pdtrc(np.arange(len(ordered)), ordered).min()))


def _at_once(sign: Sign, occasion: Sign | None) -> bool:
    """Whether it was within a few days of the occasion, if there is one."""
    return occasion is not None and abs((sign.time or 0) - (occasion.time or 0)) <= EVENT_DAYS * 86_400

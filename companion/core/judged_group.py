"""One group: the signs that its accounts show, what an innocent reason explains of them, and what remains.

The reasons are told in ``group_judgement.py``, which judges all groups of a selection together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.special import bdtrc, pdtrc

from companion.core.combination import cauchy_combination
from companion.core.compared_groups import Lists
from companion.core.graph import IntArray
from companion.core.group_pictures import Counted
from companion.core.innocent_reasons import BURSTS, BoolArray, Signs, Unexplained, Within
from companion.core.kinds import InnocentReason, SignKind
from companion.core.known_accounts import Known
from companion.core.models import FloatArray
from companion.core.strangers import strangers

DENSE = 0.05
"""A part belongs to a candidate where at least so many of its pairs are connected (constant Potts model)."""
MIXED = 0.03
"""So many of an innocent group's pictures may be aligned: 15 times as many as of ordinary ones (docs/accuracy.md)."""
OFTEN_REUSED = 10.0
"""Friends wear the same picture (a meme, a flag) so many times as often as two accounts that are drawn."""
LEAST = 3
TWO_KINDS = 2
CARRYING = 0.1
"""A sign connects with those who carry what is unexplained where so many of its accounts are among them."""

MANY = 0.4
"""A burst of so many of a group is weighed by the group's share of all."""

COMPARED = (SignKind.followed_alike, SignKind.mutual_follows, SignKind.new_accounts)
"""What a group is compared in with the others: told, and not counted."""
OFTEN = {SignKind.coshared: 3, SignKind.avatars_changed: 2}
"""So many signs of one kind are no coincidence any more."""


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
    """One candidate: what it shows, and how improbable that is once innocent reasons are granted."""

    def __init__(
        self,
        known: Known,
        members: IntArray,
        ties: IntArray,
        within: Sequence[Within],
        compared: Mapping[SignKind, Told],
        fdr: float,
    ) -> None:
        """``ties`` (k,): with how many others of the group each of its ``members`` (k,) is tied.

        Reasons are granted where without them the p-value is at most ``fdr``.
        """
        self._known = known
        self._compared = compared
        self._members = members
        self._kinds = [sign.kind for sign, _ in within]
        self._tied = ties >= max(2, DENSE * len(members))
        self._aligned = known.aligned[members]
        self._faces = int(known.measured[members].sum())
        created = None if known.created is None else known.created[members]
        self._signs = Signs(members, within, created)
        self._due = self._due_here(within)
        self._all = self._left = self._signs.all()
        if self._joined(self._all) <= fdr:
            self._left = self._signs.unexplained(self._joined)
            if known.lists is not None:
                by_nobody = self._signs.shown_by_nobody(self._left, partial(self._strangers, known.lists))
                self._left = min(self._left, by_nobody, key=self._joined)
        self.p_value = self._joined(self._left)

    def judged(self, q_value: float, fdr: float, groups: int) -> Judged:
        """What is said of it, where it is one of so many groups that are judged at this false discovery rate."""
        stands_out = q_value <= fdr
        alone = self._p_values(self._all)
        carried = {kind for kind, p in self._p_values(self._left).items() if p <= fdr / groups}  # Bonferroni
        if SignKind.coshared in carried and self._left.strangers is not None:
            carried.add(SignKind.strangers)
        surely = self._connected(carried) if stands_out else np.ones(len(self._members), bool)
        return Judged(
            members=self._members[surely],
            loose=self._members[~surely],
            signs={kind: self._told(kind, alone.get(kind)) for kind in SignKind},
            reason=self._left.reason,
            p_value=self.p_value,
            q_value=q_value,
            stands_out=stands_out,
            carried_by=frozenset(carried) if stands_out else frozenset(),
        )

    def _due_here(self, within: Sequence[Within]) -> FloatArray:
        """How many things as improbable as each sign (s,) chance gives in this group.

        Chance draws who did a thing from the whole selection: half of them or more are in a given group in at most
        twice its share of the cases (Markov's inequality). That holds where something else made them a group. A burst
        of few of the group may be an occasion of these alone, which is as due among all as any other.
        """
        due = np.array([sign.p for sign, _ in within], np.float64)
        having, size = self._signs.having, len(self._members)
        otherwise = having & ((having.sum(axis=1) > 1) | self._tied)[:, None]
        given = 2 * otherwise.sum(axis=0) >= np.array([len(sign.members) for sign, _ in within], np.int64)
        given &= self._signs.of(SignKind.coshared) | (having.sum(axis=0) >= MANY * size)
        return np.where(given, due * min(1.0, 2 * size / self._known.count), due)

    def _strangers(self, lists: Lists, who: BoolArray) -> Counted:
        return strangers(lists, self._members[who])

    def _joined(self, left: Unexplained) -> float:
        """How improbable what is left is."""
        return float(cauchy_combination(np.array([list(self._p_values(left).values())]))[0])

    def _p_values(self, left: Unexplained) -> dict[SignKind, float]:
        """The p-value of each kind of what is left; NaN where nothing is known."""
        due: dict[SignKind, list[float]] = {kind: [] for kind in SignKind}
        for at in np.flatnonzero(left.remains).tolist():
            due[self._kinds[at]].append(self._due[at])
        found = {kind: _several(due[kind]) for kind in (*BURSTS, SignKind.coshared, SignKind.faces_together)}
        if left.strangers is not None:
            found[SignKind.coshared] = max(found[SignKind.coshared], left.strangers.p_value)
        unknown = found.keys() - self._known.asked
        return {SignKind.aligned: self._more_aligned(), **found, **dict.fromkeys(unknown, np.nan)}

    def _connected(self, carried: Set[SignKind]) -> BoolArray:
        """Which members (k,) two kinds of signs connect with those who carry what is left, or one kind often.

        Sharing the same within hours, again and again, with as many of those who carry it is often.

        A single sign may be a coincidence.
        """
        carries = self._left.remains & (self._signs.of(*carried) if carried else True)
        carrying = self._left.beside[:, carries].any(axis=1)
        if SignKind.aligned in carried:
            carrying |= self._aligned
        having = self._signs.having
        theirs = carrying.astype(np.int64) @ having >= CARRYING * having.sum(axis=0)
        times = {kind: having[:, theirs & self._signs.of(kind)].sum(axis=1) for kind in SignKind}
        kinds = np.sum([self._aligned, self._tied, *(count > 0 for count in times.values())], axis=0)
        often = np.any([times[kind] >= least for kind, least in OFTEN.items()], axis=0)
        soon = self._known.sharing_soon[self._members][:, self._members[carrying]]
        often |= np.diff(soon.indptr) >= max(2, CARRYING * carrying.sum())
        return np.asarray((kinds >= TWO_KINDS) | often)

    def _told(self, kind: SignKind, p_value: float | None) -> Told:
        if kind in COMPARED:
            return self._compared.get(kind, NOT_KNOWN)
        if kind not in self._known.asked:
            return NOT_KNOWN
        if kind is SignKind.strangers:
            return self._told_of_strangers()
        of_faces = kind in (SignKind.aligned, SignKind.reused, SignKind.faces_together)
        of, signs = self._faces if of_faces else len(self._members), self._signs.of(kind)
        alone = {SignKind.aligned: self._aligned, SignKind.shared_neighbours: self._tied}
        having = alone.get(kind, self._signs.having[:, signs].any(axis=1))
        if kind is SignKind.reused:
            p_value = float(pdtrc(signs.sum() - 1, self._due_pictures())) if signs.any() else 1.0
        return Told(int(having.sum()), of, int(signs.sum()), self._expected(kind), p_value)

    def _told_of_strangers(self) -> Told:
        """Of those who share at once, also where fans do."""
        at_once = self._signs.having[:, self._signs.of(SignKind.coshared)].any(axis=1)
        if self._known.lists is None:
            return NOT_KNOWN
        if not at_once.any():
            return Told(0, len(self._members), 0, None, None)
        found = self._left.strangers or self._strangers(self._known.lists, at_once)
        return Told(found.observed, found.of, 0, found.expected, found.p_value) if found.of else NOT_KNOWN

    def _expected(self, kind: SignKind) -> float | None:
        if kind is SignKind.aligned:
            share = self._known.share_aligned
            return None if share is None else self._faces * share
        return self._due_pictures() if kind is SignKind.reused else None

    def _more_aligned(self) -> float:
        """One picture on several accounts is one witness."""
        if not self._faces:
            return np.nan
        wearing = self._signs.having[:, self._signs.of(SignKind.reused)]
        again, aligned_again = (np.maximum(each.sum(axis=0) - 1, 0).sum() for each in (wearing, wearing[self._aligned]))
        count = int(self._aligned.sum() - aligned_again)
        return float(bdtrc(count - 1, max(self._faces - again, count), MIXED)) if count else 1.0

    def _due_pictures(self) -> float:
        size = self._faces
        return max(OFTEN_REUSED * self._known.same_picture * size * (size - 1) / 2, 0.01 * size)


def _several(due: Sequence[float]) -> float:
    """How improbable it is that there are so many signs, each of which so many as improbable are due by chance.

    For every number of them, the most improbable first, by the Poisson tail; Bonferroni over these numbers.
    """
    ordered = np.sort(np.array(due, dtype=np.float64))
    if not len(ordered):
        return 1.0
    return min(1.0, len(ordered) * float(pdtrc(np.arange(len(ordered)), ordered).min()))

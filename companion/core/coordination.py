"""Co-sharing: accounts that share the same object within a time window, by two published definitions.

* **CooRTweet** (Righetti & Balluff, version 2): accounts of too few shares are left out, shares of one object by two
  accounts within the window make a pair, pairs of accounts that hardly take part are left out, and an edge's weight is
  its number of pairs. Edges above a quantile of all weights are marked.
* **The coordination-network-toolkit** (Graham & QUT Digital Observatory 2020): an edge from A to B weighs as many of
  A's messages as have a message of B with the same object within the window. The two edges between two accounts weigh
  ``first_contents`` and ``second_contents``.

Shares are rows of arrays. Nothing is quadratic but the pairs inside the window, and these are visited account by
account, never all at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from companion.core.graph import IntArray
from companion.core.models import FloatArray
from companion.core.progress import Progress, unobserved

PAIRS_AT_ONCE = 2_000_000
"""About so many pairs are in memory at a time: 150 MB."""

BoolArray = NDArray[np.bool_]
NumberArray = NDArray[np.int64] | NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shares:
    """Who shared what, and when; all arrays (n,), in the order the shares were given in.

    ``objects``, ``accounts`` and ``contents`` are numbers from 0 on; a content is the message that shares, and may
    share several objects. ``times`` are in any unit that the window has, too. Of two shares at the same time the one
    of the lower account is the older: number accounts as they first appear to tell ties as CooRTweet does.
    """

    objects: IntArray
    accounts: IntArray
    contents: IntArray
    times: NumberArray

    def __len__(self) -> int:
        return len(self.objects)

    def where(self, chosen: BoolArray | IntArray) -> Shares:
        """Those at these positions (k,), or where this (n,) is true."""
        return Shares(self.objects[chosen], self.accounts[chosen], self.contents[chosen], self.times[chosen])


@dataclass(frozen=True, eq=False)
class Edges:
    """Pairs of accounts that shared the same within the window; all arrays (m,), by first and second account.

    ``first`` < ``second``. ``weight``: pairs of shares. ``first_contents`` and ``second_contents``: how many different
    messages of each take part. ``older`` and ``newer``: how many different messages are the older and the newer of a
    pair, which is what CooRTweet's ``n_content_id`` and ``n_content_id_y`` count. ``mean_delay``: between the two
    shares of a pair, on average, in the times' unit.
    """

    first: IntArray
    second: IntArray
    weight: IntArray
    first_contents: IntArray
    second_contents: IntArray
    older: IntArray
    newer: IntArray
    mean_delay: FloatArray

    def __len__(self) -> int:
        return len(self.first)

    def where(self, chosen: BoolArray | IntArray) -> Edges:
        """Those at these positions (k,), or where this (m,) is true."""
        return Edges(**{name: getattr(self, name)[chosen] for name in _COLUMNS})

    @classmethod
    def joined(cls, parts: Sequence[Edges]) -> Edges:
        """All of them, one part after the other."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(**{name: np.concatenate([nothing, *(getattr(each, name) for each in parts)]) for name in _COLUMNS})

    @property
    def symmetry(self) -> FloatArray:
        """The smaller over the larger number of messages, (0..1]: 1 where both accounts bring equally many."""
        return _ratio(self.first_contents, self.second_contents)

    @property
    def edge_symmetry_score(self) -> FloatArray:
        """As CooRTweet works it out, (0..1]: over older and newer messages, whoever wrote them."""
        return _ratio(self.older, self.newer)

    def threshold(self, quantile: float) -> float:
        """The weight that is this quantile (0..1) of all; CooRTweet marks edges that weigh more."""
        return float(np.quantile(self.weight, quantile)) if len(self) else 0.0


_COLUMNS = tuple(column.name for column in fields(Edges))


def coordinated(
    shares: Shares,
    window: float,
    *,
    least_shares: int = 2,
    own: BoolArray | None = None,
    progress: Progress = unobserved,
) -> Edges:
    """CooRTweet's network: ``detect_groups`` with its ``min_participation``, then ``generate_coordinated_network``.

    ``own`` (n,) marks shares whose content is the object itself, as an original post among its reposts; they pair with
    nothing. An account must have ``least_shares`` shares in all; and of each pair, one account at least must have as
    many shares whose content takes part in some pair.
    """
    enough = np.bincount(shares.accounts)[shares.accounts] >= least_shares if len(shares) else np.zeros(0, dtype=bool)
    kept = shares.where(enough)
    swept = _Sweep(kept, window, None if own is None else ~own[enough])
    parts = swept.parts
    active = np.zeros(int(kept.contents.max(initial=-1)) + 1, dtype=bool)
    for done, part in enumerate(parts):
        progress(done, 2 * len(parts))
        for one, other in swept.pairs(part):
            active[kept.contents[one]] = True
            active[kept.contents[other]] = True
    takes_part = active[kept.contents]
    often = np.bincount(kept.accounts[takes_part], minlength=int(kept.accounts.max(initial=-1)) + 1) >= least_shares
    counted = np.zeros_like(active)
    counted[kept.contents[takes_part & often[kept.accounts]]] = True
    found = []
    for done, part in enumerate(parts):
        progress(len(parts) + done, 2 * len(parts))
        rows = [
            (one[chosen], other[chosen])
            for one, other in swept.pairs(part)
            if (chosen := counted[kept.contents[one]] | counted[kept.contents[other]]).any()
        ]
        if rows:
            ones, others = (np.concatenate(side) for side in zip(*rows, strict=True))
            found.append(_edges(kept, ones, others, swept.before))
    progress(2 * len(parts), 2 * len(parts))
    return Edges.joined(found)


def pairs_within(shares: Shares, window: float) -> int:
    """How many pairs of shares have the same object within the window, an account's own among them: what it costs."""
    return _Sweep(shares, window, None).count


class _Sweep:
    """Shares in order of object, time, account and position, each with the run of those within the window of it."""

    def __init__(self, shares: Shares, window: float, pairing: BoolArray | None) -> None:
        self.shares = shares
        rows = np.arange(len(shares)) if pairing is None else np.flatnonzero(pairing)
        self.rows = rows[np.lexsort((rows, shares.accounts[rows], shares.times[rows], shares.objects[rows]))]
        objects, self.times = shares.objects[self.rows], shares.times[self.rows]
        self.ends = _ends(objects, self.times, window)
        n = len(self.rows)
        self.starts = np.searchsorted(self.ends, np.arange(n), side="right")
        self.before = np.empty(len(shares), dtype=np.int64)
        self.before[self.rows] = np.arange(n)

    @property
    def count(self) -> int:
        return int((self.ends - np.arange(len(self.ends)) - 1).sum())

    @cached_property
    def parts(self) -> list[IntArray]:
        """Positions in the order, of all shares of some accounts at a time, so that no edge is in two parts."""
        order = np.flatnonzero(self.ends - self.starts > 1)
        accounts = self.shares.accounts[self.rows[order]]
        by_account = np.argsort(accounts, kind="stable")
        order, accounts = order[by_account], accounts[by_account]
        around = np.cumsum((self.ends - self.starts)[order])
        number = around // PAIRS_AT_ONCE
        last = np.flatnonzero(np.diff(accounts, append=-1))  # each account's last share decides its part
        number = np.repeat(number[last], np.diff(last, prepend=-1))
        return np.split(order, np.flatnonzero(np.diff(number)) + 1) if len(order) else []

    def pairs(self, part: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
        """Rows of the part's shares, each with a row of another account of higher number; different contents."""
        lengths = self.ends[part] - self.starts[part]
        for piece in np.split(np.arange(len(part)), _cuts(lengths)):
            positions = np.repeat(part[piece], lengths[piece])
            offsets = np.arange(len(positions)) - np.repeat(np.cumsum(lengths[piece]) - lengths[piece], lengths[piece])
            one, other = self.rows[positions], self.rows[self.starts[positions] + offsets]
            accounts, contents = self.shares.accounts, self.shares.contents
            chosen = (accounts[one] < accounts[other]) & (contents[one] != contents[other])
            yield one[chosen], other[chosen]


def _cuts(lengths: IntArray) -> IntArray:
    """Where to cut so that each piece has about ``PAIRS_AT_ONCE`` pairs, or one share's."""
    return np.flatnonzero(np.diff(np.cumsum(lengths) // PAIRS_AT_ONCE)) + 1


def _ends(objects: IntArray, times: NumberArray, window: float) -> IntArray:
    """For each share, in order of object and time, the position after the last of its object within the window."""
    n = len(objects)
    inside, outside = np.arange(n), np.arange(1, n + 1)  # the last known inside, the first known outside
    follows = np.flatnonzero((objects[1:] == objects[:-1]) & (times[1:] - times[:-1] <= window))
    outside[follows] = np.searchsorted(objects, objects[follows], side="right")
    open_ = follows
    while (open_ := open_[outside[open_] - inside[open_] > 1]).size:
        middle = (inside[open_] + outside[open_]) // 2
        within = times[middle] - times[open_] <= window
        inside[open_[within]] = middle[within]
        outside[open_[~within]] = middle[~within]
    return outside


def _edges(shares: Shares, one: IntArray, other: IntArray, before: IntArray) -> Edges:
    """The edges of all their pairs of rows; ``one``'s account has the lower number."""
    first, second = shares.accounts[one], shares.accounts[other]
    order = np.lexsort((second, first))
    one, other, first, second = one[order], other[order], first[order], second[order]
    starts = np.flatnonzero(np.diff(first, prepend=-1) | np.diff(second, prepend=-1))
    weight = np.diff(np.append(starts, len(first)))
    edge = np.repeat(np.arange(len(starts)), weight)
    is_older = before[one] < before[other]
    older, newer = np.where(is_older, one, other), np.where(is_older, other, one)
    delay = (shares.times[newer] - shares.times[older]).astype(np.float64)

    contents = int(shares.contents.max()) + 1

    def different(rows: IntArray) -> IntArray:
        both = np.sort(edge * contents + shares.contents[rows])
        return np.bincount(both[np.diff(both, prepend=-1) > 0] // contents, minlength=len(starts))

    return Edges(
        first[starts],
        second[starts],
        weight,
        first_contents=different(one),
        second_contents=different(other),
        older=different(older),
        newer=different(newer),
        mean_delay=np.add.reduceat(delay, starts) / weight,
    )


def _ratio(one: IntArray, other: IntArray) -> FloatArray:
    return np.asarray(np.minimum(one, other) / np.maximum(one, other))

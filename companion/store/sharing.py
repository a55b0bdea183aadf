"""Who shared what, and when, as far as was seen, in the arrays that ``core/coordination`` works on."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from companion.core.activities import SECOND
from companion.core.coordination import Shares
from companion.core.graph import IntArray
from companion.core.wire.observations import ActivityKind, ObjectKind
from companion.store.activities import contents, distinct, objects


@dataclass(frozen=True, eq=False)
class Shared:
    """Every share of some accounts, in whole seconds, and which of them are posts that name themselves.

    A time that is known less well than to the second stands in the middle of its span.

    Account ``i`` has the key ``accounts[i]``, object ``i`` the number ``objects[i]``; both in order of appearance. Left
    out are activities of which the time is known ``too_vague`` or not at all.
    """

    every: Shares
    own: NDArray[np.bool_]
    accounts: IntArray
    objects: IntArray
    too_vague: int
    untimed: int

    @classmethod
    def read(
        cls,
        conn: sqlite3.Connection,
        chosen: IntArray,
        activities: Sequence[ActivityKind],
        kinds: Sequence[ObjectKind],
        width: int,
    ) -> Shared:
        """Shares by accounts (n,) of objects of these kinds, whose time is known at least to ``width`` ms."""
        seen = distinct(conn, activities).by(chosen)
        seen = seen.where(np.argsort(seen.ids))
        activity, thing, own = objects(conn, kinds)
        at = np.searchsorted(seen.ids, activity)
        at[at == len(seen)] = 0
        there = seen.ids[at] == activity if len(seen) else np.zeros(len(activity), dtype=bool)
        at, thing, own = at[there], thing[there], own[there]
        known = seen.within(width)
        left_out = at[~own & ~known[at]]
        own, thing, at = own[known[at]], thing[known[at]], at[known[at]]
        accounts, account = _numbered(seen.accounts[at])
        things, number = _numbered(thing)
        message = _numbered(contents(conn, seen.ids)[at])[1]
        return cls(
            Shares(number, account, message, seen.middles[at] // SECOND),
            own,
            accounts,
            things,
            too_vague=len(np.unique(left_out[seen.timed[left_out]])),
            untimed=len(np.unique(left_out[~seen.timed[left_out]])),
        )

    @cached_property
    def shares(self) -> Shares:
        """Those that are shares of something else."""
        return self.every.where(~self.own)


def _numbered(keys: IntArray) -> tuple[IntArray, IntArray]:
    """The different keys in order of their first appearance, and each one's position among them."""
    different, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return different[order], rank[inverse]

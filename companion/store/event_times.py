"""When things happened to accounts, as activities and avatars' histories tell it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

import numpy as np

from companion.core.activities import Activities, last_of_each
from companion.core.wire.observations import ActivityKind
from companion.store.activities import KINDS, distinct
from companion.store.arrays import integers
from companion.store.moment import once
from companion.store.times import ms_of

DOINGS = tuple(kind for kind in KINDS if kind not in (ActivityKind.account_created, ActivityKind.avatar_changed))


@once
def creations(conn: sqlite3.Connection) -> Activities:
    """When each account was created, as far as it says."""
    return distinct(conn, [ActivityKind.account_created])


@once
def last_activities(conn: sqlite3.Connection) -> Activities:
    """Each account's newest activity of those seen; a change of its avatar and its creation are none."""
    return last_of_each(distinct(conn, DOINGS))


@once
def avatar_changes(conn: sqlite3.Connection) -> Activities:
    """Changes of avatars: those that pages state, and those seen as another picture than the time before.

    Of the latter it is known only that they lie between two sightings. One that a page states within that time is the
    same change. Those of the second kind have negative numbers.
    """
    stated = distinct(conn, [ActivityKind.avatar_changed])
    flat = integers(
        conn,
        f"SELECT account, {ms_of('earliest')}, {ms_of('latest')} FROM avatar_changes "
        "ORDER BY account, latest, earliest",
        width=3,
    )
    times: dict[int, list[int]] = defaultdict(list)
    for who, when in zip(stated.accounts.tolist(), stated.times.tolist(), strict=True):
        times[who].append(when)

    def is_stated(who: int, first: int, last: int) -> bool:
        return any(first <= when <= last for when in times.get(who, ()))

    known = np.array([is_stated(*row) for row in flat.tolist()], dtype=bool)
    account, first, last = flat.T
    kind = np.full(len(flat), KINDS.index(ActivityKind.avatar_changed))
    seen = Activities(-1 - np.arange(len(flat)), account, kind, first, np.maximum(last - first, 1)).where(~known)
    return stated.with_more(seen)

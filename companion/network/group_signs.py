"""All that is known of a selection by which its groups are judged, read from the store for ``core/group_judgement``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from companion.core.activities import HOUR, SECOND, Activities
from companion.core.graph import IntArray
from companion.core.innocent_reasons import Sign
from companion.core.judged_group import Judged
from companion.core.kinds import EdgeKind, SignKind
from companion.core.known_accounts import LARGEST, Known
from companion.core.meetings import meetings
from companion.core.models import FloatArray, Residual
from companion.core.progress import Progress, unobserved
from companion.core.synchrony import Scan, scan
from companion.core.together import gatherings
from companion.core.wire.group_signs import GroupSign
from companion.core.wire.observations import ActivityKind, ObjectKind
from companion.network.group_lists import lists_of
from companion.network.projections import Found, find, weighed
from companion.network.remembered import Memory
from companion.store import event_times, moment
from companion.store.current_avatars import CurrentAvatars, current_avatars, face_places
from companion.store.sharing import Shared
from companion.vision.background import bundled_background

FDR = 0.05
LEAST_ACCOUNTS = 3
WINDOW = 600  # seconds within which shares of one object are one meeting
SOON = 7200  # seconds within which who shares an object shares it soon after the others
LEAST_EVENTS = 10
MOST_FACES = 20_000
STRONG = 2


def read(
    conn: sqlite3.Connection, accounts: IntArray, fdr: float, progress: Progress, memory: Memory | None = None
) -> Known:
    """What is known of these accounts (keys (n,), rising). Raises what ``progress`` raises.

    With a ``memory`` of the same question, what has not changed is not read again.
    """
    steps = 4
    progress(0, steps)
    shared = find(conn, accounts, list(EdgeKind), fdr, None, unobserved, memory)
    ties = _ties(shared, accounts)
    progress(1, steps)
    avatars = current_avatars(conn)
    inside = np.isin(avatars.accounts, accounts)
    at = np.searchsorted(accounts, avatars.accounts[inside])
    measured, aligned = np.zeros(len(accounts), bool), np.zeros(len(accounts), bool)
    measured[at] = True
    aligned[at] = avatars.level[inside] >= STRONG
    progress(2, steps)
    asked = {SignKind.aligned, SignKind.reused, SignKind.faces_together} if len(at) else set()
    asked |= {SignKind.shared_neighbours} if ties.nnz else set()
    signs = [*_pictures(avatars.picture[inside], at), *_faces(conn, avatars, inside, at)]
    progress(3, steps)
    done = (memory or Memory()).unless_changed("done", _state_of_activities(conn), lambda: _Done.read(conn, accounts))
    signs += [replace(sign, members=np.searchsorted(accounts, sign.members)) for sign in done.signs]
    progress(steps, steps)
    same = _probability_of_the_same(avatars.picture[inside])
    lists = lists_of(conn, shared, accounts)
    if lists is not None:
        asked |= {SignKind.followed_alike, SignKind.mutual_follows}
        asked |= {SignKind.strangers} if not np.isnan(lists.seen).all() else set()
    if len(done.created[0]):
        asked.add(SignKind.new_accounts)
    created = np.full(len(accounts), np.nan)
    created[np.searchsorted(accounts, done.created[0])] = done.created[1]
    return Known(
        len(accounts),
        ties,
        signs,
        measured,
        aligned,
        same,
        frozenset(asked | done.asked),
        lists,
        created,
        [np.searchsorted(accounts, members) for members in done.soon],
    )


def shares_of(conn: sqlite3.Connection, accounts: IntArray) -> Shared:
    """What these accounts posted and shared, by times that are known to the window."""
    kinds = [ObjectKind.post, ObjectKind.link, ObjectKind.text]
    return Shared.read(conn, accounts, [ActivityKind.posts, ActivityKind.shares], kinds, WINDOW * SECOND)


@dataclass(frozen=True, eq=False)
class _Done:
    """What accounts did at once, in signs whose members are accounts' keys, and of which kinds anything is known."""

    signs: list[Sign]
    asked: frozenset[SignKind]
    created: tuple[IntArray, FloatArray]
    soon: list[IntArray]

    @classmethod
    def read(cls, conn: sqlite3.Connection, accounts: IntArray) -> _Done:
        asked: set[SignKind] = set()
        signs: list[Sign] = []
        for kind, events in (
            (SignKind.avatars_changed, event_times.avatar_changes(conn)),
            (SignKind.accounts_created, event_times.creations(conn)),
        ):
            found = bursts(conn, kind, events, accounts)
            if found is not None:
                asked.add(kind)
                signs += [replace(sign, members=accounts[sign.members]) for sign in found]
        shared = shares_of(conn, accounts)
        met = meetings(shared.shares, WINDOW)
        if len(shared.shares):
            asked.add(SignKind.coshared)
        signs += [
            Sign(SignKind.coshared, np.sort(shared.accounts[members]), float(due), int(time), int(sharers))
            for members, due, time, sharers in zip(met.members, met.as_improbable, met.times, met.sharers, strict=True)
        ]
        later = meetings(shared.shares, SOON)
        soon = [
            np.sort(shared.accounts[members])
            for members, sharers in zip(later.members, later.sharers, strict=True)
            if 2 * len(members) >= sharers
        ]
        made = event_times.creations(conn).by(accounts)
        made = made.where(made.timed)
        return cls(signs, frozenset(asked), (made.accounts, made.middles / SECOND), soon)


def _state_of_activities(conn: sqlite3.Connection) -> tuple[int, ...]:
    """Another one wherever activities, pictures that were worn, or who is hidden have changed."""
    row = conn.execute(
        "SELECT (SELECT count(*) FROM activities), (SELECT max(id) FROM activities), (SELECT count(*) FROM avatars), "
        "(SELECT count(*) FROM hidden_accounts), (SELECT total(account) FROM hidden_accounts)"
    ).fetchone()
    return tuple(row)


def told(judged: Judged) -> list[GroupSign]:
    """What every kind of sign says of a group, in the kinds' order."""
    return [
        GroupSign(
            kind=kind,
            members=each.members,
            of=each.of,
            times=each.times,
            expected=each.expected,
            p_value=each.p_value,
            carries=kind in judged.carried_by,
        )
        for kind, each in judged.signs.items()
    ]


def _ties(shared: Found, accounts: IntArray) -> csr_array:
    tied, links = weighed(shared)
    pairs = links.tocoo()
    at = np.searchsorted(accounts, tied)
    return csr_array((pairs.data, (at[pairs.row], at[pairs.col])), shape=(len(accounts),) * 2)


def _pictures(picture: IntArray, at: IntArray) -> Iterator[Sign]:
    _, which, counts = np.unique(picture, return_inverse=True, return_counts=True)
    shared = np.flatnonzero((counts[which] > 1) & (counts[which] <= LARGEST))  # few are: most pictures have one wearer
    order = shared[np.argsort(which[shared], kind="stable")]
    starts = np.flatnonzero(np.diff(which[order], prepend=-1))
    for wearers in np.split(at[order], starts[1:]) if len(order) else []:
        yield Sign(SignKind.reused, np.sort(wearers), 1.0)


def _faces(
    conn: sqlite3.Connection, avatars: CurrentAvatars, inside: NDArray[np.bool_], at: IntArray
) -> Iterator[Sign]:
    scored = avatars.scored[inside]
    if scored.sum() > MOST_FACES:
        return
    places = face_places(conn, avatars.accounts[inside][scored])
    seen = np.flatnonzero(scored)[~np.isnan(places[:, 0])]
    residuals = [Residual(*each) for each in places[~np.isnan(places[:, 0])].tolist()]
    for found in gatherings(residuals, bundled_background(), avatars.picture[inside][seen].tolist()):
        yield Sign(SignKind.faces_together, np.sort(at[seen[list(found.members)]]), found.p_value)


def bursts(conn: sqlite3.Connection, kind: SignKind, events: Activities, accounts: IntArray) -> list[Sign] | None:
    """The hours in which more of these accounts did it than is due; None where too few times are known to the hour."""
    known = events.within(HOUR)
    mine = np.isin(events.accounts, accounts)
    group, others = events.where(mine & known), events.where(~mine & known)
    if len(group) < LEAST_EVENTS:
        return None
    found = scanned(conn, group, others, HOUR)
    return [
        Sign(
            kind,
            np.searchsorted(accounts, np.unique(group.accounts[burst.events])),
            burst.by_chance,
            burst.begin // SECOND,
        )
        for burst in found.bursts
    ]


def scanned(
    conn: sqlite3.Connection, group: Activities, others: Activities, width: int, least: int = LEAST_ACCOUNTS
) -> Scan:
    """What :func:`scan` finds in the middles of a group's times, among others'; once in a moment."""
    times = group.middles, group.accounts, others.middles
    return moment.at_once(conn, (scan, moment.told(times), width, least), lambda: scan(*times, width, least=least))


def _probability_of_the_same(picture: IntArray) -> float:
    """Of two accounts that are drawn, one picture of more than :data:`LARGEST` wearers being none."""
    counts = np.unique(picture, return_counts=True)[1]
    counts = counts[counts <= LARGEST]
    pairs = len(picture) * (len(picture) - 1)
    return float((counts * (counts - 1)).sum()) / pairs if pairs else 0.0

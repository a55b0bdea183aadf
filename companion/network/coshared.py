"""What was shared at once, by whom: the objects, edges and groups of co-sharing by their names."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.stats import poisson

from companion.core.coordination import Edges
from companion.core.false_discovery import adjusted
from companion.core.graph import IntArray
from companion.core.meetings import Meetings
from companion.core.models import FloatArray
from companion.core.wire.findings.coshare import CoShare, CoSharing, SharedAtOnce, SharedByMany
from companion.store.activities import object_keys, object_texts
from companion.store.selecting import names
from companion.store.sharing import Shared
from companion.store.times import EPOCH

LEAST_TOGETHER = 3


def objects_at_once(
    conn: sqlite3.Connection, shared: Shared, met: Meetings, most: int, most_accounts: int
) -> list[SharedByMany]:
    """The objects that most accounts shared at once, and of each the first accounts."""
    order = sorted(range(len(met.objects)), key=lambda at: (-len(met.members[at]), met.p[at], met.times[at]))
    shown = order[:most]
    things = {at: int(shared.objects[met.objects[at]]) for at in shown}
    told, texts = object_keys(conn, things.values()), object_texts(conn, things.values())
    who = {at: shared.accounts[met.members[at]][:most_accounts].tolist() for at in shown}
    named = names(conn, {account for accounts in who.values() for account in accounts})
    return [
        SharedByMany(
            kind=told[things[at]][0],
            key=told[things[at]][1],
            text=texts.get(things[at]),
            at=EPOCH + timedelta(seconds=int(met.times[at])),
            accounts=len(met.members[at]),
            p_value=float(met.p[at]),
            by=[named[account] for account in who[at]],
        )
        for at in shown
    ]


def named_edges(
    conn: sqlite3.Connection,
    shared: Shared,
    edges: Edges,
    by_chance: tuple[FloatArray, FloatArray, FloatArray],
    threshold: float,
    examples: list[list[SharedAtOnce]],
) -> list[CoShare]:
    """The edges (n,), each with its :func:`examples`. ``by_chance``: of each the pairs expected, p and q."""
    expected, p_values, q_values = by_chance
    keys = shared.accounts[np.concatenate([edges.first, edges.second])]
    named = names(conn, np.unique(keys).tolist())
    symmetry, score = edges.symmetry, edges.edge_symmetry_score
    return [
        CoShare(
            first=named[int(shared.accounts[edges.first[at]])],
            second=named[int(shared.accounts[edges.second[at]])],
            weight=int(edges.weight[at]),
            first_messages=int(edges.first_contents[at]),
            second_messages=int(edges.second_contents[at]),
            symmetry=float(symmetry[at]),
            edge_symmetry_score=float(score[at]),
            mean_delay=float(edges.mean_delay[at]),
            expected=float(expected[at]),
            p_value=float(p_values[at]),
            q_value=float(q_values[at]),
            above_threshold=bool(edges.weight[at] > threshold),
            objects=examples[at],
        )
        for at in range(len(edges))
    ]


def examples(
    conn: sqlite3.Connection, shared: Shared, edges: Edges, window: int, most: int
) -> list[list[SharedAtOnce]]:
    """For each edge the first objects that both shared within so many seconds of each other."""
    shares = shared.shares
    rows = np.lexsort((shares.times, shares.objects, shares.accounts))
    starts = np.searchsorted(shares.accounts[rows], np.arange(len(shared.accounts) + 1))

    def times_by_object(account: int) -> dict[int, IntArray]:
        mine = rows[starts[account] : starts[account + 1]]
        things, first = np.unique(shares.objects[mine], return_index=True)
        return dict(zip(things.tolist(), np.split(shares.times[mine], first[1:]), strict=True))

    found: list[list[tuple[int, int, int]]] = []
    for one, other in zip(edges.first.tolist(), edges.second.tolist(), strict=True):
        mine, theirs = times_by_object(one), times_by_object(other)
        met = []
        for thing in sorted(mine.keys() & theirs.keys()):
            here, there = _closest(mine[thing], theirs[thing])
            if abs(here - there) <= window:
                met.append((here, there, thing))
        found.append(sorted(met)[:most])
    things = {int(shared.objects[thing]) for met in found for _, _, thing in met}
    told, texts = object_keys(conn, things), object_texts(conn, things)
    return [
        [
            SharedAtOnce(
                kind=told[int(shared.objects[thing])][0],
                key=told[int(shared.objects[thing])][1],
                first_at=EPOCH + timedelta(seconds=here),
                second_at=EPOCH + timedelta(seconds=there),
                text=texts.get(int(shared.objects[thing])),
            )
            for here, there, thing in met
        ]
        for met in found
    ]


def _closest(these: IntArray, those: IntArray) -> tuple[int, int]:
    """The two times, one of each, that are closest; the earliest of such. Both rise."""
    after = np.minimum(np.searchsorted(those, these), len(those) - 1)
    before = np.maximum(after - 1, 0)
    near = np.where(np.abs(those[before] - these) <= np.abs(those[after] - these), those[before], those[after])
    at = int(np.abs(near - these).argmin())
    return int(these[at]), int(near[at])


def named_groups(conn: sqlite3.Connection, shared: Shared, edges: Edges, met: Meetings) -> list[CoSharing]:
    """The components of these edges, the largest first, each held against the meetings that chance gives."""
    count = len(shared.accounts)
    ties = csr_array((np.ones(len(edges)), (edges.first, edges.second)), shape=(count, count))
    _, label = connected_components(ties, directed=False)
    inside = np.unique(np.concatenate([edges.first, edges.second]))
    named = names(conn, shared.accounts[inside].tolist())
    of_label: dict[int, list[int]] = {}
    for account in inside.tolist():
        of_label.setdefault(int(label[account]), []).append(int(shared.accounts[account]))
    ties_of = np.bincount(label[edges.first], minlength=count + 1)
    groups = sorted(of_label.items(), key=lambda group: (-len(group[1]), min(group[1])))
    objects = [_objects_of(number, met, label) for number, _ in groups]
    p_values = poisson.sf(np.array(objects) - 1, met.due)
    q_values = adjusted(p_values, len(groups))
    return [
        CoSharing(
            accounts=len(keys),
            edges=int(ties_of[number]),
            objects=objects[at],
            expected_objects=met.due,
            p_value=float(p_values[at]),
            q_value=float(q_values[at]),
            members=[named[key] for key in sorted(keys)],
        )
        for at, (number, keys) in enumerate(groups)
    ]


def _objects_of(group: int, met: Meetings, label: IntArray) -> int:
    """How many objects three accounts of the group shared at once, and most of those who did were of it."""
    inside = [(int((label[members] == group).sum()), len(members)) for members in met.members]
    return sum(own >= LEAST_TOGETHER and 2 * own >= all_of_it for own, all_of_it in inside)

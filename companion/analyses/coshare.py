"""``coshare``: accounts of the selection that shared the same post, link or text within a window."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import numpy as np
from pydantic import Field
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.stats import poisson

from companion.analyses.analysis import Analysis, Selected
from companion.core.activities import SECOND
from companion.core.coordination import Edges, coordinated, pairs_within
from companion.core.graph import IntArray
from companion.core.jitter import adjusted, chances, expected_by_drawing, expected_in_all, expected_weights
from companion.core.meetings import Meetings, meetings
from companion.core.models import FloatArray
from companion.core.naming import name_of, names_of
from companion.core.progress import Progress
from companion.core.wire.base import Wire
from companion.core.wire.findings.coshare import CoShare, CoShares, CoSharing, SharedAtOnce, SharedByMany
from companion.core.wire.findings.finding import Limit
from companion.core.wire.observations import ActivityKind, ObjectKind
from companion.store.activities import object_keys, object_texts
from companion.store.selecting import names
from companion.store.sharing import Shared
from companion.texts.catalogue import Translator

MOST_PAIRS = 200_000_000
PAIRS_DRAWN = 5_000_000
"""About so many pairs are drawn in all to know how many chance gives, in one copy to :data:`DRAWS`."""
DRAWS = 50
FDR = 0.05
LEAST_TOGETHER = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Options(Wire):
    window: int = Field(10, ge=0, le=604_800, description="Seconds within which two shares make a pair.")
    least_shares: int = Field(2, ge=1, le=100_000, description="Shares that an account must have (min_participation).")
    quantile: float = Field(
        0.5, ge=0, le=1, description="Of all edges' weights; heavier edges are above (edge_weight)."
    )
    objects: list[ObjectKind] = Field(
        [ObjectKind.post, ObjectKind.link, ObjectKind.text], min_length=1, description="What is shared."
    )
    activities: list[ActivityKind] = Field(
        [ActivityKind.posts, ActivityKind.shares],
        min_length=1,
        description="What counts as a share; with comments, answers to the same post do, too.",
    )
    most_edges: int = Field(200, ge=0, le=10_000_000, description="How many edges are listed at most.")
    most_groups: int = Field(50, ge=0, le=10_000, description="How many groups are listed at most.")
    examples: int = Field(5, ge=0, le=1000, description="How many objects of each edge are listed.")
    seed: int = Field(0, ge=0, le=2**31 - 1, description="Of the shares that are moved to know what chance gives.")


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> CoShares:
    shared = Shared.read(conn, selected.accounts, options.activities, options.objects, max(options.window, 1) * SECOND)
    without = _without_edges(selected, options, shared)
    pairs = pairs_within(shared.shares, options.window)
    if not pairs or pairs > MOST_PAIRS:
        return without.model_copy(
            update={"too_little": _too_little(selected.t, shared, pairs, options), "pairs": pairs}
        )
    edges = coordinated(
        shared.every, options.window, least_shares=options.least_shares, own=shared.own, progress=progress
    )
    met = meetings(shared.shares, options.window)
    at_once = {"objects_at_once": _at_once(conn, shared, met, options), "objects_at_once_count": len(met.objects)}
    if not len(edges):
        too_little = None if met.members else _too_little(selected.t, shared, 0, options)
        return without.model_copy(update={"too_little": too_little, **at_once})
    expected = expected_weights(shared.shares, edges, options.window)
    accounts = len(shared.accounts)
    p_values = chances(edges, expected)
    q_values = adjusted(p_values, accounts * (accounts - 1) // 2)
    threshold = edges.threshold(options.quantile)
    above = edges.weight > threshold
    order = np.lexsort((edges.second, edges.first, q_values, -edges.weight))[: options.most_edges]
    groups = _groups(conn, shared, edges.where(above), met)
    return without.model_copy(
        update={
            "limits": [
                *without.limits,
                *_cut(selected, "edges", len(order), len(edges)),
                *_cut(selected, "groups", min(options.most_groups, len(groups)), len(groups)),
            ],
            "pairs": int(edges.weight.sum()),
            "expected_pairs": _expected(shared, pairs, options),
            "edge_count": len(edges),
            "threshold": threshold,
            "above_threshold": int(above.sum()),
            "significant": int((q_values <= FDR).sum()),
            "edges": _edges(
                conn,
                shared,
                edges.where(order),
                (expected[order], p_values[order], q_values[order]),
                threshold,
                options,
            ),
            "groups": groups[: options.most_groups],
            "groups_beyond_chance": sum(group.q_value <= FDR for group in groups),
            **at_once,
        }
    )


def _expected(shared: Shared, pairs: int, options: Options) -> float:
    """The pairs that chance gives, counted as those found are."""
    if options.least_shares == 1:  # then nothing is left out, and no copy need be drawn
        return expected_in_all(shared.shares, options.window)
    draws = min(DRAWS, max(1, PAIRS_DRAWN // pairs))
    return expected_by_drawing(shared.every, shared.own, options.window, options.least_shares, draws, options.seed)


def _at_once(conn: sqlite3.Connection, shared: Shared, met: Meetings, options: Options) -> list[SharedByMany]:
    """The objects that most accounts shared at once."""
    order = sorted(range(len(met.objects)), key=lambda at: (-len(met.members[at]), met.p[at], met.times[at]))
    shown = order[: options.most_groups]
    things = {at: int(shared.objects[met.objects[at]]) for at in shown}
    told, texts = object_keys(conn, things.values()), object_texts(conn, things.values())
    who = {at: shared.accounts[met.members[at]][: options.most_edges].tolist() for at in shown}
    named = names(conn, {account for accounts in who.values() for account in accounts})
    return [
        SharedByMany(
            kind=told[things[at]][0],
            key=told[things[at]][1],
            text=texts.get(things[at]),
            at=_EPOCH + timedelta(seconds=int(met.times[at])),
            accounts=len(met.members[at]),
            p_value=float(met.p[at]),
            by=[named[account] for account in who[at]],
        )
        for at in shown
    ]


def _edges(
    conn: sqlite3.Connection,
    shared: Shared,
    edges: Edges,
    by_chance: tuple[FloatArray, FloatArray, FloatArray],
    threshold: float,
    options: Options,
) -> list[CoShare]:
    """``by_chance``: of each edge the pairs expected, p and q."""
    expected, p_values, q_values = by_chance
    keys = shared.accounts[np.concatenate([edges.first, edges.second])]
    named = names(conn, np.unique(keys).tolist())
    examples = _examples(conn, shared, edges, options)
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


def _examples(conn: sqlite3.Connection, shared: Shared, edges: Edges, options: Options) -> list[list[SharedAtOnce]]:
    """For each edge the objects that both shared within the window, by time."""
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
            if abs(here - there) <= options.window:
                met.append((here, there, thing))
        found.append(sorted(met)[: options.examples])
    things = {int(shared.objects[thing]) for met in found for _, _, thing in met}
    told, texts = object_keys(conn, things), object_texts(conn, things)
    return [
        [
            SharedAtOnce(
                kind=told[int(shared.objects[thing])][0],
                key=told[int(shared.objects[thing])][1],
                first_at=_EPOCH + timedelta(seconds=here),
                second_at=_EPOCH + timedelta(seconds=there),
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


def _groups(conn: sqlite3.Connection, shared: Shared, edges: Edges, met: Meetings) -> list[CoSharing]:
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


def _without_edges(selected: Selected, options: Options, shared: Shared) -> CoShares:
    return CoShares(
        analysis="coshare",
        sample=selected.sample,
        method=selected.t("method"),
        null_model=selected.t("null_model"),
        limits=_left_out(selected, shared, options),
        window=options.window,
        shares=len(shared.shares),
        objects=len(np.unique(shared.shares.objects)),
        too_vague=shared.too_vague,
        untimed=shared.untimed,
        pairs=0,
        expected_pairs=None,
        edge_count=0,
        threshold=0.0,
        above_threshold=0,
        significant=0,
        edges=[],
        groups=[],
        groups_beyond_chance=0,
        objects_at_once=[],
        objects_at_once_count=0,
    )


def _left_out(selected: Selected, shared: Shared, options: Options) -> list[Limit]:
    if not shared.too_vague and not shared.untimed:
        return []
    counts = {"too_vague": shared.too_vague, "untimed": shared.untimed, "window": options.window}
    return [selected.limit("times_too_vague", **counts)]


def _cut(selected: Selected, what: str, shown: int, found: int) -> list[Limit]:
    return [selected.limit(f"{what}_cut", **{"shown": shown, what: found})] if shown < found else []


def _too_little(t: Translator, shared: Shared, pairs: int, options: Options) -> str:
    if pairs > MOST_PAIRS:
        return t("too_little.too_many", pairs=pairs, window=options.window, most=MOST_PAIRS)
    if len(shared.shares):
        return t("too_little.none", window=options.window)
    if shared.too_vague:
        return t("too_little.vague", too_vague=shared.too_vague, window=options.window)
    return t("too_little.untimed")


def words(found: CoShares) -> Iterator[str]:
    yield f"{found.shares:,} shares of {found.objects:,} objects; left out {found.too_vague + found.untimed:,}."
    if found.expected_pairs is None:
        return
    yield (
        f"{found.pairs:,} pairs within {found.window} s, {found.expected_pairs:,.1f} expected; {found.edge_count:,} "
        f"edges, {found.above_threshold:,} heavier than {found.threshold:g}. Taken alone, {found.significant:,} edges "
        f"are beyond chance; of the groups, {found.groups_beyond_chance:,} are."
    )
    for thing in found.objects_at_once:
        told = " ".join((thing.text or thing.key).split())
        when = f"{thing.at:%Y-%m-%d %H:%M} UTC"
        yield f"  {thing.accounts:,} accounts at once, {when}: {told[:80]} (p {thing.p_value:.2g})"
    for group in found.groups:
        yield (
            f"  {group.accounts:,} accounts, {group.edges:,} edges, {group.objects:,} objects at once where "
            f"{group.expected_objects:.2g} are due (q {group.q_value:.2g}): {names_of(group.members, group.accounts)}"
        )
    for edge in found.edges:
        yield (
            f"  {name_of(edge.first)} and {name_of(edge.second)}: {edge.weight:,} pairs, {edge.expected:.2g} expected, "
            f"q {edge.q_value:.2g}; symmetry {edge.symmetry:.2f}, {edge.mean_delay:.1f} s apart"
        )


ANALYSIS = Analysis(Options, run, words)

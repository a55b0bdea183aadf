"""``coshare``: accounts of the selection that shared the same post, link or text within a window."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np
from pydantic import Field

from companion.analyses.analysis import Analysis, Selected
from companion.core.activities import SECOND
from companion.core.coordination import coordinated, pairs_within
from companion.core.false_discovery import adjusted
from companion.core.jitter import chances, expected_by_drawing, expected_in_all, expected_weights
from companion.core.meetings import meetings
from companion.core.naming import name_of, names_of
from companion.core.progress import Progress
from companion.core.wire.base import Wire
from companion.core.wire.findings.coshare import CoShares
from companion.core.wire.findings.finding import Limit
from companion.core.wire.observations import ActivityKind, ObjectKind
from companion.network.coshared import examples, named_edges, named_groups, objects_at_once
from companion.store.sharing import Shared
from companion.texts.catalogue import Translator

MOST_PAIRS = 200_000_000
PAIRS_DRAWN = 5_000_000
"""About so many pairs are drawn in all to know how many chance gives, in one copy to :data:`DRAWS`."""
DRAWS = 50
FDR = 0.05


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
    at_once = {
        "objects_at_once": objects_at_once(conn, shared, met, options.most_groups, options.most_edges),
        "objects_at_once_count": len(met.objects),
    }
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
    listed = edges.where(order)
    shown = examples(conn, shared, listed, options.window, options.examples)
    groups = named_groups(conn, shared, edges.where(above), met)
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
            "edges": named_edges(
                conn, shared, listed, (expected[order], p_values[order], q_values[order]), threshold, shown
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

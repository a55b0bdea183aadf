"""``follows``: whether the selection follows itself, and each other, more than chance would have it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from pydantic import Field

from companion.analyses.analysis import Analysis, Selected
from companion.core.follow_null import Expected
from companion.core.graph import IntArray, Network
from companion.core.naming import name_of
from companion.core.progress import Progress
from companion.core.reciprocity import FollowGraph, follow_graph
from companion.core.wire.base import Wire
from companion.core.wire.findings.finding import Limit
from companion.core.wire.findings.follows import AgainstChance, Follows, FollowsHere, MutualPair
from companion.core.wire.observations import CaptureKind
from companion.store import captured, network
from companion.store.selecting import names

LEAST_EDGES = 5


class Options(Wire):
    most_pairs: int = Field(200, ge=0, le=10_000, description="How many mutual pairs are listed at most.")


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> Follows:
    whole = network.load(conn, ("follows",))
    by_platform = captured.platforms(conn, selected.accounts)
    everyone = captured.platforms(conn, whole.accounts)
    limits = [*selected.limits]
    graphs = []
    for step, (platform, members) in enumerate(by_platform.items()):
        progress(step, len(by_platform))
        around = whole.within(everyone[platform]) if platform in everyone else Network.of_keys(*[members[:0]] * 2)
        lists = _Lists.read(conn, members)
        found = follow_graph(around, members, lists.following, lists.followers)
        if found.edges < LEAST_EDGES:
            if len(by_platform) > 1:
                counts = {"edges": found.edges, "least": LEAST_EDGES}
                limits.append(selected.limit("too_few_edges", platform=platform, **counts))
            continue
        limits += _limits(selected, platform, found, options)
        graphs.append(_finding(conn, platform, found, lists, options))
    progress(len(by_platform), len(by_platform))
    return Follows(
        analysis="follows",
        sample=selected.sample,
        method=selected.t("method"),
        null_model=selected.t("null_model"),
        limits=limits,
        graphs=graphs,
        too_little=None if graphs else _too_little(conn, selected),
    )


@dataclass(frozen=True, eq=False)
class _Lists:
    """Whose lists were captured.

    The keys of all, and how many of the selection are among them: following, following whole, followers, followers
    whole.
    """

    following: IntArray
    followers: IntArray
    counts: tuple[int, int, int, int]

    @classmethod
    def read(cls, conn: sqlite3.Connection, members: IntArray) -> _Lists:
        kinds = (CaptureKind.following, CaptureKind.followers)
        every = [captured.owners(conn, kind, whole=whole) for kind in kinds for whole in (False, True)]
        counts = [int(np.isin(members, owners).sum()) for owners in every]
        return cls(every[0], every[2], (counts[0], counts[1], counts[2], counts[3]))


def _finding(
    conn: sqlite3.Connection, platform: str, found: FollowGraph, lists: _Lists, options: Options
) -> FollowsHere:
    listed = found.pairs[: options.most_pairs]
    named = names(conn, np.unique(listed).tolist())
    around = found.expected_edges
    following, following_whole, followers, followers_whole = lists.counts
    return FollowsHere(
        platform=platform,
        accounts=found.accounts,
        following_captured=following,
        following_whole=following_whole,
        followers_captured=followers,
        followers_whole=followers_whole,
        possible=found.possible,
        density=found.density or 0.0,
        edge_count=found.edges,
        edges=None if around is None else _against(found.edges, around),
        expected_density=None if around is None else around.mean / found.possible,
        returnable=found.returnable,
        reciprocity=found.reciprocity,
        expected_reciprocity=found.expected_reciprocity,
        rho=found.rho,
        mutual=_against(found.mutual_pairs, found.expected_mutual),
        pairs=[
            MutualPair(first=named[one], second=named[other], chance=float(chance))
            for (one, other), chance in zip(listed.tolist(), found.chances, strict=False)
        ],
    )


def _against(observed: int, expected: Expected) -> AgainstChance:
    return AgainstChance(
        observed=observed, expected=expected.mean, z=expected.z(observed), p_value=expected.at_least(observed)
    )


def _limits(selected: Selected, platform: str, found: FollowGraph, options: Options) -> Iterator[Limit]:
    pairs = found.accounts * (found.accounts - 1)
    if found.possible < pairs:
        yield selected.limit("pairs_not_seen", platform=platform, unseen=pairs - found.possible, pairs=pairs)
    if found.expected_edges is None:
        yield selected.limit("nothing_around", platform=platform)
    if found.mutual_pairs > options.most_pairs:
        yield selected.limit("pairs_cut", platform=platform, shown=options.most_pairs, pairs=found.mutual_pairs)
    if found.grouped:
        yield selected.limit("degrees_grouped", platform=platform)
    if found.error > 0.01:
        yield selected.limit("null_inexact", platform=platform, error=round(found.error, 4))


def _too_little(conn: sqlite3.Connection, selected: Selected) -> str:
    if not any(_Lists.read(conn, selected.accounts).counts):
        return selected.t("too_little.no_list")
    return selected.t("too_little.few_edges", least=LEAST_EDGES)


def words(found: Follows) -> Iterator[str]:
    for graph in found.graphs:
        yield (
            f"{graph.platform}: {graph.accounts:,} accounts; of {graph.following_captured:,} it was seen whom they "
            f"follow ({graph.following_whole:,} whole), of {graph.followers_captured:,} their followers."
        )
        line = f"  {graph.edge_count:,} of {graph.possible:,} possible edges: density {graph.density:.3g}"
        if graph.edges is not None:
            line += f", expected {graph.expected_density:.3g} ({_chance(graph.edges)})"
        yield line + "."
        if graph.reciprocity is None:
            yield "  No edge's return could be seen."
        else:
            expected = "" if graph.expected_reciprocity is None else f", expected {graph.expected_reciprocity:.1%}"
            yield f"  Returned: {graph.reciprocity:.1%} of {graph.returnable:,}{expected}; rho {_number(graph.rho)}."
        yield (
            f"  {graph.mutual.observed:,} pairs follow each other, expected {graph.mutual.expected:.1f} "
            f"({_chance(graph.mutual)})."
        )
        for pair in graph.pairs:
            yield f"    {name_of(pair.first)} and {name_of(pair.second)} (by chance {pair.chance:.2g})"


def _chance(against: AgainstChance) -> str:
    return f"z {_number(against.z)}, p at most {against.p_value:.2g}"


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f}"


ANALYSIS = Analysis(Options, run, words)

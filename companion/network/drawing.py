"""The graph that the window draws: read from the store, measured by the core."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

import numpy as np

from companion.core.activities import UNKNOWN
from companion.core.communities import both_ways
from companion.core.community_words import of_their_own
from companion.core.drawing import Drawn, betweenness, drawn, largest
from companion.core.graph import IntArray, Network
from companion.core.kinds import EdgeKind
from companion.core.models import FloatArray
from companion.core.progress import Progress, unobserved
from companion.core.standing import standing
from companion.core.wire.graph import Graph, GraphCommunity, GraphEdges, GraphNodes, GraphRequest, Path, PathRequest
from companion.network.group_words import words_of
from companion.network.projections import find
from companion.store import drawing as store
from companion.store import network
from companion.store.event_times import creations
from companion.store.selecting import account_ids, names

FDR = 0.05
SHARED = "shared"
MOST_NAMED = 40
MOST_WORDS = 1
"""Of the words of a community, so many that no larger one is called by are its name."""


def graph(conn: sqlite3.Connection, asked: GraphRequest, progress: Progress = unobserved) -> Graph:
    """What to draw of the selection, or of the surroundings of some accounts, and of how much it is."""
    kinds = [kind.value for kind in asked.kinds]
    accounts = account_ids(conn, asked.selection) if asked.around is None else store.around(conn, asked.around, kinds)
    progress(0, 4)
    edges = store.edges_between(conn, accounts, kinds)
    progress(1, 4)
    sharing = _sharing(conn, accounts, progress) if asked.shared else _Sharing()
    sources = np.concatenate([edges.sources, sharing.sources])
    targets = np.concatenate([edges.targets, sharing.targets])
    whole = Network.of_keys(sources, targets, accounts)
    shown = largest(whole, asked.most_nodes)
    inside = np.flatnonzero(np.isin(sources, shown.accounts) & np.isin(targets, shown.accounts))
    part = Network.of_keys(sources[inside], targets[inside], shown.accounts)
    progress(2, 4)
    measured = drawn(part)
    given = np.concatenate([np.full(len(edges.sources), np.nan), sharing.weights])[inside]
    weights = np.where(np.isnan(given), measured.weights, given)
    heaviest = np.sort(np.argsort(-weights, kind="stable")[: asked.most_edges])
    progress(3, 4)
    before = np.full((len(part.accounts), 2), np.nan)
    if asked.drawing and not asked.anew:
        before = store.places(conn, asked.drawing, part.accounts)
    places = standing(both_ways(part.matrix), measured.communities, before) if asked.drawing else before
    return Graph(
        nodes=_nodes(conn, asked, part, measured, places),
        communities=_communities(conn, part.accounts, measured),
        edges=_columns(edges, sharing, part, weights, inside, heaviest),
        settled=not np.isnan(before).any(),
        all_nodes=len(accounts),
        all_edges=len(sources),
    )


@dataclass(frozen=True, eq=False)
class _Sharing:
    """Pairs (k,) by their accounts' keys, with how many neighbours they share and how much that weighs."""

    sources: IntArray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    targets: IntArray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    shared: IntArray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    weights: FloatArray = field(default_factory=lambda: np.zeros(0))


def _sharing(conn: sqlite3.Connection, accounts: IntArray, progress: Progress) -> _Sharing:
    """Pairs that share more neighbours than chance would have it; the least likely ones weigh most."""
    found = find(conn, accounts, list(EdgeKind), FDR, None, progress)
    count = len(found.position)
    rows = np.zeros((count, 3), dtype=np.int64)
    for rank, (number, position) in enumerate(zip(found.projection.tolist(), found.position.tolist(), strict=True)):
        one = found.projections[number]
        ends = one.keys[one.pairs.first[position]], one.keys[one.pairs.second[position]]
        rows[rank] = *ends, one.pairs.shared[position]
    sources, targets, shared = rows.T
    return _Sharing(sources, targets, shared, 1 - np.arange(count) / max(count, 1))


def _columns(
    edges: store.Edges, sharing: _Sharing, part: Network, weights: FloatArray, inside: IntArray, heaviest: IntArray
) -> GraphEdges:
    """The heaviest of those inside, by their positions among these."""
    pairs = len(sharing.sources)
    kept = inside[heaviest]

    def column(values: IntArray, of_pairs: IntArray) -> list[int]:
        found: list[int] = np.concatenate([values, of_pairs])[kept].tolist()
        return found

    never = np.full(pairs, -1)
    return GraphEdges(
        kinds=[*edges.kinds, SHARED],
        times=edges.times,
        source=part.sources[heaviest].tolist(),
        target=part.targets[heaviest].tolist(),
        kind=column(edges.kind, np.full(pairs, len(edges.kinds))),
        first_seen=column(edges.first_seen, never),
        last_seen=column(edges.last_seen, never),
        gone_by=column(edges.gone_by, never),
        shared=column(np.zeros(len(edges.sources), dtype=np.int64), sharing.shared) if pairs else [],
        weight=weights[heaviest].round(4).tolist(),
    )


def _communities(conn: sqlite3.Connection, accounts: IntArray, measured: Drawn) -> list[GraphCommunity]:
    count = min(int(measured.communities.max(initial=-1)) + 1, MOST_NAMED)
    members = [accounts[measured.communities == number] for number in range(count)]
    words = of_their_own([found for found, _ in words_of(conn, members)], MOST_WORDS)
    ranks = [np.where(measured.communities == number, measured.pageranks, -1) for number in range(count)]
    return [
        GraphCommunity(words=said, central=int(accounts[rank.argmax()]))
        for said, rank in zip(words, ranks, strict=True)
    ]


def _nodes(
    conn: sqlite3.Connection, asked: GraphRequest, shown: Network, measured: Drawn, places: FloatArray
) -> GraphNodes:
    accounts, tags = shown.accounts, store.tags_of(conn, shown.accounts)
    known = places.round(2).astype(object)
    known[np.isnan(places)] = None
    return GraphNodes(
        **store.looks(conn, accounts),
        tags=[tags.get(account, []) for account in accounts.tolist()],
        degree=measured.degrees.tolist(),
        pagerank=measured.pageranks.tolist(),
        core=measured.cores.tolist(),
        betweenness=betweenness(shown).tolist() if asked.betweenness else None,
        created=_created(conn, accounts) if asked.created else None,
        community=measured.communities.tolist(),
        x=known[:, 0].tolist(),
        y=known[:, 1].tolist(),
    )


def _created(conn: sqlite3.Connection, accounts: IntArray) -> list[int | None]:
    found = creations(conn)
    known = dict(zip(found.accounts.tolist(), found.times.tolist(), strict=True))
    times = [known.get(account, UNKNOWN) for account in accounts.tolist()]
    return [None if time == UNKNOWN else time for time in times]


def path(conn: sqlite3.Connection, asked: PathRequest) -> Path:
    """A shortest path between two accounts through all that was seen."""
    whole = network.load(conn, [kind.value for kind in asked.kinds])
    keys = whole.path(asked.source, asked.target)
    named = names(conn, keys)
    return Path(accounts=[named[key] for key in keys])

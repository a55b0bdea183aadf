"""The graph that the window draws: read from the store, measured by the core."""

from __future__ import annotations

import sqlite3

import numpy as np

from companion.core.community_words import of_their_own
from companion.core.drawing import Drawn, betweenness, drawn, largest
from companion.core.graph import IntArray, Network
from companion.core.kinds import EdgeKind
from companion.core.models import FloatArray
from companion.core.progress import Progress, unobserved
from companion.core.wire.graph import Graph, GraphCommunity, GraphEdges, GraphNode, GraphRequest, Path, PathRequest
from companion.network.group_words import words_of
from companion.network.projections import find
from companion.store import drawing as store
from companion.store import network
from companion.store.selecting import account_ids, names

FDR = 0.05
SHARED = "shared"
MOST_NAMED = 40
MOST_WORDS = 2
"""Of the words of a community, so many that no larger one is called by are its name."""


def graph(conn: sqlite3.Connection, asked: GraphRequest, progress: Progress = unobserved) -> Graph:
    """What to draw of the selection, or of the surroundings of some accounts, and of how much it is."""
    kinds = [kind.value for kind in asked.kinds]
    accounts = account_ids(conn, asked.selection) if asked.around is None else store.around(conn, asked.around, kinds)
    progress(0, 4)
    found: list[_Edge] = [(*edge, 0, None) for edge in store.edges_between(conn, accounts, kinds)]
    progress(1, 4)
    if asked.shared:
        found += _sharing(conn, accounts, progress)
    whole = _network(accounts, found)
    shown = largest(whole, asked.most_nodes)
    if len(shown.accounts) < len(accounts):
        inside = set(shown.accounts.tolist())
        found = [edge for edge in found if edge[0] in inside and edge[1] in inside]
    progress(2, 4)
    part = _network(shown.accounts, found)
    measured = drawn(part)
    given = np.array([np.nan if edge[7] is None else edge[7] for edge in found])
    weights = np.where(np.isnan(given), measured.weights, given)
    heaviest = np.sort(np.argsort(-weights, kind="stable")[: asked.most_edges])
    progress(3, 4)
    return Graph(
        nodes=_nodes(conn, asked, part, measured),
        communities=_communities(conn, shown.accounts, measured),
        edges=_columns(part, weights, [found[at] for at in heaviest.tolist()], heaviest),
        all_nodes=len(accounts),
        all_edges=len(whole.sources),
    )


_Edge = tuple[int, int, str, "int | None", "int | None", "int | None", int, "float | None"]
"""As :data:`companion.store.drawing.Edge`, with how many neighbours the pair shares and, where that tells, a weight."""


def _columns(part: Network, weights: FloatArray, edges: list[_Edge], positions: IntArray) -> GraphEdges:
    _, _, kinds, first, last, gone, shared, _ = zip(*edges, strict=True) if edges else ((),) * 8
    return GraphEdges(
        source=part.sources[positions].tolist(),
        target=part.targets[positions].tolist(),
        kind=list(kinds),
        first_seen=list(first),
        last_seen=list(last),
        gone_by=list(gone),
        shared=list(shared),
        weight=weights[positions].round(4).tolist(),
    )


def _sharing(conn: sqlite3.Connection, accounts: IntArray, progress: Progress) -> list[_Edge]:
    """Pairs that share more neighbours than chance would have it; the least likely ones weigh most."""
    found = find(conn, accounts, list(EdgeKind), FDR, None, progress)
    count = len(found.position)
    edges: list[_Edge] = []
    for rank, (number, position) in enumerate(zip(found.projection.tolist(), found.position.tolist(), strict=True)):
        one = found.projections[number]
        source, target = (int(one.keys[ends[position]]) for ends in (one.pairs.first, one.pairs.second))
        edges.append((source, target, SHARED, None, None, None, int(one.pairs.shared[position]), 1 - rank / count))
    return edges


def _network(accounts: IntArray, edges: list[_Edge]) -> Network:
    """Each edge once, in the order given; here a friendship has a direction."""
    sources = np.array([edge[0] for edge in edges], dtype=np.int64)
    targets = np.array([edge[1] for edge in edges], dtype=np.int64)
    return Network.of_keys(sources, targets, accounts)


def _communities(conn: sqlite3.Connection, accounts: IntArray, measured: Drawn) -> list[GraphCommunity]:
    count = min(int(measured.communities.max(initial=-1)) + 1, MOST_NAMED)
    members = [accounts[measured.communities == number] for number in range(count)]
    words = of_their_own([found for found, _ in words_of(conn, members)], MOST_WORDS)
    ranks = [np.where(measured.communities == number, measured.pageranks, -1) for number in range(count)]
    return [
        GraphCommunity(words=said, central=int(accounts[rank.argmax()]))
        for said, rank in zip(words, ranks, strict=True)
    ]


def _nodes(conn: sqlite3.Connection, asked: GraphRequest, shown: Network, measured: Drawn) -> list[GraphNode]:
    named = names(conn, shown.accounts.tolist())
    looks, tags = store.looks(conn, shown.accounts), store.tags_of(conn, shown.accounts)
    followers = store.followers(conn, shown.accounts)
    between = betweenness(shown) if asked.betweenness else None
    places = store.places(conn, asked.drawing) if asked.drawing else {}
    nodes = []
    for position, account in enumerate(shown.accounts.tolist()):
        level, picture = looks.get(account, (None, None))
        x, y = places.get(account, (None, None))
        nodes.append(
            GraphNode(
                **named[account].model_dump(),
                level=level,
                picture=picture,
                tags=tags.get(account, []),
                degree=int(measured.degrees[position]),
                pagerank=float(measured.pageranks[position]),
                core=int(measured.cores[position]),
                betweenness=None if between is None else float(between[position]),
                followers=followers.get(account),
                community=int(measured.communities[position]),
                x=x,
                y=y,
            )
        )
    return nodes


def path(conn: sqlite3.Connection, asked: PathRequest) -> Path:
    """A shortest path between two accounts through all that was seen."""
    whole = network.load(conn, [kind.value for kind in asked.kinds])
    keys = whole.path(asked.source, asked.target)
    named = names(conn, keys)
    return Path(accounts=[named[key] for key in keys])

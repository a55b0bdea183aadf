"""The graph that the window draws: read from the store, measured by the core."""

from __future__ import annotations

import sqlite3

import numpy as np

from companion.core.drawing import Drawn, drawn, largest
from companion.core.graph import IntArray, Network
from companion.core.kinds import EdgeKind
from companion.core.progress import Progress, unobserved
from companion.core.wire.graph import Graph, GraphEdge, GraphNode, GraphRequest, Path, PathRequest
from companion.network.projections import find
from companion.store import drawing as store
from companion.store import network
from companion.store.selecting import account_ids, names

FDR = 0.05
SHARED = "shared"


def graph(conn: sqlite3.Connection, asked: GraphRequest, progress: Progress = unobserved) -> Graph:
    """What to draw of the selection, or of the surroundings of some accounts, and of how much it is."""
    kinds = [kind.value for kind in asked.kinds]
    accounts = account_ids(conn, asked.selection) if asked.around is None else store.around(conn, asked.around, kinds)
    progress(0, 4)
    found = [GraphEdge(**edge) for edge in store.edges_between(conn, accounts, kinds)]
    progress(1, 4)
    if asked.shared:
        found += _sharing(conn, accounts, progress)
    whole = _network(accounts, found)
    shown = largest(whole, asked.most_nodes)
    inside = {int(account) for account in shown.accounts}
    edges = [edge for edge in found if edge.source in inside and edge.target in inside]
    progress(2, 4)
    measured = drawn(shown if len(edges) == len(found) else _network(shown.accounts, edges))
    weighed = [
        edge if edge.kind == SHARED else edge.model_copy(update={"weight": weight})
        for edge, weight in zip(edges, measured.weights.tolist(), strict=True)
    ]
    heaviest = np.argsort([-edge.weight for edge in weighed], kind="stable")[: asked.most_edges]
    progress(3, 4)
    return Graph(
        nodes=_nodes(conn, asked, shown, measured),
        edges=[weighed[at] for at in sorted(heaviest.tolist())],
        all_nodes=len(accounts),
        all_edges=len(found),
    )


def _sharing(conn: sqlite3.Connection, accounts: IntArray, progress: Progress) -> list[GraphEdge]:
    """Pairs that share more neighbours than chance would have it; the least likely ones weigh most."""
    found = find(conn, accounts, list(EdgeKind), FDR, None, progress)
    count = len(found.position)
    edges = []
    for rank, (number, position) in enumerate(zip(found.projection.tolist(), found.position.tolist(), strict=True)):
        one = found.projections[number]
        source, target = (int(one.keys[ends[position]]) for ends in (one.pairs.first, one.pairs.second))
        edges.append(
            GraphEdge(
                source=source,
                target=target,
                kind=SHARED,
                shared=int(one.pairs.shared[position]),
                weight=1 - rank / count,
            )
        )
    return edges


def _network(accounts: IntArray, edges: list[GraphEdge]) -> Network:
    """Each edge once, in the order given; here a friendship has a direction."""
    sources = np.array([edge.source for edge in edges], dtype=np.int64)
    targets = np.array([edge.target for edge in edges], dtype=np.int64)
    return Network.of_keys(sources, targets, accounts)


def _nodes(conn: sqlite3.Connection, asked: GraphRequest, shown: Network, measured: Drawn) -> list[GraphNode]:
    named = names(conn, shown.accounts.tolist())
    looks, tags = store.looks(conn, shown.accounts), store.tags_of(conn, shown.accounts)
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

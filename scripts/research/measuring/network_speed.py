"""Whole-network work of one library in a process of its own.

``python -m scripts.research.measuring.network_speed WHO FILE`` prints JSON: the processor seconds of each step, the
network's size, and the peak memory in bytes. WHO is ``eyeline``, ``networkx`` or ``igraph``; each reads the same edges
from the same database and does the same work.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any, TypeVar

T = TypeVar("T")

SUSPECTS = 1000
MARKS = 50
RANKED = 50
RESTART = 0.15
EDGES = "SELECT source, target, kind = 'friend' FROM edges WHERE kind IN ('follows', 'friend')"


class Steps:
    """Times steps by their name, in processor seconds: other programs on the machine count for little so.

    All these steps use one core, so on an idle machine the clock says the same. Of several times the shortest is kept.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def run(self, name: str, work: Callable[[], T], times: int = 1) -> T:
        for _ in range(times):
            began = time.process_time()
            result = work()
            taken = time.process_time() - began
            self.seconds[name] = min(taken, self.seconds.get(name, taken))
        return result


def eyeline(conn: sqlite3.Connection, steps: Steps) -> dict[str, int]:
    import numpy as np
    from scipy.sparse.csgraph import connected_components

    from companion.core.communities import communities
    from companion.core.propagation import Surroundings
    from companion.core.shared_neighbours import shared_pairs
    from companion.store.network import load

    conn.row_factory = sqlite3.Row

    def loaded() -> Any:
        made = load(conn)
        assert made.matrix.nnz
        return made

    network = steps.run("load", loaded, 3)
    around = Surroundings(network)
    starts = np.zeros(len(network.accounts))
    starts[_suspects(np.diff(network.matrix.indptr).tolist())[:MARKS]] = 1 / MARKS
    steps.run("walk", lambda: around.walk(starts, RESTART), 3)
    steps.run("components", lambda: connected_components(around.links, directed=False), 3)
    suspects = np.array(sorted(_suspects(np.diff(network.matrix.indptr).tolist())))
    everybody = np.arange(len(network.accounts))
    steps.run("rank", lambda: around.rank(suspects, everybody, restart=RESTART, most=RANKED))
    steps.run("shared", lambda: shared_pairs(network.matrix, suspects), 2)
    steps.run("communities", lambda: communities(network.matrix, seed=0))
    return {"accounts": len(network.accounts), "edges": len(network.sources)}


def networkx(conn: sqlite3.Connection, steps: Steps) -> dict[str, int]:
    import networkx as nx
    from networkx.algorithms.bipartite import weighted_projected_graph

    def loaded() -> Any:
        graph = nx.DiGraph()
        for source, target, friends in conn.execute(EDGES):
            graph.add_edge(source, target)
            if friends:
                graph.add_edge(target, source)
        return graph

    graph = steps.run("load", loaded)
    nodes = list(graph)
    suspects = [nodes[at] for at in _suspects([degree for _, degree in graph.out_degree()])]
    marks = dict.fromkeys(suspects[:MARKS], 1 / MARKS)
    either_way = graph.to_undirected(as_view=False)
    steps.run("walk", lambda: nx.pagerank(either_way, alpha=1 - RESTART, personalization=marks))
    steps.run("components", lambda: list(nx.connected_components(either_way)))

    def shared() -> Any:
        lists = nx.Graph()
        for suspect in suspects:
            lists.add_edges_from(((0, suspect), (1, other)) for other in graph.successors(suspect))
        return weighted_projected_graph(lists, [node for node in lists if node[0] == 0])

    steps.run("shared (counts only)", shared)
    if "--communities" in sys.argv:
        steps.run("communities", lambda: nx.community.louvain_communities(either_way, seed=0))
    return {"accounts": len(graph), "edges": graph.number_of_edges()}


def igraph(conn: sqlite3.Connection, steps: Steps) -> dict[str, int]:
    from companion.stand_ins import without_matplotlib

    with without_matplotlib():  # it looks for it, and what is here of it draws nothing
        import igraph as ig

    def loaded() -> Any:
        edges: list[tuple[int, int]] = []
        number: dict[int, int] = {}
        for source, target, friends in conn.execute(EDGES):
            ends = (number.setdefault(source, len(number)), number.setdefault(target, len(number)))
            edges.append(ends)
            if friends:
                edges.append((ends[1], ends[0]))
        return ig.Graph(len(number), edges, directed=True)

    graph = steps.run("load", loaded)
    either_way = graph.as_undirected()
    suspects = _suspects(graph.outdegree())
    reset = [0.0] * graph.vcount()
    for mark in suspects[:MARKS]:
        reset[mark] = 1 / MARKS
    steps.run("walk", lambda: either_way.personalized_pagerank(damping=1 - RESTART, reset=reset), 3)
    steps.run("components", either_way.connected_components, 3)
    steps.run("shared (counts only)", lambda: graph.bibcoupling(suspects))
    steps.run("communities", either_way.community_multilevel)
    return {"accounts": graph.vcount(), "edges": graph.ecount()}


def _suspects(degrees: list[int]) -> list[int]:
    """The positions of as many accounts as are asked about, spread evenly over those that have a list."""
    with_list = [at for at, degree in enumerate(degrees) if degree]
    return with_list[:: max(1, len(with_list) // SUSPECTS)][:SUSPECTS]


def main(who: str, file: str) -> None:
    steps = Steps()
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as conn:
        size = {"eyeline": eyeline, "networkx": networkx, "igraph": igraph}[who](conn, steps)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": steps.seconds, "peak": peak, **size}))


if __name__ == "__main__":
    main(*sys.argv[1:3])

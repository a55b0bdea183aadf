"""What a drawing says of a network, against networkx and by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from companion.core.drawing import betweenness, degrees, drawn, largest, pagerank
from companion.core.graph import Network


def network(*edges: tuple[int, int], more: tuple[int, ...] = ()) -> Network:
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    return Network.of_keys(ends[:, 0], ends[:, 1], np.array(more, dtype=np.int64))


TWO_TRIANGLES = network((1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 6), (6, 4), more=(9,))


def test_degrees_count_neighbours_once() -> None:
    assert degrees(network((1, 2), (2, 1), (1, 2), (2, 2), more=(3,))).tolist() == [1, 1, 0]


def test_pagerank_is_networkx_s() -> None:
    graph = nx.DiGraph([(1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 6), (6, 4)])
    graph.add_node(9)
    expected = nx.pagerank(graph, tol=1e-12)
    found = dict(zip(TWO_TRIANGLES.accounts.tolist(), drawn(TWO_TRIANGLES).pageranks.tolist(), strict=True))
    assert all(abs(found[key] - expected[key]) < 1e-6 for key in expected)


def test_pagerank_is_as_exact_in_a_large_network() -> None:
    """networkx's default leaves more the more nodes there are (findings/networkx-pagerank-large-graphs.sh)."""
    rng, count = np.random.default_rng(1), 20_000
    sources = np.repeat(np.arange(count), 3)
    targets = (sources + rng.geometric(0.02, len(sources))) % count
    large = Network.of_keys(sources, targets, np.arange(count))
    graph = nx.DiGraph(zip(sources.tolist(), targets.tolist(), strict=True))
    exact = nx.pagerank(graph, tol=1e-10 / count, max_iter=500)
    found = pagerank(large)
    assert sum(abs(found[position] - exact[key]) for position, key in enumerate(large.accounts.tolist())) < 1e-6


def test_the_bridge_is_the_lightest_edge_and_joins_two_communities() -> None:
    found = drawn(TWO_TRIANGLES)
    assert found.weights.argmin() == 3
    assert found.communities.tolist() == [0, 0, 0, 1, 1, 1, -1]


def test_cores_and_betweenness_are_networkx_s() -> None:
    graph = nx.gnm_random_graph(60, 150, seed=3)
    made = network(*((one + 1, other + 1) for one, other in graph.edges), more=tuple(range(1, 61)))
    assert drawn(made).cores.tolist() == list(nx.core_number(graph).values())
    assert betweenness(made) == pytest.approx(list(nx.betweenness_centrality(graph).values()), abs=1e-9)


def test_betweenness_of_many_is_estimated() -> None:
    graph = nx.barabasi_albert_graph(400, 3, seed=3)
    made = network(*((one + 1, other + 1) for one, other in graph.edges))
    exact = np.array(list(nx.betweenness_centrality(graph).values()))
    assert np.corrcoef(betweenness(made), exact)[0, 1] > 0.97


def test_the_largest_part_keeps_who_has_most_edges() -> None:
    star = network(*((1, other) for other in range(2, 30)))
    assert largest(star, 3).accounts.tolist() == [1, 2, 3]
    assert len(largest(star, 3).sources) == 2


def test_nothing_is_drawn_of_nothing() -> None:
    assert drawn(network()).weights.tolist() == []
    assert drawn(network(more=(1,))).degrees.tolist() == [0]


def test_a_shortest_path_regards_no_directions() -> None:
    assert TWO_TRIANGLES.path(6, 1) == [6, 4, 3, 1]
    assert TWO_TRIANGLES.path(1, 1) == [1]
    assert TWO_TRIANGLES.path(1, 9) == []
    assert TWO_TRIANGLES.path(1, 100) == []

"""Communities against networkx, on networks whose groups are known."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.stats import binom

from companion.core import communities as module
from companion.core.communities import both_ways, communities, inner_density, more_than
from companion.core.graph import IntArray


def planted(seed: int, groups: int = 6, size: int = 25, alone: int = 3) -> csr_array:
    graph = nx.planted_partition_graph(groups, size, 0.45, 0.02, seed=seed)
    graph.add_nodes_from(range(groups * size, groups * size + alone))
    return csr_array(nx.to_scipy_sparse_array(graph, dtype=float))


def sets(labels: IntArray) -> list[set[int]]:
    return [set(np.flatnonzero(labels == label).tolist()) for label in np.unique(labels[labels >= 0])]


@pytest.mark.parametrize("density", [None, 0.15])
def test_the_planted_groups_are_found_and_who_has_no_tie_is_in_none(density: float | None) -> None:
    labels = communities(planted(1), seed=0, density=density)
    truth = np.repeat(np.arange(6), 25)
    assert all(len(set(truth[list(each)].tolist())) == 1 for each in sets(labels))
    assert len(sets(labels)) == 6
    assert labels[-3:].tolist() == [-1, -1, -1]


def test_the_modularity_is_as_good_as_that_of_networkx() -> None:
    graph = nx.powerlaw_cluster_graph(400, 4, 0.6, seed=2)
    ours = nx.community.modularity(graph, sets(communities(csr_array(nx.to_scipy_sparse_array(graph, dtype=float)))))
    theirs = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=0))
    assert ours > theirs - 0.01


def test_a_seed_gives_one_answer_and_labels_go_by_size() -> None:
    graph = csr_array(nx.to_scipy_sparse_array(nx.powerlaw_cluster_graph(300, 3, 0.5, seed=4), dtype=float))
    first, second = communities(graph, seed=7), communities(graph, seed=7)
    assert first.tolist() == second.tolist()
    sizes = np.bincount(first)
    assert (np.diff(sizes) <= 0).all()


def test_directions_and_links_with_oneself_are_nothing() -> None:
    both = planted(3)
    one_way = csr_array(np.triu(both.toarray(), 1))
    looped = one_way + csr_array(np.eye(one_way.shape[0]))
    assert communities(one_way).tolist() == communities(looped).tolist()
    assert communities(csr_array(np.eye(4))).tolist() == [-1] * 4
    assert communities(csr_array((0, 0))).tolist() == []


@pytest.mark.parametrize("way", ["scikit-network", "networkx"])
def test_pieces_that_are_not_connected_are_split(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With next to no density asked, all links of a network belong together; its three pieces still do not."""
    if way == "networkx":
        monkeypatch.setitem(__import__("sys").modules, "sknetwork.clustering", None)
    graph = nx.disjoint_union_all([nx.complete_graph(5), nx.path_graph(4), nx.cycle_graph(3)])
    found = sets(communities(csr_array(nx.to_scipy_sparse_array(graph, dtype=float)), density=1e-9))
    assert found == [{0, 1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11}]


@pytest.mark.parametrize("density", [None, 0.02, 0.15])
def test_without_scikit_network_the_answer_is_as_good(density: float | None, monkeypatch: pytest.MonkeyPatch) -> None:
    links = planted(5, groups=8, size=20)
    ours = communities(links, density=density)
    monkeypatch.setitem(__import__("sys").modules, "sknetwork.clustering", None)
    fallback = communities(links, density=density)
    assert sets(ours) == sets(fallback)


def test_a_part_needs_its_density() -> None:
    """Two groups with every hundredth pair tied between them are one at half of that density, two at twice."""
    dense = np.zeros((40, 40))
    dense[:20, :20] = dense[20:, 20:] = 1 - np.eye(20)
    for number in range(4):
        dense[number, 20 + number] = dense[20 + number, number] = 1.0
    links = csr_array(dense)
    assert [len(each) for each in sets(communities(links, density=0.005))] == [40]
    assert [len(each) for each in sets(communities(links, density=0.02))] == [20, 20]


def test_inner_density_is_that_of_networkx() -> None:
    graph = nx.powerlaw_cluster_graph(120, 3, 0.5, seed=6)
    links = csr_array(np.triu(nx.to_numpy_array(graph), 1) * 2.5)
    labels = communities(links)
    found = inner_density(both_ways(links), labels)
    assert found == pytest.approx([nx.density(graph.subgraph(each)) for each in sets(labels)])


def test_more_than_a_share() -> None:
    having, of = np.array([0, 3, 10]), np.array([20, 20, 10])
    assert more_than(0.1, having, of) == pytest.approx([1.0, 1 - binom.cdf(2, 20, 0.1), 0.1**10])
    assert module.more_than(0.1, np.array([0]), np.array([0])).tolist() == [1.0]

"""The follow graph's measures against networkx, every graph of a tiny model, and shuffled graphs."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import binom

from companion.core.follow_null import Expected, directed_null
from companion.core.graph import Network
from companion.core.reciprocity import FollowGraph, follow_graph

EVERYONE = np.arange(1, 1000)
NOBODY = np.zeros(0, dtype=np.int64)


def network(edges: list[tuple[int, int]]) -> Network:
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    return Network.of_keys(ends[:, 0], ends[:, 1])


def random_edges(count: int, density: float, seed: int) -> list[tuple[int, int]]:
    rng = np.random.default_rng(seed)
    rows, columns = np.nonzero(rng.random((count, count)) < density)
    return [(int(a) + 1, int(b) + 1) for a, b in zip(rows, columns, strict=True) if a != b]


def seen_whole(edges: list[tuple[int, int]], members: list[int]) -> FollowGraph:
    return follow_graph(network(edges), np.array(members), EVERYONE, EVERYONE)


@pytest.mark.parametrize("seed", range(5))
def test_reciprocity_and_density_are_those_of_networkx(seed: int) -> None:
    edges = random_edges(25, 0.15, seed)
    found = seen_whole(edges, list(range(1, 26)))
    graph = nx.DiGraph(edges)
    graph.add_nodes_from(range(1, 26))
    assert found.reciprocity == pytest.approx(nx.overall_reciprocity(graph))
    assert found.density == pytest.approx(nx.density(graph))
    adjacency = nx.to_numpy_array(graph, nodelist=range(1, 26))
    off_diagonal = ~np.eye(25, dtype=bool)
    correlation = np.corrcoef(adjacency[off_diagonal], adjacency.T[off_diagonal])[0, 1]
    assert found.rho == pytest.approx(correlation)  # which is how the paper defines it
    assert {tuple(pair) for pair in found.pairs.tolist()} == {
        (a, b) for a, b in edges if a < b and graph.has_edge(b, a)
    }


edge_lists = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=40)
some = st.sets(st.integers(1, 8))


@settings(max_examples=60)
@given(edge_lists, st.sets(st.integers(1, 8), min_size=2), some, some)
def test_only_what_captured_lists_could_show_counts(
    edges: list[tuple[int, int]], members: set[int], following: set[int], followers: set[int]
) -> None:
    found = follow_graph(network(edges), np.array(sorted(members)), *map(np.array, map(sorted, (following, followers))))

    def visible(a: int, b: int) -> bool:
        return a in following or b in followers

    pairs = [(a, b) for a, b in itertools.permutations(sorted(members), 2) if visible(a, b)]
    inside = [pair for pair in pairs if pair in set(edges)]
    assert (found.possible, found.edges) == (len(pairs), len(inside))
    assert found.pairs_seen_both_ways == sum(a < b and (b, a) in pairs for a, b in pairs)
    assert found.returnable == sum((b, a) in pairs for a, b in inside)
    assert found.mutual_pairs == sum(a < b and (b, a) in inside for a, b in inside)


def test_the_model_is_the_likeliest_one() -> None:
    """A general minimiser finds the same probabilities from the likelihood alone."""
    edges = random_edges(7, 0.35, 3)
    made = network(edges)
    out_seen = np.array([True, True, False, True, False, True, True])
    in_seen = np.array([False, True, True, True, False, True, False])
    visible = (out_seen[:, None] | in_seen[None, :]) & ~np.eye(7, dtype=bool)
    adjacency = made.matrix.toarray() * visible
    seen = Network(made.accounts, *np.nonzero(adjacency))
    null = directed_null(seen, out_seen, in_seen)

    def loss(theta: np.ndarray) -> float:
        exponent = theta[:7, None] + theta[None, 7:]
        return -float(np.sum(visible * (adjacency * exponent - np.logaddexp(0, exponent))))

    best = minimize(loss, np.zeros(14), method="BFGS", options={"gtol": 1e-9, "maxiter": 5000}).x
    exponent = best[:7, None] + best[None, 7:]
    chances = visible / (1 + np.exp(-exponent))
    ours = null.probability[np.ix_(null.kinds, null.kinds)] * visible
    np.testing.assert_allclose(ours, chances, atol=2e-4)
    np.testing.assert_allclose(ours.sum(axis=1), adjacency.sum(axis=1), atol=1e-4)


def test_expected_numbers_are_those_over_every_graph() -> None:
    edges = [(1, 2), (2, 1), (2, 3), (3, 4), (4, 2)]
    made = network(edges)
    seen = np.ones(4, dtype=bool)
    null = directed_null(made, seen, seen)
    chance = null.probability[np.ix_(null.kinds, null.kinds)]
    pairs = list(itertools.permutations(range(4), 2))
    inside = [0, 1, 2]
    moments = np.zeros((3, 2))
    for present in itertools.product((0, 1), repeat=len(pairs)):
        weight = np.prod(
            [chance[pair] if there else 1 - chance[pair] for pair, there in zip(pairs, present, strict=True)]
        )
        there = {pair for pair, is_there in zip(pairs, present, strict=True) if is_there}
        mutual = sum((b, a) in there for a, b in there) / 2
        numbers = np.array([len(there), mutual, sum(a in inside and b in inside for a, b in there)])
        moments += weight * np.stack([numbers, numbers**2], axis=1)
    expected = [null.edges_among(np.arange(4)), null.mutual_pairs(np.arange(4)), null.edges_among(np.array(inside))]
    for each, (mean, square) in zip(expected, moments, strict=True):
        assert each.mean == pytest.approx(mean)
        assert each.variance == pytest.approx(square - mean**2)


def test_shuffled_graphs_are_as_mutual_as_the_model_expects() -> None:
    """Edge swaps, which keep the degrees exactly, agree with the model on the mean, and scatter less than it says."""
    rng = np.random.default_rng(5)
    edges = random_edges(60, 0.12, 5)
    expected = seen_whole(edges, list(range(1, 61))).expected_mutual
    current = np.array(edges)
    present = {tuple(edge) for edge in current.tolist()}
    counts = []
    for step in range(60_000):
        one, other = rng.integers(len(current), size=2)
        (a, b), (c, d) = current[one].tolist(), current[other].tolist()
        if a != d and c != b and (a, d) not in present and (c, b) not in present:
            present -= {(a, b), (c, d)}
            present |= {(a, d), (c, b)}
            current[one], current[other] = (a, d), (c, b)
        if step > 5000 and step % 250 == 0:
            counts.append(sum((y, x) in present for x, y in present) / 2)
    assert np.mean(counts) == pytest.approx(expected.mean, rel=0.08)
    assert 0.5 < np.std(counts) / expected.variance**0.5 < 1.05


def test_chance_is_seldom_called_unlikely_and_a_ring_of_friends_is() -> None:
    calm = [seen_whole(random_edges(40, 0.1, seed), list(range(1, 41))) for seed in range(60)]
    assert sum(each.expected_mutual.at_least(each.mutual_pairs) < 0.05 for each in calm) <= 6
    background = [(a + 20, b + 20) for a, b in random_edges(80, 0.05, 1)]
    ring = [(a, b) for a, b in random_edges(20, 0.3, 2)]
    found = seen_whole([*background, *ring, *((b, a) for a, b in ring)], list(range(1, 21)))
    assert found.expected_mutual.at_least(found.mutual_pairs) < 1e-5
    assert found.expected_edges is not None
    assert found.expected_edges.at_least(found.edges) < 1e-6


def test_an_even_part_of_a_random_graph_is_as_dense_as_expected() -> None:
    z = [
        found.expected_edges.z(found.edges)
        for seed in range(30)
        if (found := seen_whole(random_edges(80, 0.1, seed), list(range(1, 21)))).expected_edges
    ]
    assert abs(np.mean(z)) < 0.5
    assert 0.5 < np.std(z) < 1.3


def test_a_selection_that_is_all_there_is_has_no_density_to_compare() -> None:
    edges = random_edges(10, 0.3, 0)
    assert seen_whole(edges, list(range(1, 11))).expected_edges is None


def test_without_captured_lists_there_is_nothing() -> None:
    found = follow_graph(network([(1, 2), (2, 1)]), np.array([1, 2, 3]), NOBODY, NOBODY)
    assert (found.possible, found.edges, found.mutual_pairs) == (0, 0, 0)
    assert (found.density, found.reciprocity, found.rho) == (None, None, None)


def test_many_different_degrees_are_taken_together_and_hardly_move_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = random_edges(300, 0.05, 7)
    exact = seen_whole(edges, list(range(1, 301)))
    monkeypatch.setattr("companion.core.follow_null.MOST_CLASSES", 60)
    grouped = seen_whole(edges, list(range(1, 301)))
    assert (exact.grouped, grouped.grouped) == (False, True)
    assert grouped.expected_mutual.mean == pytest.approx(exact.expected_mutual.mean, rel=0.02)


def test_the_tail_is_never_below_the_true_one() -> None:
    for count, chance in ((10, 0.1), (40, 0.3), (200, 0.01)):
        expected = Expected(count * chance, count * chance * (1 - chance))
        for observed in range(count + 1):
            assert expected.at_least(observed) >= binom.sf(observed - 1, count, chance) - 1e-12

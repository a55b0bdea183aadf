"""The walk against networkx' PageRank, and that neither hubs nor those seen once float up."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.special import gammaincinv

from companion.core.graph import IntArray, Network
from companion.core.models import FloatArray
from companion.core.propagation import Surroundings


def random_network(count: int, density: float, seed: int) -> Network:
    rng = np.random.default_rng(seed)
    rows, columns = np.nonzero(rng.random((count, count)) < density)
    return Network.of_keys(rows.astype(np.int64) + 1, columns.astype(np.int64) + 1)


def walked(around: Surroundings, starts: IntArray, restart: float) -> FloatArray:
    begun = np.zeros(len(around.weights))
    begun[starts] = 1 / len(starts)
    return around.walk(begun, restart)


@pytest.mark.parametrize(("seed", "restart"), [(0, 0.15), (1, 0.15), (2, 0.5)])
def test_the_walk_is_personalised_pagerank(seed: int, restart: float) -> None:
    network = random_network(40, 0.08, seed)
    around = Surroundings(network)
    graph = nx.from_scipy_sparse_array(around.links)
    expected = nx.pagerank(graph, alpha=1 - restart, personalization={3: 0.5, 7: 0.5}, tol=1e-12, max_iter=2000)
    ours = walked(around, np.array([3, 7]), restart)
    np.testing.assert_allclose(ours, [expected[node] for node in range(len(ours))], atol=1e-7)


def test_parts_are_what_each_mark_brings_alone() -> None:
    around = Surroundings(random_network(60, 0.06, 4))
    marks = np.array([2, 9, 30])
    ranked = around.rank(marks, np.arange(60), restart=0.15, most=40)
    alone = np.stack([walked(around, marks[at : at + 1], 0.15)[ranked.accounts] for at in range(3)], axis=1)
    np.testing.assert_allclose(ranked.parts, alone / alone.sum(axis=1, keepdims=True), atol=2e-3)
    np.testing.assert_allclose(ranked.marks_behind, 1 / (ranked.parts**2).sum(axis=1), rtol=0.02)
    assert np.all(ranked.low < ranked.lift)
    assert np.all((ranked.marks_behind >= 1 - 1e-9) & (ranked.marks_behind <= 3 + 1e-9))


def ranked_by_each_mark(around: Surroundings, marks: IntArray, most: int) -> IntArray:
    """The first accounts by what each mark's own walk brings to all, as the method is told."""
    brought = np.stack([walked(around, marks[at : at + 1], 0.15) for at in range(len(marks))], axis=1) / len(marks)
    near = brought.sum(axis=1)
    by_links = around.weights / around.weights.sum()
    behind = near**2 / (brought**2).sum(axis=1)
    low = near / ((by_links + 1 / len(near)) / 2) * gammaincinv(behind, 0.025) / behind
    possible = np.setdiff1d(np.flatnonzero(near > by_links), marks)
    return np.asarray(possible[np.argsort(-low[possible], kind="stable")][:most])


@pytest.mark.parametrize("count", [5, 100, 300])
def test_of_many_marks_too_those_are_first_who_are_by_each_mark_alone(count: int) -> None:
    around = Surroundings(random_network(1500, 0.004, 11))
    marks = np.sort(np.random.default_rng(count).choice(1500, count, replace=False))
    ranked = around.rank(marks, np.arange(1500), restart=0.15, most=20)
    assert ranked.accounts.tolist() == ranked_by_each_mark(around, marks, 20).tolist()


def test_few_walks_are_worked_out_to_rank_by_many_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What each mark brings is asked of little more than those who are ranked: their first steps bound the others."""
    around = Surroundings(random_network(3000, 0.002, 5))
    marks = np.sort(np.random.default_rng(1).choice(3000, 200, replace=False))
    asked: list[int] = []
    brought = Surroundings._brought

    def counted(self: Surroundings, accounts: IntArray, *rest: Any) -> FloatArray:
        asked.append(len(accounts))
        return brought(self, accounts, *rest)

    monkeypatch.setattr(Surroundings, "_brought", counted)
    ranked = around.rank(marks, np.arange(3000), restart=0.15, most=20)
    assert ranked.accounts.tolist() == ranked_by_each_mark(around, marks, 20).tolist()
    assert 20 <= sum(asked) <= 80


def case() -> tuple[Network, dict[str, IntArray]]:
    """Twelve that follow three shared accounts and each other, of whom six are marked; a celebrity; strangers."""
    rng = np.random.default_rng(8)
    group, shared, celebrity = np.arange(1, 13), np.arange(13, 16), 16
    edges = [(a, b) for a in group for b in shared]
    edges += [(a, b) for a in group for b in group if a != b and rng.random() < 0.3]
    edges += [(a, celebrity) for a in range(1, 400) if a != celebrity]
    edges += [(a, int(b)) for a in range(17, 400) for b in rng.choice(np.arange(17, 400), 6)]
    edges += [(1, 500)]  # seen once, beside a marked one
    ends = np.array(edges)
    return Network.of_keys(ends[:, 0], ends[:, 1]), {"marked": group[:6], "hidden": group[6:], "shared": shared}


def test_the_rest_of_the_group_comes_before_the_celebrity_and_who_was_seen_once() -> None:
    network, parts = case()
    around = Surroundings(network)
    marks = network.positions(parts["marked"])
    ranked = around.rank(marks, np.arange(len(network.accounts)), restart=0.15, most=50)
    order = network.accounts[ranked.accounts].tolist()
    first = set(order[:9])
    assert first == set(parts["hidden"].tolist()) | set(parts["shared"].tolist())
    assert 16 not in order  # the celebrity, whom everyone follows: no nearer than its number of links makes it
    assert order.index(500) >= 9
    assert ranked.marks_behind[order.index(500)] < min(ranked.marks_behind[:9])


def test_what_lies_between() -> None:
    network = Network.of_keys(np.array([1, 2, 1, 4, 5]), np.array([3, 3, 4, 2, 1]))
    around = Surroundings(network)
    assert around.between(0, 1).tolist() == [2, 3]  # 3 and 4 stand at these positions
    assert around.are_linked(0, 2)
    assert not around.are_linked(0, 1)
    assert around.path(4, 1) == [4, 0, 2, 1]
    assert around.path(0, 0) == [0]


def test_there_is_no_path_between_parts() -> None:
    assert Surroundings(Network.of_keys(np.array([1, 3]), np.array([2, 4]))).path(0, 2) == []

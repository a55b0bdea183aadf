"""The evaluation of ``shared`` and ``communities``, on one small world."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from companion.demo.world.shape import Shape
from scripts.research import evaluate_network
from scripts.research.measuring.network_worlds import WAYS, Counts, measure

SMALL = replace(
    Shape(),
    facebook=3000,
    instagram=2000,
    planted_facebook=60,
    planted_instagram=60,
    visited=0.15,
    completeness=0.95,
)


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counts]:
    found = {way: Counts() for way in WAYS}
    measure(SMALL, 301, tmp_path_factory.mktemp("world") / "data", found)
    return found


def test_the_operation_is_found_and_hardly_anybody_else(counts: dict[str, Counts]) -> None:
    ours = counts["Eyeline"]
    assert ours.precision[0] >= 0.95
    assert ours.recall[0] >= 0.6
    assert ours.hubs_flagged == 0 < ours.hubs
    assert ours.pairs_named["same club"] > 0.2 * ours.pairs["same club"], "clubs share friends, and that is seen"
    assert ours.pairs_named["strangers"] < 1e-3 * ours.pairs["strangers"]


def test_the_hypergeometric_names_strangers(counts: dict[str, Counts]) -> None:
    naive, ours = counts["hypergeometric"], counts["Eyeline"]
    assert naive.pairs == ours.pairs
    assert naive.pairs_named["strangers"] > 100 * max(1, ours.pairs_named["strangers"])
    assert naive.planted_flagged < ours.planted_flagged  # everybody is in one heap


def test_the_report_has_a_row_for_each_way(counts: dict[str, Counts], tmp_path: Path) -> None:
    lines = list(evaluate_network.report(1, {0.8: counts}, 301))
    for way in WAYS:
        assert sum(line.startswith(f"| 80% | {way} |") for line in lines) == 2

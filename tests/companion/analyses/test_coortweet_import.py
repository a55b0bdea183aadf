"""A CooRTweet table, imported and analysed, gives CooRTweet's own network."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

import pytest

from companion.analyses.analysis import run
from companion.core.wire.findings.coshare import CoShares
from companion.core.wire.selection import Selection
from companion.imports.format import read_file
from companion.store.db import Store
from tests.companion.core.test_coordination import Row, coortweet


def table(seed: int) -> list[Row]:
    """Messages of one account and time each, which share one or two objects; some are the object themselves."""
    random = Random(seed)
    rows = []
    for number in range(400):
        account, time = f"a{random.randrange(25)}", 1_600_000_000 + random.randrange(3000)
        content = f"o{number}" if number < 6 else f"c{number}"
        for thing in {f"o{random.randrange(12)}" for _ in range(random.choice((1, 1, 2)))}:
            rows.append(Row(thing, account, content, time))
    return rows + [Row(each.object, each.account, f"again{at}", each.time) for at, each in enumerate(rows[:20])]


@pytest.mark.parametrize(("seed", "window", "participation"), [(1, 10, 2), (2, 10, 2), (3, 60, 5), (4, 3, 3)])
def test_the_network_of_an_imported_table(
    store: Store, tmp_path: Path, seed: int, window: int, participation: int
) -> None:
    rows = table(seed)
    with (tmp_path / "shares.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["object_id", "account_id", "content_id", "timestamp_share"])
        writer.writerows(rows)
    read_file(store, "coortweet", tmp_path / "shares.csv")
    asked = {"window": window, "least_shares": participation, "most_edges": 100_000}
    found = store.read_here(lambda conn: run(conn, "coshare", Selection(), asked))
    assert isinstance(found, CoShares)
    expected = coortweet(rows, window, participation)
    assert {
        frozenset((edge.first.account_id, edge.second.account_id)): (
            edge.weight,
            min(edge.edge_symmetry_score, 1),
            pytest.approx(edge.mean_delay),
        )
        for edge in found.edges
    } == {
        edge: (weight, min(older, newer) / max(older, newer), delay)
        for edge, (weight, older, newer, delay) in expected.items()
    }
    assert found.edge_count == len(expected) > 10

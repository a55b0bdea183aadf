"""``eyeline history`` in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.cli.main import eyeline
from companion.core.wire.history import AsOf, Difference, EdgeEvidence
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.store.test_edges import visit
from tests.companion.wire_samples import account, batch


@pytest.fixture
def data(tmp_path: Path) -> Path:
    profile = account("a", display_name="A\x1b[0m", counts={"followers": 12000}, bio="Hello")
    with blank_store(tmp_path / "data") as store:
        for each in (
            visit(1, "following", "a", "bc", complete=True),
            visit(3, "following", "a", "bd", complete=True),
            visit(5, "friends", "c", "e"),
            batch(profile, observed_at="2026-03-06T12:00:00Z"),
        ):
            store.submit(lambda conn, each=each: ingest(conn, Batch.model_validate(each), now())).result()
    return tmp_path / "data"


def typed(data: Path, *arguments: str, status: int = 0) -> str:
    result = CliRunner().invoke(eyeline, ["history", *arguments, "--data", str(data)])
    assert result.exit_code == status, result.output
    return result.output


def test_a_time(data: Path) -> None:
    told = typed(data, "at", "2026-03-02")
    assert told.startswith("Edges that held at 2026-03-02 23:59: 2. Of them, 1 seen then or later too")
    assert "a follows b" in told
    found = AsOf.model_validate_json(typed(data, "at", "2026-03-05", "--kind", "friend", "--json"))
    assert [(edge.source.handle, edge.target.handle) for edge in found.edges] == [("c", "e")]
    assert "Showing 1 of 2" in typed(data, "at", "2026-03-02", "--most", "1")
    assert "is no time" in typed(data, "at", "soon", status=2)


def test_between_two_times(data: Path) -> None:
    told = typed(data, "between", "2026-03-01T12:00", "2026-03-06")
    for line in ("Appeared, since", "lacked them: 1", "lacks them: 1", "not known to be new: 1", "a follows d"):
        assert line in told
    touching = ("--account", "demo:handle:e", "--touching", "--json")
    found = Difference.model_validate_json(typed(data, "between", "2026-03-02", "2026-03-06", *touching))
    assert (found.appeared_count, found.first_seen_count, found.ended_count) == (0, 1, 0)
    assert "give it without a selection" in typed(data, "at", "2026-03-02", "--around", "1", "--tag", "x", status=2)
    assert AsOf.model_validate_json(typed(data, "at", "2026-03-06", "--around", "demo:handle:c", "--json")).count == 1


def test_what_it_rests_on(data: Path) -> None:
    assert "following" in typed(data, "captures", "demo:handle:a", "demo:handle:c")
    edge = EdgeEvidence.model_validate_json(typed(data, "captures", "demo:handle:a", "demo:handle:c", "--json"))
    assert [capture.seen_at is not None for capture in edge.captures] == [True, False]
    told = typed(data, "of", "demo:handle:a")
    assert "\x1b" not in told
    for said in ("Hello", "followers           12,000", "handles"):
        assert said in told
    assert json.loads(typed(data, "of", "demo:handle:a", "--json"))["counts"][0]["count"] == 12000

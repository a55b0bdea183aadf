"""``eyeline report`` as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion.cli.main import eyeline
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.wire_samples import account, batch


@pytest.fixture
def data(tmp_path: Path) -> Path:
    recorded = batch(account("ana"), account("bob"), case={"name": "Winter", "note": "First look"})
    with blank_store(tmp_path / "data") as store:
        store.submit(lambda conn: ingest(conn, Batch.model_validate(recorded), now())).result()
    return tmp_path / "data"


def typed(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(eyeline, ["report", *arguments, "--data", str(data)])


def whole(data: Path, path: Path, *arguments: str) -> str:
    result = typed(data, "Winter", "-o", str(path), *arguments)
    assert result.exit_code == 0, result.output
    return path.read_text(encoding="utf-8")


def test_a_report_is_written_and_replaced(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "winter.html"
    result = typed(data, "Winter", "-o", str(path))
    assert result.exit_code == 0, result.output
    assert "winter.html: " in result.output
    page = path.read_text(encoding="utf-8")
    assert "Report on Winter" in page
    assert "<section" not in page
    assert "<section" in whole(data, path, "--all-sections")
    result = typed(data, "Winter", "-o", str(path), "--language", "es", "--section", "overview")
    assert ": 0 figures, 1 section, " in result.output
    page = path.read_text(encoding="utf-8")
    assert "Informe sobre Winter" in page
    assert 'id="pictures"' not in page
    result = typed(data, "Winter", "-o", str(path), "--figure", "words", "--figure", "activity")
    assert ": 2 figures, 0 sections, " in result.output
    assert "Figures for which too little was seen" in path.read_text(encoding="utf-8")


def test_what_stands_there_stays_where_nothing_can_be_written(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "kept.html"
    path.write_text("mine")
    assert "There is no case Summer. Cases: Winter." in str(typed(data, "Summer", "-o", str(path)).exception)
    assert "There is no section x" in str(typed(data, "Winter", "-o", str(path), "--section", "x").exception)
    assert "There is no figure x" in str(typed(data, "Winter", "-o", str(path), "--figure", "x").exception)
    assert "must end in .html" in typed(data, "Winter", "-o", str(tmp_path / "kept.pdf")).output
    assert path.read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []

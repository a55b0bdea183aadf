"""A file is imported once, whole or not at all, and can be forgotten or merged like everything else."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.cli.main import eyeline
from companion.core.progress import Cancelled
from companion.errors import NotFoundError
from companion.imports.format import FORMATS, read_file
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.rejected_rows import SideFile
from companion.store.db import Store
from companion.store.forgetting.by_batch import forget, forget_older
from companion.store.forgetting.compacting import compact
from companion.store.merging.merge import merge
from tests.companion.blank import blank_store
from tests.companion.imports.made import imported, rows

TABLES = ("accounts", "batches", "observations", "captures", "capture_members", "edges", "activities", "imports")
LIST = "source,target\n" + "".join(f"p{number % 40},p{number * 7 % 43 + 50}\n" for number in range(3000))


def counts(store: Store) -> dict[str, int]:
    return {table: rows(store, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


@pytest.fixture
def edges(tmp_path: Path) -> Path:
    (tmp_path / "e.csv").write_text(LIST)
    return tmp_path / "e.csv"


def test_each_file_is_a_format() -> None:
    assert FORMATS.names() == [
        *(
            "bluesky",
            "coortweet",
            "csv",
            "gdf",
            "gephi",
            "gexf",
            "gml",
            "graphml",
            "json",
            "ndjson",
            "pajek",
            "parquet",
            "ucinet",
            "zeeschuimer",
        )
    ]
    assert all(FORMATS.named(name).name == name for name in FORMATS.names())
    with pytest.raises(NotFoundError, match="There is no format xls: there are bluesky, coortweet, csv"):
        FORMATS.named("xls")


def test_the_same_file_again_counts_nothing_twice(store: Store, edges: Path) -> None:
    done = imported(store, "csv", edges)
    before = counts(store)
    again = imported(store, "csv", edges.rename(edges.with_name("other.csv")))
    assert done.before is None
    assert again.before == rows(store, "SELECT imported_at FROM imports")[0][0]
    assert counts(store) == before


def test_a_cancelled_import_leaves_nothing(store: Store, edges: Path) -> None:
    before = counts(store)
    steps = 0

    def stop(done: int, of: int) -> None:
        nonlocal steps
        steps += 1
        if done > of / 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_file(store, "csv", edges, progress=stop)
    assert steps > 1
    assert counts(store) == before
    assert not list(store.folder.glob("imports/*"))
    assert imported(store, "csv", edges).rows_read == 3000


def test_what_cannot_be_read_is_kept_only_with_what_was(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "imports" / "e.left-out.ndjson"
    with pytest.raises(Cancelled), SideFile(path) as side_file:
        side_file.add(1, UnreadableError("imports.row.one_cell"), ["xaver", ""])
        assert side_file.keep() == path
        raise Cancelled
    assert list(path.parent.iterdir()) == []

    side_files = {}
    for month in ("01", "02"):  # two files of one name
        file = tmp_path / month / "e.csv"
        file.parent.mkdir()
        file.write_text(f"source,target,first_seen\nana,bob,2026-{month}-01\nxaver,,\n")
        side_files[month] = imported(store, "csv", file).side_file
    broken_off = store.folder / "imports" / ".0123456789abcdef"
    broken_off.touch()
    store.submit(lambda conn: forget_older(conn, datetime(2026, 1, 15, tzinfo=timezone.utc))).result()
    compact(store.path)
    assert list(broken_off.parent.iterdir()) == [side_files["02"]]
    store.submit(lambda conn: forget(conn, None)).result()
    compact(store.path)
    assert list(broken_off.parent.iterdir()) == []


def test_progress_rises_to_the_end(store: Store, edges: Path) -> None:
    seen: list[tuple[int, int]] = []
    read_file(store, "csv", edges, progress=lambda done, of: seen.append((done, of)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {of for _, of in seen} == {edges.stat().st_size}
    assert seen[-1][0] == edges.stat().st_size


def test_two_databases_that_read_the_same_file_know_it_once(store: Store, edges: Path, tmp_path: Path) -> None:
    read_file(store, "csv", edges, at=datetime(2026, 3, 2, tzinfo=timezone.utc))
    before = counts(store)
    with blank_store(tmp_path / "other") as other:
        read_file(other, "csv", edges, at=datetime(2026, 3, 1, tzinfo=timezone.utc))
        merge(store.path, other.path)
    assert counts(store)["accounts"] == before["accounts"]
    assert counts(store)["edges"] == before["edges"]
    assert rows(store, "SELECT count(*), min(imported_at) FROM imports") == [(1, "2026-03-01T00:00:00.000Z")]


def test_the_commands(edges: Path, tmp_path: Path) -> None:
    edges.write_text(LIST + "only one\n,,\n\x1b[31mx,y,\n")
    run = CliRunner()
    data = ["--data", str(tmp_path / "data")]
    done = run.invoke(eyeline, ["import", "csv", str(edges), "--platform", "demo", *data])
    assert done.exit_code == 0, done.output
    assert "e.csv: 3,000 rows read. New are" in done.output
    assert "Note: 2 rows cannot be read" in done.output
    assert run.invoke(eyeline, ["import", "csv", str(edges), *data]).output.startswith("e.csv: imported already, on ")
    said = json.loads(run.invoke(eyeline, ["import", "csv", str(edges), "--json", *data]).output)
    assert said["before"] is not None
    assert run.invoke(eyeline, ["import", "csv", str(edges), "--platform", "No!", *data]).exit_code == 2
    assert run.invoke(eyeline, ["import", "csv", str(tmp_path / "none.csv"), *data]).exit_code == 2

    other = ["--data", str(tmp_path / "other")]
    dry = ["merge", str(tmp_path / "data" / "eyeline.db"), "--dry-run"]
    assert run.invoke(eyeline, [*dry, *other]).exit_code == 1
    assert not (tmp_path / "other").exists()
    third = ["--data", str(tmp_path / "third")]
    (tmp_path / "two.csv").write_text("source,target\nana,bob\n")
    assert run.invoke(eyeline, ["import", "csv", str(tmp_path / "two.csv"), *third]).exit_code == 0
    assert "nothing was changed" in run.invoke(eyeline, [*dry, *third]).output
    with closing(sqlite3.connect(tmp_path / "third" / "eyeline.db")) as conn:
        assert conn.execute("SELECT count(*) FROM accounts").fetchone() == (2,)
    merged = run.invoke(eyeline, ["merge", str(tmp_path / "data"), "--json", *other])
    assert merged.exit_code == 0, merged.output
    said = json.loads(merged.output)
    assert said["together"] == said["there"]
    assert said["together"]["accounts"] > 80

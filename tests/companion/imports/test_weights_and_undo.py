"""Weights come in and go out again; pseudonyms of one handle are one account; an import is taken back as a whole."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

from companion.cli.main import eyeline
from companion.core.naming import Naming
from companion.core.wire.selection import Selection
from companion.exports.format import FORMATS, Asked, write
from companion.imports.format import read_file, recognised
from companion.store.db import Store
from tests.companion.blank import blank_store
from tests.companion.exports.worlds import database
from tests.companion.imports.made import imported, rows, ties
from tests.companion.wire_samples import account, batch, capture

WEIGHED = (
    "Source,Target,Type,Weight\nana,bob,Directed,2.5\nbob,cid,Undirected,4\nana,cid,Directed,\nana,bob,Directed,1\n"
)
WEIGHTS = "SELECT weight FROM capture_members WHERE weight IS NOT NULL ORDER BY 1"


@pytest.mark.parametrize("name", ["ndjson", "parquet", "gexf", "graphml", "gephi"])
def test_weights_are_kept_and_exported_again(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "e.csv").write_text(WEIGHED)
    imported(store, "csv", tmp_path / "e.csv")
    assert rows(store, WEIGHTS) == [(3.5,), (4.0,)]  # one tie that stands twice
    target = tmp_path / "out"
    if FORMATS.named(name).is_folder:
        target.mkdir()
    store.read_here(lambda conn: write(conn, name, Selection(), target))
    if name == "gephi":
        with (target / "edges.csv").open(newline="", encoding="utf-8") as table:
            assert sorted(row["Weight"] for row in csv.DictReader(table)) == ["1", "3.5", "4.0"]
    if name == "graphml":
        weights = [weight for *_, weight in nx.read_graphml(target).edges.data("weight") if weight is not None]
        assert sorted(weights) == [3.5, 4.0, 4.0]
    with blank_store(tmp_path / "other") as other:
        assert recognised(target) == name
        assert read_file(other, name, target).rows_left_out == 0
        assert ties(other) == ties(store)
        assert {3.5, 4.0} <= {weight for (weight,) in rows(other, WEIGHTS)} <= {1.0, 3.5, 4.0}


def exported_weights(store: Store, folder: Path) -> list[float | None]:
    store.read_here(lambda conn: write(conn, "ndjson", Selection(), folder / "out.ndjson"))
    edges = [json.loads(line) for line in (folder / "out.ndjson").read_text().splitlines() if '"row": "edge"' in line]
    return [edge["weight"] for edge in edges]


def test_of_two_files_the_one_read_last_weighs(store: Store, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.csv").write_text(f"source,target,weight\nana,bob,{number}\n")
        imported(store, "csv", tmp_path / f"{number}.csv")
    assert rows(store, WEIGHTS) == [(1.0,), (2.0,)]
    assert exported_weights(store, tmp_path) == [2.0]


@pytest.mark.parametrize("rows_of_both", ["ana,bob,3\nbob,ana,1\n", "ana,bob,1\nbob,ana,3\n"])
def test_of_two_weights_of_one_friendship_the_larger_is_told(store: Store, tmp_path: Path, rows_of_both: str) -> None:
    (tmp_path / "t.csv").write_text(f"source,target,weight\n{rows_of_both}")
    imported(store, "csv", tmp_path / "t.csv", kind="friend")
    assert exported_weights(store, tmp_path) == [3.0]


def test_pseudonyms_of_one_handle_are_one_account_whoever_knew_its_id(store: Store, tmp_path: Path) -> None:
    owner = account("owner", "9")
    knows = [owner, account("ana", "1")]
    handle_only = [owner, account("ana")]
    worlds = {
        "id": (knows, "demo:id:1", "2026-03-01T12:00:00Z"),
        "handle": (handle_only, "demo:handle:ana", "2026-03-02T12:00:00Z"),
    }
    for order in (("id", "handle"), ("handle", "id")):
        with blank_store(tmp_path / order[0]) as joined:
            for name in order:
                people, member, at = worlds[name]
                whole = capture("demo:id:9", [member], kind="following", displayed_count=1, complete=True)
                target = tmp_path / f"{order[0]}-{name}.ndjson"
                with closing(database([batch(*people, captures=[whole], observed_at=at)])) as conn:
                    write(conn, "ndjson", Selection(), target, Asked(Naming(bytes(32))))
                assert read_file(joined, "ndjson", target).rows_left_out == 0
            assert rows(joined, "SELECT count(*) FROM accounts") == [(2,)], order
            assert rows(joined, "SELECT count(*), count(gone_by) FROM spells") == [(1, 0)], order


def test_an_import_is_taken_back_as_a_whole(tmp_path: Path) -> None:
    data = ["--data", str(tmp_path / "data")]
    (tmp_path / "one.csv").write_text("source,target\nana,bob\n")
    (tmp_path / "two.csv").write_text("source,target\nana,bob\nbob,cid\n")
    run = CliRunner()
    for name in ("one", "two"):
        assert run.invoke(eyeline, ["import", str(tmp_path / f"{name}.csv"), *data]).exit_code == 0
    gone = run.invoke(eyeline, ["forget", "--import", "two.csv", "--yes", *data])
    assert gone.exit_code == 0, gone.output
    with Store(tmp_path / "data") as store:
        assert ties(store) == [("follows", "ana", "bob")]
        assert rows(store, "SELECT file FROM imports") == [("one.csv",)]
    again = run.invoke(eyeline, ["import", str(tmp_path / "two.csv"), *data])
    assert "2 rows read" in again.output


def test_the_command_looks_first(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("source,target,weight\nana,bob,1\nana,NA,1\n")
    run = CliRunner()
    data = ["--data", str(tmp_path / "data")]
    for words in (["--preview", str(tmp_path / "t.csv")], ["csv", str(tmp_path / "t.csv"), "--preview"]):
        seen = run.invoke(eyeline, ["import", *words, *data])
        assert seen.exit_code == 0, seen.output
        for said in (
            "column source: source",
            "2 accounts, 1 edges",
            '["ana", "bob", "1"]',
            "left out, 1 rows as: 'NA'",
        ):
            assert said in seen.output
        assert not (tmp_path / "data").exists()
    said = json.loads(run.invoke(eyeline, ["import", "--preview", "--json", str(tmp_path / "t.csv"), *data]).output)
    assert (said["format"], said["taken_for"]["kind"], said["reasons"][0]["count"]) == ("csv", "edges", 1)


def test_gephis_tables_belong_together(store: Store, tmp_path: Path) -> None:
    for name, people in (("one", "ab"), ("two", "cd")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "nodes.csv").write_text(f"Id,Label\n0,{people[0]}na\n1,{people[1]}na\n")
        (folder / "edges.csv").write_text("Source,Target,Type,Id,Weight\n0,1,Mutual,0,2\n")
        assert recognised(folder) == "gephi"
        assert imported(store, "gephi", folder).rows_left_out == 0
    assert ties(store) == [
        *(("follows", "ana", "bna"), ("follows", "bna", "ana"), ("follows", "cna", "dna"), ("follows", "dna", "cna"))
    ]

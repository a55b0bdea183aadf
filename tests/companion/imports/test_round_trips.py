"""What Eyeline exports is what the database knows, and read back into an empty one it is exported as the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from companion.core.naming import Naming
from companion.core.wire.selection import Selection
from companion.exports.format import FORMATS, Asked, write
from companion.imports.format import read_file
from tests.companion.blank import blank_store
from tests.companion.exports import reading
from tests.companion.exports import test_round_trips as exported
from tests.companion.exports.known import everything
from tests.companion.exports.worlds import database, worlds
from tests.companion.imports.made import EDGES, rows
from tests.companion.wire_samples import Json, account, batch, capture

READ = {"ndjson": reading.ndjson, "parquet": reading.parquet}
GRAPHS = {"gexf": "gexf", "graphml": "graphml", "gephi": "gephi", "spreadsheet": "gephi"}
"""What is written as, and read back as; of them only accounts and edges are read."""
PEOPLE = "SELECT platform, account_id, handle FROM accounts ORDER BY platform, account_id, handle"
NUMBERS = ("account", "edge", "activity")
"""Of a database, not of what it knows."""
WORKED_OUT = ("reused_by", "reused_elsewhere")
"""From pictures that accounts wore before, of which an export says nothing."""
Rows = dict[str, list[reading.Row]]

slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
# Making the smallest of such worlds takes minutes and says little more.
quick = settings(max_examples=40, suppress_health_check=slow, phases=[Phase.explicit, Phase.reuse, Phase.generate])


def as_texts(tables: Rows) -> dict[str, list[str]]:
    """What the rows say, without numbers, in an order of their own."""
    return {
        table: sorted(repr(sorted(_said(table, row).items())) for row in rows)
        for table, rows in tables.items()
        if table != "exports"
    }


def _said(table: str, row: reading.Row) -> reading.Row:
    left_out = {*NUMBERS, *WORKED_OUT} - ({"account"} if table == "activities" else set())
    said = {name: value for name, value in row.items() if name not in left_out}
    said |= {name: sorted(said[name]) for name in ("members", "tags", "notes") if name in said}
    if table == "edges" and row["kind"] == "friend":  # a friendship has no direction
        said["source"], said["target"] = sorted((row["source"], row["target"]))
    return said


@quick
@given(worlds())
def test_nothing_is_lost_in_any_format(batches: list[Json]) -> None:
    with closing(database(batches)) as conn:
        known = everything(conn)
        for name in exported.READ:
            with TemporaryDirectory() as folder:
                written = Path(folder) / "written"
                tables = exported.check(conn, name, written, known)
                if name in READ:
                    comes_back_whole(name, written, tables)
                else:
                    edges_come_back(conn, name, written)


def comes_back_whole(name: str, written: Path, tables: Rows) -> None:
    second = written.with_name("second")
    if FORMATS.named(name).is_folder:
        second.mkdir()
    with blank_store(written.with_name("data")) as store:
        done = read_file(store, name, written)
        assert done.rows_left_out == 0, done.first_left_out
        store.read_here(lambda conn: write(conn, name, Selection(), second))
    before, after = as_texts(tables), as_texts(READ[name](second))
    for table in before:
        lost, new = set(before[table]) - set(after[table]), set(after[table]) - set(before[table])
        assert (lost, new) == (set(), set()), (name, table)
        assert after[table] == before[table], (name, table)


def edges_come_back(conn: sqlite3.Connection, name: str, written: Path) -> None:
    expected = sorted(map(_undirected, conn.execute(EDGES)))
    people = [tuple(row) for row in conn.execute(PEOPLE)]
    with blank_store(written.with_name("data")) as store:
        assert read_file(store, GRAPHS[name], written).rows_left_out == 0, name
        assert sorted(map(_undirected, rows(store, EDGES))) == expected, name
        assert rows(store, PEOPLE) == people, name


def _undirected(edge: tuple[str, ...]) -> tuple[str, ...]:
    kind, source, target, *times = edge
    return (kind, *(sorted((source, target)) if kind == "friend" else (source, target)), *times)


@pytest.mark.parametrize("name", READ)
def test_what_lies_between_two_looks_comes_back(name: str, tmp_path: Path) -> None:
    shared = {"account": "demo:handle:ana", "kind": "shares"}
    looks = [
        batch(
            account("ana"),
            activities=[
                {**shared, "object": f"https://demo.example/{thing}", "look": str(UUID(int=day)), "place": place}
                for place, thing in enumerate(things)
            ],
            observed_at=f"2026-03-0{day}T12:00:00Z",
            page={"platform": "demo", "kind": "profile", "address": "https://demo.example/ana"},
        )
        for day, things in ((1, "pba"), (2, "pcba"))
    ]
    between = "SELECT object, earliest, latest FROM activities_between"
    target = tmp_path / "out"
    if FORMATS.named(name).is_folder:
        target.mkdir()
    with closing(database(looks)) as conn, blank_store(tmp_path / "data") as store:
        known = [tuple(row) for row in conn.execute(between)]
        assert known == [("https://demo.example/c", "2026-03-01T12:00:00.000Z", "2026-03-02T12:00:00.000Z")]
        write(conn, name, Selection(), target)
        assert read_file(store, name, target).rows_left_out == 0
        assert rows(store, between) == known


@pytest.mark.parametrize("name", READ)
def test_pseudonyms_come_back_as_ids(name: str, tmp_path: Path) -> None:
    people = [account("ana", "1"), account("bob")]
    listed = capture("demo:id:1", ["demo:handle:bob"], kind="following")
    target = tmp_path / "out"
    if FORMATS.named(name).is_folder:
        target.mkdir()
    naming = Naming(bytes(32))
    with closing(database([batch(*people, captures=[listed])])) as conn, blank_store(tmp_path / "data") as store:
        write(conn, name, Selection(), target, Asked(naming))
        done = read_file(store, name, target)
        assert (done.rows_left_out, done.accounts, done.edges) == (0, 2, 1), done.first_left_out
        ids = store.read_here(lambda conn: [row[0] for row in conn.execute("SELECT account_id FROM accounts")])
    assert set(ids) == {naming.ref(ref).partition(":")[2] for ref in ("demo:id:1", "demo:handle:bob")}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("last", ["1", "2"])
def test_of_two_who_bore_a_handle_at_one_time_the_same_has_it(name: str, last: str, tmp_path: Path) -> None:
    seen = [account("ana", each) for each in ("1", "2", last)]
    with closing(database([batch(*seen)])) as conn:
        comes_back_whole(name, tmp_path / "written", exported.check(conn, name, tmp_path / "written", everything(conn)))

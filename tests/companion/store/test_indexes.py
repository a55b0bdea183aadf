"""What runs for every account on a page finds its rows by an index, however many there are."""

from __future__ import annotations

import re
import sqlite3

import pytest

from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store import account_badges, pictures
from companion.store.db import Store
from companion.store.rows import given
from companion.store.times import now
from tests.companion.wire_samples import account, batch, capture, drawing, picture

GIVEN = re.compile(r"VIRTUAL TABLE|CONSTANT ROW|SCAN asked|SCAN other|SCAN \(subquery")
"""A list that we gave with the statement, or what a part of it found by an index."""


def statements_of(store: Store) -> set[str]:
    """Every statement that a batch with a known and an unknown picture, and its badges, run."""
    person, other = account("ana", picture=picture("ana")), account("bob", "2", picture=picture("bob"))
    made = batch(person, other, captures=[capture(person["ref"], [other["ref"]])])
    seen: set[str] = set()

    def traced(conn: sqlite3.Connection) -> None:
        for key in range(2):
            conn.set_trace_callback(seen.add)
            ingest(conn, Batch.model_validate(made | {"key": f"00000000-0000-4000-8000-{key:012}"}), now())
            conn.set_trace_callback(None)
            pictures.receive(conn, "demo", person["picture"]["address"], None, drawing(1), "")

    store.submit(traced).result()
    return {statement for statement in seen if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH"))}


def test_no_table_is_read_as_a_whole(store: Store) -> None:
    statements = statements_of(store)
    assert len(statements) > 5
    for statement in statements:
        plan = store.read_here(lambda conn, s=statement: conn.execute(f"EXPLAIN QUERY PLAN {s}").fetchall())
        read_whole = [row["detail"] for row in plan if row["detail"].startswith("SCAN")]
        assert not [detail for detail in read_whole if not GIVEN.search(detail)], statement


@pytest.mark.parametrize("column", ["account_id", "handle"])
def test_badges_are_found_by_either_name(store: Store, column: str) -> None:
    query = account_badges.named_query(column == "account_id")
    values = (given(["x", "y"]), "demo")
    plan = store.read_here(lambda conn: conn.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall())
    details = [row["detail"] for row in plan]
    assert any(re.match(f"SEARCH accounts USING (COVERING )?INDEX accounts_{column}", detail) for detail in details)
    assert not [detail for detail in details if detail.startswith("SCAN") and not GIVEN.search(detail)]

"""A selection's conditions, one by one and together."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.wire.evidence import Evidence, Level, Status
from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.operations.ingest import ingest
from companion.store import picture_results, pictures
from companion.store.db import Store
from companion.store.picture_results import Result
from companion.store.selecting import account_ids, names, sample
from companion.store.times import now
from tests.companion.wire_samples import Json, account, batch, capture, drawing, picture


@pytest.fixture
def people(store: Store) -> Store:
    """Ana and Bob on the demo, with the same picture; Carla elsewhere, later; Ana's list shows Bob."""
    ana = account("ana", "1", picture=picture("p"), display_name="Ana 100% Lee")
    bob = account("bob", picture=picture("q"))
    first = batch(ana, bob, captures=[capture(ana["ref"], [bob["ref"]])], case={"name": "May"})
    carla = {**account("carla"), "platform": "x", "ref": "x:handle:carla"}
    second = batch(carla, observed_at="2026-05-01T00:00:00Z")
    for each in (first, second):
        store.submit(lambda conn, each=each: ingest(conn, Batch.model_validate(each), now())).result()
    return store


def handles(store: Store, **conditions: Any) -> list[str | None]:
    def read(conn: Any) -> list[str | None]:
        keys = account_ids(conn, Selection.model_validate(conditions)).tolist()
        named = names(conn, keys)
        return [named[key].handle for key in keys]

    return store.read_here(read)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ["ana", "bob", "carla"]),
        ({"platform": "x"}, ["carla"]),
        ({"accounts": [2, 3, 99]}, ["bob", "carla"]),
        ({"accounts": []}, []),
        ({"case": 1}, ["ana", "bob"]),
        ({"capture": 1}, ["bob"]),
        ({"capture": 2}, []),
        ({"search": "AN"}, ["ana"]),
        ({"search": "100%"}, ["ana"]),
        ({"search": "%"}, ["ana"]),
        ({"search": "_"}, []),
        ({"seen_from": "2026-04-01T00:00:00Z"}, ["carla"]),
        ({"seen_to": "2026-04-01T00:00:00Z"}, ["ana", "bob"]),
        ({"platform": "demo", "search": "b"}, ["bob"]),
        ({"reused": True}, []),
        ({"reused": False}, ["ana", "bob", "carla"]),
        ({"level": "none"}, []),
        ({"tag": "none"}, []),
    ],
)
def test_each_condition(people: Store, conditions: Json, expected: list[str]) -> None:
    assert handles(people, **conditions) == expected


def test_evidence_and_reuse(people: Store) -> None:
    def measured(conn: Any) -> None:
        for name in ("p", "q"):  # the same bytes at two addresses
            address = f"https://pictures.example/{name}.jpg"
            pictures.receive(conn, "demo", address, None, drawing(1), "2026-03-01T00:00:00.000Z")
        evidence = Evidence(status=Status.scored, score=2.0, level=Level.strong)
        picture_results.finish(conn, [Result(1, evidence)], "thumbnail", "2026-03-01T00:00:00.000Z")

    people.submit(measured).result()
    assert handles(people, reused=True) == ["ana", "bob"]
    assert handles(people, level="strong") == ["ana", "bob"]
    assert handles(people, level="some") == ["ana", "bob"]
    assert handles(people, reused=False) == ["carla"]


def test_hidden_accounts_are_left_out_unless_asked_for(people: Store) -> None:
    def hide(conn: Any) -> None:
        conn.execute("INSERT INTO actions (uuid, what, done_at) VALUES ('u', 'hide', '')")
        conn.execute("INSERT INTO hidden (account, added) VALUES (2, 1)")

    people.submit(hide).result()
    assert handles(people) == ["ana", "carla"]
    assert handles(people, hidden=True) == ["ana", "bob", "carla"]
    people.submit(lambda conn: conn.execute("UPDATE actions SET undone_at = 'now'")).result()
    assert handles(people) == ["ana", "bob", "carla"]


def test_what_the_sample_rests_on(people: Store) -> None:
    found = people.read_here(lambda conn: sample(conn, account_ids(conn, Selection())))
    assert (found.accounts, found.platforms, found.captures, found.incomplete_captures) == (3, ["demo", "x"], 1, 1)
    nothing = people.read_here(lambda conn: sample(conn, account_ids(conn, Selection(accounts=[]))))
    assert (nothing.accounts, nothing.platforms, nothing.first_seen) == (0, [], None)

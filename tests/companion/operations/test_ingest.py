"""Batches through the API into the database."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import closing
from datetime import datetime, timezone
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store.connection import in_transaction
from companion.store.db import Store
from tests.companion.blank import blank_connection
from tests.companion.conftest import Running
from tests.companion.wire_samples import Json, account, batch, capture, drawing, framed, picture

ACCOUNTS = "SELECT account_id, handle FROM accounts ORDER BY id"


async def test_a_batch_is_stored_whole(paired: Running) -> None:
    ana = account("ana", role="profile", display_name="Ana", bio="Photographs.", counts={"followers": 12})
    friends = [account(f"f{n}", picture=picture(f"f{n}")) for n in range(3)]
    activity = {"account": "demo:handle:f0", "kind": "likes", "object": "post-1", "time": "2026-02-28T08:00:00-03:00"}
    seen = batch(
        ana,
        *friends,
        captures=[capture("demo:handle:ana", [friend["ref"] for friend in friends])],
        activities=[activity | {"precision": "minute"}],
    )
    answer = await paired.observe(seen)

    assert answer["stored"] is True
    assert answer["badges"] == []
    assert [wanted["refs"] for wanted in answer["wanted"]] == [[friend["ref"]] for friend in friends]
    assert paired.rows("SELECT count(*) FROM observations") == [(4,)]
    assert paired.rows("SELECT display_name, bio, followers FROM observations WHERE role = 'profile'") == [
        ("Ana", "Photographs.", 12)
    ]
    assert paired.rows(
        "SELECT owners.handle, displayed_count, seen_count, complete, group_concat(members.handle) FROM captures "
        "JOIN accounts AS owners ON owners.id = owner JOIN capture_members ON capture = captures.id "
        "JOIN accounts AS members ON members.id = capture_members.account"
    ) == [("ana", 60, 3, 0, "f0,f1,f2")]
    assert paired.rows("SELECT kind, object, time, precision FROM activities") == [
        ("likes", "post-1", "2026-02-28T11:00:00.000Z", "minute")
    ]
    assert paired.rows("SELECT observed_at FROM batches") == [("2026-03-01T12:00:00.000Z",)]


async def test_the_same_key_counts_once_and_is_answered_the_same(paired: Running) -> None:
    seen = batch(account("ana", picture=picture("ana")))
    first = await paired.observe(seen)
    again = await asyncio.gather(*(paired.observe(seen) for _ in range(5)))
    assert first["stored"] is True
    assert all(answer == first | {"stored": False} for answer in again)
    assert paired.rows("SELECT count(*) FROM observations") == [(1,)]


async def test_a_picture_on_many_accounts_is_wanted_once(paired: Running) -> None:
    shared = picture("same")
    answer = await paired.observe(batch(*[account(f"a{n}", picture=shared) for n in range(5)]))
    (wanted,) = answer["wanted"]
    assert wanted["refs"] == [f"demo:handle:a{n}" for n in range(5)]


async def test_a_known_picture_is_not_wanted_again_under_a_new_signature(paired: Running) -> None:
    first = await paired.observe(batch(account("ana", picture=picture("ana"))))
    await paired.send(framed([(first["wanted"][0], drawing(1))]))
    answer = await paired.observe(batch(account("ana", picture=picture("ana"))))
    assert answer["wanted"] == []
    assert [badge["ref"] for badge in answer["badges"]] == ["demo:handle:ana"]
    answer = await paired.observe(batch(account("ana", picture=picture("newer"))))
    assert len(answer["wanted"]) == 1
    assert answer["badges"] == []  # its picture of now is not measured


async def test_a_capture_that_comes_again_is_one_that_grew(paired: Running) -> None:
    people = [account(f"f{n}") for n in range(4)]
    refs = [person["ref"] for person in people]
    first = capture("demo:handle:ana", refs[:2], seen_count=2)
    await paired.observe(batch(account("ana"), *people[:2], captures=[first]))
    longer = first | {"members": refs[1:], "seen_count": 4, "complete": True}
    await paired.observe(batch(account("ana"), *people[1:], captures=[longer]))
    assert paired.rows("SELECT seen_count, complete FROM captures") == [(4, 1)]
    assert paired.rows("SELECT count(*) FROM capture_members") == [(4,)]


async def test_a_handle_seen_alone_joins_its_id(paired: Running) -> None:
    old = picture("old")
    await paired.observe(batch(account("ana", picture=old), captures=[capture("demo:handle:ana", ["demo:handle:ana"])]))
    await paired.observe(batch(account(None, "17"), observed_at="2026-03-01T12:05:00Z"))
    assert paired.rows(ACCOUNTS) == [(None, "ana"), ("17", None)]
    await paired.observe(batch(account("ana", "17"), observed_at="2026-03-01T12:10:00Z"))
    assert paired.rows(ACCOUNTS) == [("17", "ana")]
    assert paired.rows("SELECT count(DISTINCT account), count(*) FROM observations") == [(1, 3)]
    assert paired.rows("SELECT owner = account FROM captures JOIN capture_members ON capture = id") == [(1,)]
    assert paired.rows("SELECT handle, first_seen, last_seen FROM account_handles") == [
        ("ana", "2026-03-01T12:00:00.000Z", "2026-03-01T12:10:00.000Z")
    ]
    wanted = {**old, "platform": "demo", "refs": []}
    await paired.send(framed([(wanted, drawing(1))]))
    assert len(await paired.badges("demo:id:17", "demo:handle:ana")) == 2


async def test_both_names_in_one_batch_are_one_account(paired: Running) -> None:
    sightings = [account("ana"), account(None, "17"), account("ana", "17")]
    for order in itertools.permutations(sightings):
        await paired.observe(batch(*order))
        assert paired.rows(ACCOUNTS) == [("17", "ana")]


async def test_a_handle_that_passes_on_keeps_its_history(paired: Running) -> None:
    await paired.observe(batch(account("ana", "1"), observed_at="2026-01-01T00:00:00Z"))
    await paired.observe(batch(account("ana", "2"), observed_at="2026-02-01T00:00:00Z"))
    assert paired.rows(ACCOUNTS) == [("1", None), ("2", "ana")]
    await paired.observe(batch(account("ana", "1"), observed_at="2026-01-15T00:00:00Z"))  # arrives late
    assert paired.rows(ACCOUNTS) == [("1", None), ("2", "ana")]
    assert paired.rows("SELECT account, last_seen FROM account_handles ORDER BY account") == [
        (1, "2026-01-15T00:00:00.000Z"),
        (2, "2026-02-01T00:00:00.000Z"),
    ]


async def test_what_arrives_late_does_not_undo_what_is_newer(paired: Running) -> None:
    new = account("new", "1", display_name="New", picture=picture("new"))
    old = account("old", "1", display_name="Old", picture=picture("old"))
    await paired.observe(batch(new, observed_at="2026-02-01T00:00:00Z"))
    await paired.observe(batch(old, observed_at="2026-01-01T00:00:00Z"))
    assert paired.rows("SELECT handle, display_name, first_seen, last_seen FROM accounts") == [
        ("new", "New", "2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z")
    ]
    address = "SELECT key FROM accounts JOIN picture_addresses ON picture_addresses.id = picture_address"
    assert paired.rows(address) == [("https://pictures.example/new.jpg",)]


async def test_a_mistake_in_the_middle_stores_nothing(paired: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last activity overflows SQLite's integers only after everything else was written."""
    from companion.store import observations

    added = observations.add_activity

    def fail_at_last(conn: Any, number: int, who: int, seen: Any) -> None:
        added(conn, number, who, seen)
        conn.execute("INSERT INTO activities (account, batch, kind) VALUES (-1, -1, 'likes')")

    monkeypatch.setattr(observations, "add_activity", fail_at_last)
    seen = batch(account("ana"), activities=[{"account": "demo:handle:ana", "kind": "likes"}])
    status, answer = await paired.call("POST", "observations", json=seen)
    assert (status, answer["error"]["code"]) == (500, "internal")
    monkeypatch.undo()
    for table in ("accounts", "observations", "batches", "sessions", "pages", "activities"):
        assert paired.rows(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert (await paired.observe(seen))["stored"] is True


ONE = st.tuples(st.sampled_from([None, "1", "2", "1\0"]), st.sampled_from([None, "a", "b", "a\0b"])).filter(any)
"""Also names with a zero character, at which some readers of a text end."""
SIGHTINGS = st.lists(st.tuples(ONE, st.integers(1, 28)), min_size=1, max_size=12)


@settings(max_examples=60)
@given(SIGHTINGS)
def test_whatever_comes_in_whatever_order_ids_stay_apart(
    sightings: list[tuple[tuple[str | None, str | None], int]],
) -> None:
    with closing(blank_connection()) as conn:
        for (account_id, handle), day in sightings:
            seen = Batch.model_validate(batch(account(handle, account_id), observed_at=f"2026-01-{day:02d}T00:00:00Z"))
            in_transaction(conn, lambda c, seen=seen: ingest(c, seen, datetime.now(timezone.utc)))
        rows = conn.execute("SELECT id, account_id, handle FROM accounts").fetchall()
        ids = [row["account_id"] for row in rows if row["account_id"] is not None]
        assert sorted(ids) == sorted({account_id for (account_id, _), _ in sightings if account_id is not None})
        # Every sighting stayed with an account that has its id, and was called its handle.
        for row in conn.execute(
            "SELECT observations.account_id, observations.handle, accounts.account_id AS joined, accounts.id "
            "FROM observations JOIN accounts ON accounts.id = account"
        ):
            assert row["account_id"] in (None, row["joined"])
            called = conn.execute("SELECT handle FROM account_handles WHERE account = ?", (row["id"],)).fetchall()
            assert row["handle"] is None or row["handle"] in {name["handle"] for name in called}
        assert conn.execute("SELECT count(*) FROM observations").fetchone()[0] == len(sightings)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_full_batch_is_taken(store: Store) -> None:
    everyone = [account(f"a{n}", display_name="n" * 500, bio="b" * 5000, picture=picture(f"p{n}")) for n in range(500)]
    refs = [one["ref"] for one in everyone]
    full: Json = batch(*everyone, captures=[capture(refs[0], refs) for _ in range(20)])
    made = Batch.model_validate(full)
    answer = store.submit(lambda conn: ingest(conn, made, datetime.now(timezone.utc))).result()
    assert len(answer.wanted) == 500
    assert store.read_here(lambda conn: conn.execute("SELECT count(*) FROM capture_members").fetchone()[0]) == 10_000
    again = Batch.model_validate(full | {"key": str(uuid4())})
    assert store.submit(lambda conn: ingest(conn, again, datetime.now(timezone.utc))).result().stored

"""What is stored at once is what batches of the same sightings and captures store."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from companion.core.identity import parse_ref
from companion.core.wire.observations import Batch, CaptureKind
from companion.operations.ingest import ingest
from companion.store import bulk
from companion.store.bulk import List, Lists, NamedAccount, add_accounts, add_observations
from companion.store.connection import in_transaction
from companion.store.times import now
from tests.companion.blank import blank_connection
from tests.companion.wire_samples import Json, account, batch, capture

HIDDEN = "0123456789abcdef" * 2
REFS = ["demo:handle:a", "demo:handle:b", "demo:handle:c", "demo:handle:d", "demo:id:7", "demo:id:8"]
PSEUDONYMS = [f"demo:handle:{HIDDEN}", f"demo:id:pseudonym:{HIDDEN}"]
HOMES = {"demo:handle:a": "https://demo.example/A", "demo:id:8": "https://demo.example/8"}
NAME = "platform || ':' || coalesce(account_id, '') || ':' || coalesce(handle, '')"
LOOKS = (
    f"SELECT {NAME}, address, first_seen, last_seen, edge_count FROM accounts",
    f"SELECT {NAME}, one.handle, one.first_seen, one.last_seen FROM account_handles AS one JOIN accounts AS known "
    "ON known.id = account".replace(NAME, NAME.replace("platform", "known.platform").replace("handle", "known.handle")),
    "SELECT kind, source, target, spells.first_seen, spells.last_seen, began_after, gone_by "
    "FROM edges JOIN spells ON edge = edges.id",
    "SELECT uuid, kind, owner, account, weight, seen_count, complete, first_seen, last_seen FROM captures "
    "LEFT JOIN capture_members ON capture = captures.id",
    "SELECT account, observed_at, role, account_id, handle, address FROM observations "
    "JOIN batches ON batches.id = batch",
)

Seen = tuple[int, str, str, tuple[str, ...], bool]
"""Day, kind, owner, members and whether it was seen whole."""
Numbered = Sequence[tuple[UUID, Seen]]


@pytest.fixture(autouse=True, scope="module")
def counted_in_parts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(bulk, "_COUNTED", 2)
        yield


def seen(refs: Sequence[str]) -> st.SearchStrategy[Seen]:
    return st.tuples(
        st.integers(1, 6),
        st.sampled_from(["followers", "following", "friends", "members"]),
        st.sampled_from(refs),
        st.lists(st.sampled_from(refs), unique=True, min_size=1).map(tuple),
        st.booleans(),
    )


def at(day: int) -> str:
    return f"2026-03-{day:02}T12:00:00.000Z"


def sighting(ref: str) -> Json:
    named = parse_ref(ref)
    seen = account(None, named.value) if named.by_id else account(named.value)
    return seen | {"address": HOMES.get(ref)}


def by_batch(conn: sqlite3.Connection, day: int, lists: Numbered) -> None:
    named = dict.fromkeys(ref for _, (_, _, owner, members, _) in lists for ref in (owner, *members))
    captures = [
        capture(owner, members, kind=kind, complete=whole, capture=str(uuid), displayed_count=None)
        for uuid, (_, kind, owner, members, whole) in lists
    ]
    made = Batch.model_validate(batch(*map(sighting, named), captures=captures, observed_at=at(day)))
    ingest(conn, made, now())


def in_bulk(conn: sqlite3.Connection, lists: Numbered) -> None:
    days: dict[str, list[int]] = {}
    for _, (day, _, owner, members, _) in lists:
        for ref in (owner, *members):
            days.setdefault(ref, []).append(day)
    named = [NamedAccount(parse_ref(ref), HOMES.get(ref), at(min(each)), at(max(each))) for ref, each in days.items()]
    numbers = dict(zip(days, add_accounts(conn, named), strict=True))
    with Lists(conn) as added:
        for day, group in groupby(lists, key=lambda each: each[1][0]):
            some = list(group)
            ingest(conn, Batch.model_validate(batch(observed_at=at(day))), now())
            (number,) = conn.execute("SELECT max(id) FROM batches").fetchone()
            refs = dict.fromkeys(ref for _, (_, _, owner, members, _) in some for ref in (owner, *members))
            add_observations(conn, number, ((numbers[ref], parse_ref(ref), HOMES.get(ref)) for ref in refs))
            made = [
                List(str(uuid), CaptureKind(kind), numbers[owner], [numbers[member] for member in members])
                for uuid, (_, kind, owner, members, _) in some
            ]
            added.add(number, at(day), made)


def looks(conn: sqlite3.Connection) -> list[Any]:
    """All that is stored, accounts called by their names: their numbers depend on who came first."""
    name = {row[0]: row[1] for row in conn.execute(f"SELECT id, {NAME} FROM accounts")}
    found = []
    for query in LOOKS:
        rows = [dict(row) for row in conn.execute(query)]
        for row in rows:
            for column in {"source", "target", "owner", "account"} & row.keys():
                row[column] = name.get(row[column])
            if row.get("kind") == "friend":
                row["source"], row["target"] = sorted((row["source"], row["target"]))
        found.append(sorted((tuple(row.items()) for row in rows), key=str))
    return found


def stored_by(store_new: Callable[[sqlite3.Connection, Numbered], None], before: list[Seen], new: Numbered) -> Any:
    """What is there where lists came before, and new ones are stored so."""
    conn = blank_connection()

    def work(conn: sqlite3.Connection) -> None:
        ingest(conn, Batch.model_validate(batch(account("a", "7"), observed_at=at(1))), now())
        for number, each in enumerate(sorted(before)):
            by_batch(conn, each[0], [(UUID(int=number), each)])
        store_new(conn, new)

    in_transaction(conn, work)
    found = looks(conn)
    conn.close()
    return found


@pytest.mark.parametrize("refs", [REFS, [*REFS[:2], *PSEUDONYMS]], ids=["names", "pseudonyms"])
def test_it_is_what_batches_store(refs: Sequence[str]) -> None:
    lists = st.lists(seen(refs), max_size=6, unique_by=lambda each: each[:3])

    @settings(max_examples=40)
    @given(lists, lists)
    @example([(1, "following", refs[0], (refs[1],), True)], [(2, "following", refs[0], (refs[2],), False)])
    def agree(before: list[Seen], new: list[Seen]) -> None:
        later = sorted((day + 3, *rest, False) for day, *rest, _ in new)
        numbered = [(UUID(int=number + 100), each) for number, each in enumerate(later)]
        assert stored_by(_in_batches, before, numbered) == stored_by(in_bulk, before, numbered)

    agree()


def _in_batches(conn: sqlite3.Connection, lists: Numbered) -> None:
    for day, group in groupby(lists, key=lambda each: each[1][0]):
        by_batch(conn, day, list(group))


def test_nobody_is_stored_where_nobody_is_named() -> None:
    conn = blank_connection()
    assert add_accounts(conn, []) == []
    conn.close()

"""Edges and spells follow from captures, in whatever order these come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store.connection import in_transaction
from companion.store.db import Store
from companion.store.edges import rebuild_all
from companion.store.times import now
from tests.companion.blank import blank_connection
from tests.companion.wire_samples import Json, account, batch, capture

EDGES = (
    "SELECT edges.kind, source.handle, target.handle, spells.first_seen, spells.last_seen, began_after, gone_by "
    "FROM edges JOIN spells ON edge = edges.id JOIN accounts AS source ON source.id = source "
    "JOIN accounts AS target ON target.id = target ORDER BY 1, 2, 3, 4"
)


def at(day: int) -> str:
    return f"2026-03-{day:02}T12:00:00.000Z"


def visit(day: int, kind: str, owner: str, members: str, *, complete: bool = False, **more: Any) -> Json:
    """One visit of a list by a person's letters."""
    made = capture(
        f"demo:handle:{owner}", [f"demo:handle:{member}" for member in members], kind=kind, complete=complete
    )
    people = [account(letter) for letter in dict.fromkeys(owner + members)]
    return batch(*people, captures=[made | more], observed_at=at(day))


def stored(store: Store, *batches: Json) -> list[tuple[Any, ...]]:
    for each in batches:
        store.submit(lambda conn, each=each: ingest(conn, Batch.model_validate(each), now())).result()
    return [tuple(row) for row in store.read_here(lambda conn: conn.execute(EDGES).fetchall())]


def test_each_kind_of_list_gives_its_edges(store: Store) -> None:
    found = stored(
        store,
        visit(1, "followers", "a", "b"),
        visit(1, "following", "a", "c"),
        visit(1, "friends", "d", "a"),
        visit(1, "members", "g", "a"),
        visit(1, "search", "a", "z"),
    )
    assert [row[:3] for row in found] == [
        ("follows", "a", "c"),
        ("follows", "b", "a"),
        ("friend", "a", "d"),
        ("member", "a", "g"),
    ]


def test_a_friendship_seen_from_both_sides_is_one_edge(store: Store) -> None:
    assert stored(store, visit(1, "friends", "a", "b"), visit(2, "friends", "b", "a")) == [
        ("friend", "a", "b", at(1), at(2), None, None)
    ]


def test_an_unfollow_needs_two_complete_captures(store: Store) -> None:
    assert stored(store, visit(1, "following", "a", "bc"), visit(2, "following", "a", "b", complete=True)) == [
        ("follows", "a", "b", at(1), at(2), None, None),
        ("follows", "a", "c", at(1), at(1), None, None),
    ]
    assert stored(
        store, visit(3, "following", "a", "bc", complete=True), visit(4, "following", "a", "b", complete=True)
    ) == [
        ("follows", "a", "b", at(1), at(4), None, None),
        ("follows", "a", "c", at(1), at(3), None, at(4)),
    ]


def test_a_list_whose_owner_is_learned_later_gives_its_edges(store: Store) -> None:
    nobodys = visit(1, "friends", "a", "b")
    known = visit(2, "friends", "a", "c", capture=nobodys["captures"][0]["capture"])
    nobodys["captures"][0]["owner"] = None
    assert [row[:3] for row in stored(store, nobodys, known)] == [("friend", "a", "b"), ("friend", "a", "c")]


def test_two_accounts_that_become_one_have_one_edge(store: Store) -> None:
    by_id = batch(
        account(None, "7"), account("b"), captures=[capture("demo:id:7", ["demo:handle:b"])], observed_at=at(3)
    )
    joined = batch(account("a", "7"), observed_at=at(4))
    assert stored(store, visit(1, "friends", "a", "b"), by_id, joined) == [
        ("friend", "b", "a", at(1), at(3), None, None)
    ]  # the joined account has the younger key


kinds = st.sampled_from(["followers", "following", "friends", "members"])
lists = st.builds(
    lambda day, kind, owner, members, complete: (day, kind, owner, "".join(members), complete),
    st.integers(1, 28),
    kinds,
    st.sampled_from("abc"),
    st.lists(st.sampled_from("abcde"), unique=True),
    st.booleans(),
)


@settings(max_examples=60)
@given(st.lists(lists, max_size=8, unique_by=lambda each: each[0]), st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_nothing_and_all_can_be_worked_out_anew(
    seen: Sequence[tuple[int, str, str, str, bool]], random: Any
) -> None:
    def spells_of(order: Sequence[tuple[int, str, str, str, bool]]) -> tuple[list[Any], list[Any]]:
        conn = blank_connection()
        for day, kind, owner, members, complete in order:
            one = visit(day, kind, owner, members, complete=complete, capture=str(UUID(int=day)))
            in_transaction(conn, lambda conn, one=one: ingest(conn, Batch.model_validate(one), now()))
        as_it_came = [tuple(row) for row in conn.execute(EDGES)]
        rebuild_all(conn)
        anew = [tuple(row) for row in conn.execute(EDGES)]
        conn.close()
        return as_it_came, anew

    came, anew = spells_of(seen)
    assert came == anew
    other = list(seen)
    random.shuffle(other)

    def undirected(rows: list[Any]) -> list[Any]:  # whose key is smaller depends on who came first
        return sorted(
            ((row[0], *(sorted(row[1:3]) if row[0] == "friend" else row[1:3]), *row[3:]) for row in rows), key=str
        )

    assert undirected(spells_of(other)[0]) == undirected(came)

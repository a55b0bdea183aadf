"""The network at a time and between two, and how an account changed, beside what each edge's captures say."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.core.kinds import EdgeKind
from companion.core.wire.evidence import Evidence, Status
from companion.core.wire.history import Between, Difference, EdgeSeen, Rows, Scope
from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.errors import BadRequestError, NotFoundError
from companion.operations.ingest import ingest
from companion.store import actions, picture_results, pictures
from companion.store.account_history import account_history
from companion.store.accounts import number_of
from companion.store.db import Store
from companion.store.history import as_of, difference, evidence
from companion.store.picture_results import Result
from companion.store.times import now
from tests.companion.blank import blank_connection
from tests.companion.store.test_edges import at, lists, visit
from tests.companion.wire_samples import Json, account, batch, drawing, picture


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 12, tzinfo=timezone.utc)


def store_all(store: Store, *batches: Json) -> None:
    for each in batches:
        store.submit(lambda conn, each=each: ingest(conn, Batch.model_validate(each), now())).result()


def ends(edges: Sequence[EdgeSeen]) -> list[str]:
    return sorted(f"{edge.source.handle}{edge.target.handle}" + ("" if edge.certain else "?") for edge in edges)


@pytest.fixture
def followed(store: Store) -> Store:
    """a followed b throughout, c until the fifth, d from the third, e on the seventh; d followed b on the ninth."""
    store_all(
        store,
        visit(1, "following", "a", "bc", complete=True),
        visit(3, "following", "a", "bcd", complete=True),
        visit(5, "following", "a", "bd", complete=True),
        visit(7, "following", "a", "be"),
        visit(9, "followers", "b", "ad"),
    )
    return store


def test_what_held_at_a_time(followed: Store) -> None:
    def held(number: int, **scope: Any) -> list[str]:
        found = followed.read_here(lambda conn: as_of(conn, Scope(**scope), day(number)))
        assert found.count == len(found.edges)
        assert found.certain == sum(edge.certain for edge in found.edges)
        return ends(found.edges)

    assert held(2) == ["ab", "ac"]
    assert held(4) == ["ab", "ac?", "ad"]
    assert held(8) == ["ab", "ad?", "ae?"]
    assert held(9, kinds=["friend"]) == []
    later = followed.read_here(lambda conn: [as_of(conn, Scope(), day(number)).only_later for number in (2, 4, 8)])
    assert later == [
        2,
        1,
        1,
    ]  # db, and ad on the second, which a complete list lacked on the first; e came after the fifth


def test_what_changed_between_two_times(followed: Store) -> None:
    def changed(since: int, until: int) -> Difference:
        return followed.read_here(lambda conn: difference(conn, Scope(), day(since), day(until)))

    one = changed(1, 9)
    assert (ends(one.appeared), ends(one.first_seen), ends(one.ended)) == (["ad", "ae"], ["db?"], ["ac"])
    assert (one.appeared_count, one.first_seen_count, one.ended_count, one.unchanged) == (2, 1, 1, 1)
    assert (ends(changed(2, 4).first_seen), ends(changed(4, 6).ended)) == (["ad?"], ["ac?"])
    with pytest.raises(BadRequestError):
        changed(4, 4)


def test_the_rows_are_some_of_those_counted(followed: Store) -> None:
    def read(first: int, most: int) -> tuple[int, list[str]]:
        found = followed.read_here(lambda conn: as_of(conn, Scope(), day(4), Rows(first=first, most=most)))
        return found.count, ends(found.edges)

    assert read(0, 0) == (3, [])
    assert read(1, 1) == (3, ["ac?"])
    assert read(2, 20) == (3, ["ad"])


def test_a_selection_has_edges_inside_and_edges_that_touch_it(followed: Store) -> None:
    key = {letter: followed.read_here(lambda conn, x=letter: number_of(conn, f"demo:handle:{x}")) for letter in "abcde"}

    def held(scope: Scope) -> list[str]:
        return ends(followed.read_here(lambda conn: as_of(conn, scope, day(9))).edges)

    chosen = Selection(accounts=[key["d"], key["b"]])
    assert held(Scope(selection=chosen)) == ["db"]
    assert held(Scope(selection=chosen, between=Between.touching)) == ["ab", "ad?", "db"]
    assert held(Scope(selection=chosen, between=Between.touching, kinds=[EdgeKind.member])) == []
    assert held(Scope(around=key["d"])) == ["ab", "ad?", "db"]
    assert held(Scope(around=key["c"])) == []
    assert held(Scope(around=key["e"])) == ["ae?"]
    with pytest.raises(NotFoundError):
        held(Scope(around=99))
    followed.submit(lambda conn: actions.hide(conn, [key["a"]], now())).result()
    assert held(Scope()) == ["db"]
    assert held(Scope(selection=Selection(hidden=True))) == ["ab", "ad?", "ae?", "db"]


def test_an_edge_leads_back_to_its_captures(followed: Store) -> None:
    found = followed.read_here(
        lambda conn: evidence(conn, number_of(conn, "demo:handle:d"), number_of(conn, "demo:handle:a"))
    )
    assert [(each.edge.source.handle, each.edge.target.handle) for each in found] == [("a", "d")]
    captures = found[0].captures
    assert [(each.ended_at, each.seen_at) for each in captures] == [(day(1), None), (day(3), day(3)), (day(5), day(5))]
    assert {(each.kind.value, each.owner.handle, each.displayed_count, each.complete) for each in captures} == {
        ("following", "a", 60, True)
    }
    assert captures[0].page == "https://demo.example/ana/friends"
    assert (captures[0].seen_count, captures[0].tool_version) == (2, "0.1.0")
    assert found[0].edge.spells[0].began_after == day(1)
    with pytest.raises(NotFoundError):
        followed.read_here(
            lambda conn: evidence(conn, number_of(conn, "demo:handle:c"), number_of(conn, "demo:handle:e"))
        )


# What the functions ask of every spell at once, asked here of each edge by itself.
def oracle(conn: sqlite3.Connection, since: str, until: str) -> dict[str, set[int]]:
    groups: dict[str, set[int]] = {name: set() for name in ("appeared", "first_seen", "ended", "same", "between")}
    for (edge,) in conn.execute("SELECT id FROM edges").fetchall():
        spells = conn.execute("SELECT * FROM spells WHERE edge = ? ORDER BY first_seen", (edge,)).fetchall()

        def at_time(time: str, spells: list[sqlite3.Row] = spells) -> sqlite3.Row | None:
            begun = [spell for spell in spells if spell["first_seen"] <= time]
            return begun[-1] if begun and (begun[-1]["gone_by"] or "9") > time else None

        old, new = at_time(since), at_time(until)
        if old and new:
            groups["same"].add(edge)
        elif old:
            groups["ended"].add(edge)
        elif new:
            groups["appeared" if (new["began_after"] or "") >= since else "first_seen"].add(edge)
        elif any(spell["first_seen"] > since and (spell["gone_by"] or "9") <= until for spell in spells):
            groups["between"].add(edge)
    return groups


@settings(max_examples=80)
@given(
    st.lists(lists, max_size=10, unique_by=lambda each: each[0]),
    st.lists(st.integers(1, 28), min_size=2, max_size=2, unique=True).map(sorted),
)
def test_every_edge_is_in_the_group_that_its_own_spells_say(seen: list[Any], days: list[int]) -> None:
    with closing(blank_connection()) as conn:
        for number, kind, owner, members, complete in seen:
            made = visit(number, kind, owner, members, complete=complete)
            ingest(conn, Batch.model_validate(made), now())
        groups = oracle(conn, at(days[0]), at(days[1]))
        found = difference(conn, Scope(), day(days[0]), day(days[1]))
        for name in ("appeared", "first_seen", "ended"):
            assert {edge.edge for edge in getattr(found, name)} == groups[name], name
            assert getattr(found, f"{name}_count") == len(groups[name])
        assert (found.unchanged, found.only_between) == (len(groups["same"]), len(groups["between"]))
        before = as_of(conn, Scope(), day(days[0]))
        assert {edge.edge for edge in before.edges} == groups["same"] | groups["ended"]


def test_the_history_of_an_account(store: Store) -> None:
    def profile(number: int, handle: str, name: str, shown: str, **more: Any) -> Json:
        seen = account(handle, "7", display_name=name, picture=picture(shown), role="profile", **more)
        return batch(seen, observed_at=at(number))

    changed = {"account": "demo:id:7", "kind": "avatar_changed", "time": at(4), "precision": "day", "object": "photo/2"}
    store_all(
        store,
        profile(1, "ana", "Ana", "one", bio="Hello", counts={"followers": 10, "posts": 3}),
        profile(2, "ana", "Ana", "one-large", counts={"followers": 10}),
        profile(5, "ana2", "Ana", "two", bio="Bye", counts={"followers": 9}) | {"activities": [changed]},
        profile(6, "ana", "Anna", "one", bio="Hello"),
    )

    def measure(conn: sqlite3.Connection) -> None:
        for number, name in enumerate(("one", "one-large")):
            received = pictures.receive(conn, "demo", picture(name)["address"], None, drawing(number), at(1))
            assert received.picture is not None
            picture_results.finish(conn, [Result(received.picture, Evidence(status=Status.no_face))], "none", at(1))
        conn.execute("INSERT INTO reused_pictures VALUES (1, 2, 'whole', 'whole', 0, 1.0, 0)")

    store.submit(measure).result()
    found = store.read_here(lambda conn: account_history(conn, 1))

    def spans(worn: Sequence[Any], of: str) -> list[tuple[Any, int, int]]:
        return [(getattr(each, of), each.first_seen.day, each.last_seen.day) for each in worn]

    assert spans(found.handles, "text") == [("ana", 1, 2), ("ana2", 5, 5), ("ana", 6, 6)]
    assert spans(found.names, "text") == [("Ana", 1, 5), ("Anna", 6, 6)]
    assert spans(found.descriptions, "text") == [("Hello", 1, 1), ("Bye", 5, 5), ("Hello", 6, 6)]
    assert spans(found.avatars, "picture") == [(1, 1, 2), (None, 5, 5), (1, 6, 6)]
    assert [worn.changed_after for worn in found.avatars] == [None, day(2), day(5)]
    assert found.avatars[0].evidence == Evidence(picture=1, status=Status.no_face)
    assert [(each.of, each.count, each.last_seen.day) for each in found.counts] == [
        ("followers", 10, 2),
        ("followers", 9, 5),
        ("posts", 3, 1),
    ]
    assert [(each.time, each.object) for each in found.stated_changes] == [(day(4), "photo/2")]
    with pytest.raises(NotFoundError):
        store.read_here(lambda conn: account_history(conn, 2))

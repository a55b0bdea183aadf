"""Activities as arrays: each counts once, however often and however exactly it was seen."""

from __future__ import annotations

from typing import Any

import numpy as np

from companion.core.activities import DAY, SECOND, UNKNOWN, WIDTHS, Activities
from companion.core.wire.observations import ActivityKind, Batch, ObjectKind, TimePrecision
from companion.operations.ingest import ingest
from companion.store.activities import distinct, objects
from companion.store.db import Store
from companion.store.times import now
from tests.companion.wire_samples import account, batch

TEXT = "the same twenty and more letters"


def act(who: str, kind: str, time: str | None = None, precision: str | None = None, **more: Any) -> dict[str, Any]:
    return {"account": f"demo:handle:{who}", "kind": kind, "time": time, "precision": precision} | more


def seen(store: Store, *batches: list[dict[str, Any]]) -> Activities:
    for activities in batches:
        people = [account(each["account"].rpartition(":")[2]) for each in activities]
        named = list({person["ref"]: person for person in people}.values())
        made = Batch.model_validate(batch(*named, activities=activities))
        store.submit(lambda conn, made=made: ingest(conn, made, now())).result()
    return store.read_here(distinct)


def test_what_was_seen_again_counts_once(store: Store) -> None:
    again = act("ana", "shares", "2026-03-01T10:00:00.250Z", "second", object="post/1")
    found = seen(store, [again], [again], [again, act("ana", "shares", object="post/1")])
    assert len(found) == 1
    when = np.datetime64("2026-03-01T10:00:00.250", "ms").astype(int)
    assert (found.times[0], found.widths[0]) == (when, SECOND)


def test_the_most_precise_time_stays(store: Store) -> None:
    found = seen(
        store,
        [act("ana", "likes", "2026-03-01T00:00:00Z", "day", object="post/1")],
        [act("ana", "likes", "2026-03-01T10:07:00Z", "minute", object="post/1")],
        [act("ana", "likes", "2026-03-01T10:00:00Z", "hour", object="post/1")],
        [act("ana", "likes", "2026-03-09T00:00:00Z", "day", object="post/1")],
    )
    assert sorted(found.widths.tolist()) == [WIDTHS[TimePrecision.minute], DAY]


def test_others_objects_accounts_kinds_texts_and_times_are_others(store: Store) -> None:
    first = act("ana", "shares", "2026-03-01T10:00:00Z", "second", object="post/1")
    changes: list[dict[str, Any]] = [
        {},
        {"object": "post/2"},
        {"account": "demo:handle:bo"},
        {"kind": "likes"},
        {"text": TEXT},
        {"time": "2026-03-01T10:00:05Z"},
    ]
    assert len(seen(store, [first | change for change in changes])) == len(changes)


def test_twice_on_one_page_are_two(store: Store) -> None:
    twice = [act("ana", "shares", "2026-03-01T10:00:00Z", "second", object="post/1")] * 2
    assert len(seen(store, twice, twice, twice[:1])) == 2


def test_an_account_is_created_once(store: Store) -> None:
    found = seen(
        store,
        [act("ana", "account_created", "2020-01-01T00:00:00Z", "year")],
        [act("ana", "account_created", "2020-06-01T00:00:00Z", "month"), act("bo", "account_created")],
        [act("ana", "account_created")],
    )
    assert found.widths.tolist() == [WIDTHS[TimePrecision.month], 0]
    assert found.times[1] == UNKNOWN


def test_a_time_of_unstated_precision_is_not_taken_as_exact(store: Store) -> None:
    found = seen(store, [act("ana", "likes", "2026-03-01T10:00:00Z", object="post/1"), act("bo", "likes")])
    assert found.timed.tolist() == [False, False]
    assert found.of(ActivityKind.likes).within(DAY).sum() == 0


def test_objects_of_activities_and_which_are_themselves(store: Store) -> None:
    seen(
        store,
        [
            act("ana", "posts", object="post/1", text=f"{TEXT} https://a.example/x"),
            act("bo", "shares", object="post/1"),
        ],
    )
    kinds = {kind: len(store.read_here(lambda conn, kind=kind: objects(conn, [kind]))[0]) for kind in ObjectKind}
    assert kinds == {
        ObjectKind.post: 2,
        ObjectKind.link: 1,
        ObjectKind.text: 1,
        ObjectKind.page: 0,
        ObjectKind.picture: 0,
    }
    assert store.read_here(lambda conn: objects(conn, [ObjectKind.post]))[2].tolist() == [True, False]


def test_an_empty_database_has_none(store: Store) -> None:
    assert len(store.read_here(distinct)) == 0
    assert len(store.read_here(lambda conn: objects(conn, list(ObjectKind)))[0]) == 0

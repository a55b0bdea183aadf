"""Activities as arrays: each counts once, however often and however exactly it was seen."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from companion.core.activities import DAY, HOUR, SECOND, UNKNOWN, WIDTHS, Activities
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


def look(hour: int, acts: list[dict[str, Any]], page: str = "ana") -> dict[str, Any]:
    """A look at this hour at a page that shows these acts, from its top."""
    looked = str(uuid4())
    return batch(
        account("ana"),
        account("bo"),
        observed_at=f"2026-03-01T{hour:02}:00:00Z",
        page={"platform": "demo", "kind": "profile", "address": f"https://demo.example/{page}"},
        activities=[one | {"look": looked, "place": place} for place, one in enumerate(acts)],
    )


def shared_between(store: Store, *looks: dict[str, Any]) -> list[tuple[int, int]]:
    """First hour and hours of each time of the share of post/new, in this order; none for a time nobody knows."""
    for each in looks:
        made = Batch.model_validate(each)
        store.submit(lambda conn, made=made: ingest(conn, made, now())).result()
    found = store.read_here(lambda conn: distinct(conn, [ActivityKind.shares]))
    day = np.datetime64("2026-03-01", "ms").astype(int)
    return [
        ((int(time) - int(day)) // HOUR, int(width) // HOUR)
        for time, width in zip(found.times, found.widths, strict=True)
        if width
    ]


FIRST, SECOND_ACT = act("ana", "posts", object="post/1"), act("ana", "posts", object="post/2")
NEW = act("ana", "shares", object="post/new")
SEEN_BEFORE = [FIRST, SECOND_ACT]


@pytest.mark.parametrize(
    ("precision", "known"), [("second", [(12, 0)]), ("hour", [(12, 1)]), ("day", [(11, 2)]), ("week", [(11, 2)])]
)
def test_looks_narrow_a_vaguer_time(store: Store, precision: str, known: list[tuple[int, int]]) -> None:
    said = NEW | {"time": "2026-03-01T12:00:00Z", "precision": precision}
    assert shared_between(store, look(11, SEEN_BEFORE), look(13, [said, *SEEN_BEFORE])) == known


def test_what_stands_above_something_known_was_done_since(store: Store) -> None:
    looks = [look(10, SEEN_BEFORE), look(11, SEEN_BEFORE), look(13, [NEW, *SEEN_BEFORE]), look(15, [NEW, *SEEN_BEFORE])]
    assert shared_between(store, *looks) == [(11, 2)]


@pytest.mark.parametrize(
    ("why", "looks"),
    [
        ("it was never looked at without it", [look(13, [NEW, *SEEN_BEFORE])]),
        ("another page was looked at", [look(10, SEEN_BEFORE, page="else"), look(13, [NEW, *SEEN_BEFORE])]),
        ("it stands below all that was known", [look(10, SEEN_BEFORE), look(13, [*SEEN_BEFORE, NEW])]),
        ("what was known may be pinned", [look(10, [FIRST]), look(13, [NEW, FIRST])]),
        ("it was there at first", [look(9, [NEW, *SEEN_BEFORE]), look(10, SEEN_BEFORE), look(13, [NEW, *SEEN_BEFORE])]),
        (
            "something above what was known was not seen",
            [look(10, [act("ana", "likes"), *SEEN_BEFORE]), look(13, [NEW, *SEEN_BEFORE])],
        ),
        (
            "it was seen elsewhere before",
            [look(9, [NEW], page="else"), look(10, SEEN_BEFORE), look(13, [NEW, *SEEN_BEFORE])],
        ),
    ],
)
def test_otherwise_nobody_knows_when(store: Store, why: str, looks: list[dict[str, Any]]) -> None:
    if why.startswith("something"):
        del looks[0]["activities"][0]
    assert shared_between(store, *looks) == [], why


def test_two_pages_make_the_time_narrower(store: Store) -> None:
    looks = [
        look(10, SEEN_BEFORE),
        look(11, SEEN_BEFORE, page="else"),
        look(14, [NEW, *SEEN_BEFORE], page="else"),
        look(12, [NEW, *SEEN_BEFORE]),
    ]
    assert shared_between(store, *looks) == [(11, 1)]


def test_a_time_that_a_page_states_counts(store: Store) -> None:
    stated = NEW | {"time": "2026-03-01T12:00:00Z", "precision": "second"}
    looks = [look(10, SEEN_BEFORE), look(13, [NEW, *SEEN_BEFORE]), look(14, [stated, *SEEN_BEFORE])]
    assert shared_between(store, *looks) == [(12, 0)]

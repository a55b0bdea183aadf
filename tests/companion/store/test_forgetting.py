"""What is forgotten is as if it had never been seen: beside a database into which only the rest ever came."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.core.models import StoredFingerprints
from companion.core.wire.evidence import Evidence, Status
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store import actions, cases, picture_results, pictures
from companion.store.accounts import number_of
from companion.store.db import Store
from companion.store.forgetting.by_account import forget_accounts
from companion.store.forgetting.by_batch import forget, forget_case, forget_older
from companion.store.forgetting.compacting import compact
from companion.store.forgetting.pictures_only import (
    forget_pictures_before,
    forget_pictures_of,
    forget_pictures_since,
)
from companion.store.picture_results import Result
from companion.store.reuse import keep_fingerprints
from companion.store.times import text_of
from tests.companion.blank import blank_connection
from tests.companion.standings import assert_standings_follow
from tests.companion.wire_samples import Json, account, batch, capture, drawing, picture

BEGIN = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)

# All that can be read of a database, by names instead of keys.
NAMED = "(SELECT id, platform || ':' || handle AS name FROM accounts)"
FACTS = {
    "accounts": "SELECT accounts.platform, account_id, handle, display_name, accounts.address, key, first_seen, "
    "last_seen FROM accounts LEFT JOIN picture_addresses ON picture_addresses.id = picture_address",
    "observations": f"SELECT name, observed_at, role, display_name, bio, followers, sessions.uuid FROM observations "
    f"JOIN {NAMED} AS n ON n.id = account JOIN batches ON batches.id = batch JOIN sessions ON sessions.id = session",
    "handles": f"SELECT name, handle, first_seen, last_seen FROM account_handles JOIN {NAMED} AS n ON n.id = account",
    "avatars": f"SELECT name, key, first_seen, last_seen FROM avatars JOIN {NAMED} AS n ON n.id = account "
    "JOIN picture_addresses ON picture_addresses.id = picture_address",
    "captures": f"SELECT uuid, kind, name, displayed_count, seen_count, complete, captures.first_seen, "
    f"captures.last_seen, batches.observed_at FROM captures LEFT JOIN {NAMED} AS n ON n.id = owner "
    "JOIN batches ON batches.id = batch",
    "members": f"SELECT uuid, name, observed_at FROM capture_members JOIN captures ON captures.id = capture "
    f"JOIN {NAMED} AS n ON n.id = account JOIN batches ON batches.id = capture_members.batch",
    "edges": f"SELECT kind, min(s.name, t.name), max(s.name, t.name), kind = 'friend' OR s.name < t.name, "
    "edges.first_seen, edges.last_seen, spells.first_seen, spells.last_seen, began_after, gone_by FROM edges "
    f"JOIN {NAMED} AS s ON s.id = source JOIN {NAMED} AS t ON t.id = target JOIN spells ON edge = edges.id",
    "activities": f"SELECT name, kind, object, text, time FROM activities JOIN {NAMED} AS n ON n.id = account",
    "objects": "SELECT platform, objects.kind, key, count(activity) FROM objects LEFT JOIN activity_objects "
    "ON object = objects.id GROUP BY objects.id",
    "tags": f"SELECT name, tag FROM account_tags JOIN {NAMED} AS n ON n.id = account",
    "actions": "SELECT what FROM actions",
    "cases": f"SELECT cases.name, n.name FROM cases LEFT JOIN case_accounts ON case_id = cases.id "
    f"LEFT JOIN {NAMED} AS n ON n.id = account",
    "sessions": "SELECT uuid, first_seen, last_seen FROM sessions",
    "pages": "SELECT first_seen, last_seen, count(batches.id) FROM pages LEFT JOIN batches ON page = pages.id "
    "GROUP BY pages.id",
    "addresses": "SELECT key FROM picture_addresses",
}
Facts = dict[str, list[tuple[Any, ...]]]


def facts(conn: sqlite3.Connection) -> Facts:
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    assert_standings_follow(conn)
    assert conn.execute("SELECT count(*) FROM sqlite_temp_master WHERE type = 'table'").fetchone()[0] == 0
    return {name: sorted((tuple(row) for row in conn.execute(query)), key=repr) for name, query in FACTS.items()}


@dataclass(frozen=True)
class Sighting:
    """One batch: the part of a visit of a list that was seen in it, or a profile where ``members`` is None."""

    hour: int
    owner: str
    kind: str
    members: str | None
    complete: bool
    liked: bool
    in_case: bool


sightings = st.builds(
    Sighting,
    hour=st.integers(0, 400),
    owner=st.sampled_from("abcd"),
    kind=st.sampled_from(["followers", "following", "friends", "members"]),
    members=st.none() | st.lists(st.sampled_from("abcdef"), unique=True, max_size=4).map("".join),
    complete=st.booleans(),
    liked=st.booleans(),
    in_case=st.booleans(),
)


def visits(draws: Sequence[Sighting]) -> list[list[Sighting]]:
    """Each visit of a list in up to two parts, of which the second shows other members, an hour later."""
    return [
        [each, *_second_part(each)] if each.members is not None and number % 2 else [each]
        for number, each in enumerate(draws)
    ]


def _second_part(first: Sighting) -> list[Sighting]:
    others = "".join(letter for letter in "fed" if letter not in (first.members or ""))[: first.hour % 3]
    if not others:  # a part that shows nobody new leaves no trace but its time
        return []
    return [Sighting(first.hour + 1, first.owner, first.kind, others, first.complete, False, first.in_case)]


def batches(seen: Sequence[Sequence[Sighting]], without: str = "", hours: range = range(1000)) -> list[Json]:
    """The batches of these visits as they come, or as they would be if some had never been seen."""
    made = []
    for number, parts in enumerate(seen):
        whole = all(part.hour in hours for part in parts) and not any(
            letter in without for part in parts for letter in part.members or ""
        )
        shown = ""
        for part in parts:
            if part.hour in hours:
                shown += "".join(letter for letter in part.members or "" if letter not in without)
                made.append(_batch(number, part, shown, without, whole))
    return [each for each in sorted(made, key=lambda each: each["observed_at"]) if each["accounts"]]


def _batch(number: int, part: Sighting, shown: str, without: str, whole: bool) -> Json:
    at = BEGIN + timedelta(hours=part.hour)
    letters = dict.fromkeys((part.owner, *(part.members or ""), *("e" if part.liked else "")))
    people = [
        account(x, f"id-{x}", display_name=f"{x}{part.hour % 5}", picture=picture(f"{x}{part.hour % 3}"), bio="Hello")
        for x in letters
        if x not in without
    ]
    lists = []
    if part.members is not None and part.owner not in without:
        members = [f"demo:id:id-{x}" for x in part.members if x not in without]
        lists.append(
            capture(
                f"demo:id:id-{part.owner}",
                members,
                kind=part.kind,
                capture=str(UUID(int=number + 1)),
                seen_count=len(shown),
                complete=part.complete and whole,
            )
        )
    likes = []
    if part.liked and "e" not in without and part.owner not in without:
        post = f"https://demo.example/{part.owner}/posts/1"
        likes.append({"account": "demo:id:id-e", "kind": "likes", "object": post, "object_kind": "post"})
    return batch(
        *people,
        key=str(UUID(int=number * 1000 + part.hour + 1)),
        session=str(UUID(int=number + 1)),
        observed_at=at.isoformat(),
        page={"platform": "demo", "kind": "list", "address": f"https://demo.example/pages/{number}"},
        captures=lists,
        activities=likes,
        case={"name": "Winter"} if part.in_case else None,
    )


def world(made: Sequence[Json]) -> sqlite3.Connection:
    """What was seen is received when it was seen."""
    conn = blank_connection()
    for each in made:
        ingest(conn, Batch.model_validate(each), datetime.fromisoformat(each["observed_at"]))
    return conn


many = st.lists(sightings, max_size=9, unique_by=lambda each: each.hour // 3)


@settings(max_examples=80)
@given(many, st.sampled_from(["b", "e", "af", "abcdef"]))
def test_an_account_that_is_forgotten_was_never_seen(draws: list[Sighting], whom: str) -> None:
    seen = visits(draws)
    everything = batches(seen)
    with closing(world(everything)) as conn, closing(world(batches(seen, without=whom))) as never:
        there = {row["handle"]: row["id"] for row in conn.execute("SELECT id, handle FROM accounts")}
        for x, number in there.items():
            actions.tag(conn, [number], f"tag of {x}", BEGIN)
            if x not in whom:
                actions.tag(never, [number_of(never, f"demo:handle:{x}")], f"tag of {x}", BEGIN)
        forget_accounts(conn, [there[x] for x in whom if x in there])
        assert with_cases(facts(conn), everything) == with_cases(facts(never), everything)


def with_cases(found: Facts, made: Sequence[Json]) -> Facts:
    """A case that only what is forgotten was recorded into stays, empty: a person made it."""
    if any(each["case"] for each in made) and not found["cases"]:
        found["cases"] = [("Winter", None)]
    return found


@settings(max_examples=80)
@given(many, st.integers(0, 400), st.booleans())
def test_a_span_that_is_forgotten_was_never_seen(draws: list[Sighting], hour: int, older: bool) -> None:
    seen = visits(draws)
    everything = batches(seen)
    left = batches(seen, hours=range(hour, 1000) if older else range(hour))
    with closing(world(everything)) as conn, closing(world(left)) as never:
        (forget_older if older else forget)(conn, BEGIN + timedelta(hours=hour))
        if older:
            assert with_cases(facts(conn), everything) == with_cases(facts(never), everything)
        else:
            assert facts(conn) == facts(never)


@settings(max_examples=50)
@given(many)
def test_a_case_that_is_forgotten_was_never_recorded(draws: list[Sighting]) -> None:
    seen = visits(draws)
    left = visits([each for each in draws if not each.in_case])
    # The numbers of visits, which are their sessions and captures, stay as they were.
    kept = [parts for parts in seen if not parts[0].in_case]
    numbers = [number for number, parts in enumerate(seen) if not parts[0].in_case]
    assert len(left) == len(kept)
    made = batches(seen)
    sessions = {str(UUID(int=number + 1)) for number in numbers}
    rest = [each for each in made if each["session"] in sessions]
    with closing(world(made)) as conn, closing(world(rest)) as never:
        if any(each["case"] for each in made):
            forget_case(conn, cases.number_of(conn, "Winter"))
        assert facts(conn) == facts(never)


def take(store: Store, made: Json, content: bytes | None = None) -> None:
    """A batch and the same bytes for each picture that it wants, measured, when they were observed."""
    at = datetime.fromisoformat(made["observed_at"])

    def work(conn: sqlite3.Connection) -> None:
        for wanted in ingest(conn, Batch.model_validate(made), at).wanted if content else []:
            received = pictures.receive(
                conn, wanted.platform, wanted.address, wanted.picture_id, content or b"", text_of(at)
            )
            assert received.picture is not None
            evidence = Evidence(status=Status.scored, score=0.5)
            result = Result(received.picture, evidence, landmarks=b"points", thumbnail=b"small")
            picture_results.finish(conn, [result], "full", text_of(at))
            keep_fingerprints(conn, received.picture, StoredFingerprints(whole_jpeg=b"grey"))
        if not content:
            ingest(conn, Batch.model_validate(made), at)

    store.submit(work).result()


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.read_here(lambda conn: conn.execute(query).fetchall())]


def hours(number: int) -> str:
    return (BEGIN + timedelta(hours=number)).isoformat()


def test_no_word_of_a_forgotten_account_is_left_in_the_file(store: Store) -> None:
    profile = {"platform": "demo", "kind": "profile", "address": "https://demo.example/secret.name/", "title": "Secret"}
    liker = account("fan", "2", picture=picture("shared"))
    post = "https://demo.example/secret.name/p/1"
    likes = {"account": "demo:id:2", "kind": "likes", "object": post, "object_kind": "post"}
    whom = account("secret.name", "77171", display_name="Secret", picture=picture("secret"), role="profile")
    take(store, batch(whom, page=profile, observed_at=hours(0)), drawing(1))
    post_page = {"platform": "demo", "kind": "post", "address": post}
    take(store, batch(liker, activities=[likes], page=post_page, observed_at=hours(1)), drawing(2))
    store.submit(lambda conn: actions.tag(conn, [1], "secretly", BEGIN)).result()
    gone = store.submit(lambda conn: forget_accounts(conn, [1])).result()
    assert (gone.observations, gone.accounts, gone.pictures) == (1, 1, 1)
    compact(store.path)
    left = b"".join(file.read_bytes() for file in store.folder.iterdir()).lower()
    assert b"secret" not in left
    assert b"77171" not in left
    assert rows(store, "SELECT handle FROM accounts") == [("fan",)]
    assert rows(store, "SELECT address FROM pages") == [("forgotten:2",)]


def test_pictures_go_and_what_was_measured_stays(store: Store) -> None:
    for number, handle in enumerate(("ana", "bo", "cy")):
        take(store, batch(account(handle, picture=picture(handle)), observed_at=hours(number)), drawing(number))
    kept = (
        "SELECT pictures.id, landmarks IS NOT NULL, bytes IS NOT NULL, jpeg IS NOT NULL, whole_jpeg IS NOT NULL, "
        "score FROM pictures LEFT JOIN picture_bytes ON picture_bytes.picture = pictures.id "
        "LEFT JOIN thumbnails ON thumbnails.picture = pictures.id "
        "LEFT JOIN picture_views AS v ON v.picture = pictures.id"
    )
    all_of_it, nothing = (1, 1, 1, 1, 0.5), (0, 0, 0, 0, 0.5)

    def forgotten(work: Any) -> list[bool]:
        store.submit(work).result()
        found = rows(store, f"{kept} ORDER BY 1")
        assert all(row[1:] in (all_of_it, nothing) for row in found)
        return [row[1:] == nothing for row in found]

    assert forgotten(lambda conn: forget_pictures_before(conn, BEGIN)) == [False, False, False]
    assert forgotten(lambda conn: forget_pictures_of(conn, [2])) == [False, True, False]
    assert forgotten(lambda conn: forget_pictures_before(conn, BEGIN + timedelta(hours=1))) == [True, True, False]
    assert forgotten(lambda conn: forget_pictures_since(conn, BEGIN)) == [True, True, True]
    assert rows(store, "SELECT count(*) FROM accounts") == [(3,)]


def test_a_picture_that_waits_is_not_lost(store: Store) -> None:
    made = Batch.model_validate(batch(account("ana", picture=picture("ana"))))
    store.submit(lambda conn: ingest(conn, made, BEGIN)).result()
    address = picture("ana")["address"]
    store.submit(lambda conn: pictures.receive(conn, "demo", address, None, b"bytes", text_of(BEGIN))).result()
    assert store.submit(lambda conn: forget_pictures_since(conn, BEGIN)).result() == 0
    assert rows(store, "SELECT bytes FROM picture_bytes") == [(b"bytes",)]


def test_an_old_picture_that_is_still_worn_stays(store: Store) -> None:
    take(store, batch(account("ana", picture=picture("worn")), observed_at=hours(0)), drawing(1))
    take(store, batch(account("bo", picture=picture("old")), observed_at=hours(0)), drawing(2))
    take(store, batch(account("ana", picture=picture("worn")), observed_at=hours(5)))
    gone = store.submit(lambda conn: forget_older(conn, BEGIN + timedelta(hours=2))).result()
    assert (gone.observations, gone.accounts, gone.pictures) == (2, 1, 1)
    assert rows(store, "SELECT key FROM picture_addresses") == [("https://pictures.example/worn.jpg",)]


def test_a_case_goes_with_its_accounts_where_that_is_asked(store: Store) -> None:
    take(store, batch(account("ana"), account("bo"), account("cy"), observed_at=hours(0)))
    take(store, batch(account("dora"), case={"name": "Winter"}, observed_at=hours(1)))

    def collect(conn: sqlite3.Connection) -> None:
        summer = cases.new(conn, "Summer", text_of(BEGIN))
        actions.collect(conn, cases.number_of(conn, "Winter"), [1, 2], BEGIN)
        actions.collect(conn, summer, [2], BEGIN)
        actions.note_case(conn, cases.number_of(conn, "Winter"), "why", BEGIN)

    store.submit(collect).result()
    gone = store.submit(lambda conn: forget_case(conn, cases.number_of(conn, "Winter"), with_accounts=True)).result()
    assert (gone.observations, gone.accounts) == (2, 2)
    assert rows(store, "SELECT handle FROM accounts ORDER BY 1") == [("bo",), ("cy",)]
    assert rows(store, "SELECT name FROM cases") == [("Summer",)]
    assert rows(store, "SELECT what FROM actions") == [("collect",)]
    assert rows(store, "SELECT text FROM notes") == []


def test_a_list_whose_owner_or_end_was_told_by_what_is_forgotten(store: Store) -> None:
    """Neither an owner that is gone nor a list without members that stays is in the way."""
    nobodys = capture(None, ["demo:handle:bo"], capture=str(UUID(int=1)))
    owned = capture("demo:handle:ana", [], capture=str(UUID(int=1)), seen_count=1)
    empty = capture("demo:handle:bo", [], capture=str(UUID(int=2)), seen_count=0)
    filled = capture("demo:handle:bo", ["demo:handle:ana"], capture=str(UUID(int=2)))
    take(store, batch(account("bo"), captures=[nobodys, empty], observed_at=hours(0)))
    take(store, batch(account("bo"), account("ana"), captures=[owned, filled], observed_at=hours(2)))
    store.submit(lambda conn: forget(conn, BEGIN + timedelta(hours=1))).result()
    assert rows(store, "SELECT owner, seen_count FROM captures ORDER BY uuid") == [(None, 1), (1, 0)]
    assert rows(store, "SELECT * FROM edges") == []


@pytest.mark.parametrize("many", [0, 20_000])
def test_edges_of_shrunk_lists_are_worked_out_anew(store: Store, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr("companion.store.edges._MANY", many)
    for number, members in enumerate(("bc", "b", "bc")):
        listed = capture("demo:handle:a", [f"demo:handle:{x}" for x in members], kind="following", complete=True)
        people = [account(x) for x in "a" + members]
        take(store, batch(*people, captures=[listed], observed_at=hours(number)))
    spells = (
        "SELECT handle, gone_by IS NOT NULL FROM spells JOIN edges ON edges.id = edge "
        "JOIN accounts ON accounts.id = target"
    )
    assert rows(store, f"{spells} ORDER BY 1, 2") == [("b", 0), ("c", 0), ("c", 1)]
    store.submit(lambda conn: forget(conn, BEGIN + timedelta(hours=1))).result()
    assert rows(store, f"{spells} ORDER BY 1, 2") == [("b", 0), ("c", 0)]

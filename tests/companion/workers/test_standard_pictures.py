"""A site's own standard picture is nobody's; a logo that an operation wears is evidence, however many wear it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from click.testing import CliRunner

from companion.cli.main import eyeline
from companion.core.identity import parse_ref
from companion.core.progress import unobserved
from companion.core.reuse import Likeness, Region
from companion.core.wire.evidence import Evidence, Status
from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.operations.ingest import ingest
from companion.reports.section import Subject
from companion.reports.sections import reused as reused_section
from companion.store import (
    account_badges,
    actions,
    cases,
    event_times,
    picture_results,
    pictures,
    reuse,
    standard_pictures,
)
from companion.store.account_page import account_page
from companion.store.accounts import number_of
from companion.store.current_avatars import current_avatars
from companion.store.db import Store
from companion.store.faces import reuse_groups
from companion.store.reuse import worn_groups
from companion.store.selecting import account_ids
from companion.store.times import now, text_of
from companion.texts.catalogue import texts
from companion.workers.reuse import Reuse
from tests.companion.wire_samples import Json, account, batch, capture, picture

BEGIN = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
MANY, EVERYONE = 120, 400
WORN = "logo"

Seen = Callable[[list[str]], list[Json]]


def alone(_: list[str]) -> list[Json]:
    return []


def following_each_other(names: list[str]) -> list[Json]:
    return [
        capture(ref(name), [ref(names[(place + step) % len(names)]) for step in (1, 2, 3)], kind="following")
        for place, name in enumerate(names)
    ]


def ref(name: str) -> str:
    return f"demo:handle:{name}"


def did(kind: str, at: Callable[[int], datetime], thing: str | None = None) -> Seen:
    def activities(names: list[str]) -> list[Json]:
        return [
            {"account": ref(name), "kind": kind, "object": thing, "time": text_of(at(place)), "precision": "second"}
            for place, name in enumerate(names)
        ]

    return activities


def spread(place: int) -> datetime:
    """No two of them near each other."""
    return BEGIN - timedelta(days=2 * place + place % 7 / 24, minutes=7 * place % 60)


def at_once(place: int) -> datetime:
    return BEGIN + timedelta(seconds=4 * place)


def seen(
    store: Store,
    wearers: int = MANY,
    everyone: int = EVERYONE,
    status: Status = Status.no_face,
    lists: Seen = alone,
    activities: Iterable[Seen] = (),
    listed: int | None = None,
) -> None:
    """Of ``everyone`` the first so many wear one picture, each other one of its own."""
    names = [f"a{number}" for number in range(everyone)]

    def work(conn: sqlite3.Connection) -> None:
        for first in range(0, everyone, 100):
            worn = [WORN if first + place < wearers else name for place, name in enumerate(names[first : first + 100])]
            people = [
                account(name, picture=picture(each))
                for name, each in zip(names[first : first + 100], worn, strict=True)
            ]
            ingest(conn, Batch.model_validate(batch(*people)), now())
        for each in {WORN, *names[wearers:]}:
            had(conn, each, status)
        wearing = names[:wearers]
        people = [account(name) for name in names[: listed or wearers]]
        captures = lists(wearing)
        for first in range(0, len(captures), 20):
            ingest(conn, Batch.model_validate(batch(*people, captures=captures[first : first + 20])), now())
        for each in activities:
            ingest(conn, Batch.model_validate(batch(*people, activities=each(wearing))), now())

    store.submit(work).result()


def had(conn: sqlite3.Connection, name: str, status: Status) -> int:
    number = pictures.receive(conn, "demo", picture(name)["address"], None, name.encode(), text_of(BEGIN)).picture
    assert number is not None
    picture_results.finish(conn, [picture_results.Result(number, Evidence(status=status))], "thumbnail", text_of(BEGIN))
    return number


def reused(store: Store) -> int:
    """How many accounts' pictures are held to be worn by others."""
    return len(store.read_here(lambda conn: account_ids(conn, Selection(reused=True))))


SHARED = did("shares", spread, "https://news.example/1")
APART: tuple[Seen, ...] = (did("account_created", spread), SHARED)


def sought(store: Store) -> int:
    """How many accounts' pictures are still held to be reused, when standard ones were sought."""
    Reuse(store).catch_up()
    return reused(store)


def test_what_very_many_wear_who_share_nothing_is_the_sites_own(store: Store) -> None:
    seen(store, activities=APART)
    assert reused(store) == MANY
    assert sought(store) == 0

    def put_all_in(conn: sqlite3.Connection) -> int:
        number = cases.new(conn, "All", text_of(now()))
        actions.collect(conn, number, account_ids(conn, Selection()).tolist(), now())
        return number

    number = store.submit(put_all_in).result()

    def look(conn: sqlite3.Connection) -> None:
        (badge,) = account_badges.badges(conn, [(ref("a1"), parse_ref(ref("a1")))])
        assert (badge.reuse, badge.evidence.status) == (None, Status.no_face)
        page, other = (account_page(conn, number_of(conn, ref(name)), now()) for name in ("a1", "a399"))
        assert (page.reuse, page.standard, page.row.reused, other.standard) == (None, True, False, False)
        groups = reuse_groups(conn, account_ids(conn, Selection()), 10)
        assert (groups.groups, worn_groups(conn)) == ([], [])
        assert [(each.platform, each.accounts, each.said) for each in groups.standard] == [("demo", MANY, False)]
        assert len(current_avatars(conn).accounts) == EVERYONE - MANY
        subject = Subject(conn, cases.case(conn, number), [], "en")
        told = reused_section.write(subject, texts("en").below("report.reused"), unobserved)
        assert [limit.values for limit in told.method_note.limits] == [{"site": "demo", "accounts": MANY}]

    store.read_here(look)


@pytest.mark.parametrize("status", [Status.scored, Status.several_faces])
def test_a_face_is_never_the_sites_own(store: Store, status: Status) -> None:
    seen(store, status=status)
    assert sought(store) == MANY


def test_the_logo_of_an_operations_thirty_accounts_stays_evidence(store: Store) -> None:
    seen(store, wearers=30)
    assert sought(store) == 30


def test_a_logo_in_a_large_collection_stays_evidence(store: Store) -> None:
    seen(store)
    (worn,) = store.read_here(standard_pictures.widely_worn)
    assert (worn.wearers, worn.everyone, worn.is_common) == (MANY, EVERYONE, True)
    assert not replace(worn, everyone=100 * MANY + 1).is_common


@pytest.mark.parametrize(
    ("lists", "activities"),
    [
        (following_each_other, ()),
        (alone, [did("shares", at_once, "https://news.example/1")]),
        (alone, [did("account_created", at_once)]),
    ],
    ids=["follow each other", "share a post at once", "were created at once"],
)
def test_who_has_more_in_common_wears_a_logo(store: Store, lists: Seen, activities: Iterable[Seen]) -> None:
    seen(store, lists=lists, activities=activities)
    assert sought(store) == MANY


def test_following_the_same_account_is_nothing_in_common(store: Store) -> None:
    everyone = [ref(f"a{number}") for number in range(EVERYONE)]

    def followers(_: list[str]) -> list[Json]:
        return [capture(everyone[0], everyone[1:], kind="followers")]

    seen(store, wearers=EVERYONE // 2, lists=followers, listed=EVERYONE)
    assert sought(store) == 0


def test_putting_it_on_and_off_is_no_change_of_an_avatar(store: Store) -> None:
    seen(store)

    def changes(conn: sqlite3.Connection) -> int:
        return len(event_times.avatar_changes(conn))

    def change(conn: sqlite3.Connection) -> None:
        later = batch(account("a1", picture=picture("a300")), observed_at=text_of(BEGIN + timedelta(days=1)))
        ingest(conn, Batch.model_validate(later), now())

    store.submit(change).result()
    assert store.read_here(changes) == 1
    Reuse(store).catch_up()
    assert store.read_here(changes) == 0
    history = store.read_here(lambda conn: account_page(conn, number_of(conn, ref("a1")), now())).history
    assert [(each.standard, each.changed_after) for each in history.avatars] == [(True, None), (False, None)]


def test_later_ties_make_it_evidence_again(store: Store) -> None:
    seen(store)
    assert sought(store) == 0
    seen(store, everyone=EVERYONE + 100, lists=following_each_other)
    assert sought(store) == MANY


def test_a_persons_word_holds_and_can_be_taken_back(store: Store) -> None:
    seen(store)

    def command(*asked: str) -> str:
        done = CliRunner().invoke(eyeline, [*asked, "--data", str(store.folder)])
        assert done.exit_code == 0, done.output
        return done.output

    assert sought(store) == 0
    assert "Left out: the standard picture of demo" in command("reuse")
    assert "found by who wears it" in command("standard", "list")
    assert "eyeline undo" in command("standard", "remove", ref("a1"))
    assert reused(store) == MANY
    assert sought(store) == MANY
    assert "already" in command("standard", "remove", ref("a1"))
    command("undo")
    assert reused(store) == 0
    command("standard", "add", ref("a300"))
    assert '"said": true' in command("standard", "list", "--json")
    command("standard", "remove", ref("a300"))
    assert '"said": true' not in command("standard", "list", "--json")


def test_copies_are_what_the_picture_is(store: Store) -> None:
    def work(conn: sqlite3.Connection) -> list[bool]:
        first, copy, later = (had(conn, name, Status.no_face) for name in ("one", "copy", "later"))
        whole = (Region.whole, Region.whole)
        reuse.note_reused(conn, [Likeness(first, copy, whole, 0, None, mirrored=False)])
        actions.call_standard(conn, first, now())
        reuse.note_reused(conn, [Likeness(first, later, whole, 0, None, mirrored=False)])
        said = [standard_pictures.is_standard(conn, each) for each in (first, copy, later)]
        actions.call_own(conn, copy, now())
        return said + [standard_pictures.is_standard(conn, each) for each in (first, copy, later)]

    assert store.submit(work).result() == [True] * 3 + [False] * 3

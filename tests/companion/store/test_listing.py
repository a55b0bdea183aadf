"""Pages of the table of accounts, beside a sort of all of them."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from companion.core.wire.accounts import AccountsRequest, SortBy
from companion.core.wire.evidence import Evidence, Level, Status
from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.operations.ingest import ingest
from companion.store import actions, picture_results, pictures
from companion.store.db import Store
from companion.store.listing import accounts_page
from companion.store.picture_results import Result
from companion.store.times import now
from tests.companion.wire_samples import account, batch, capture, drawing, picture

PEOPLE = 23
LEVELS = (Level.none, Level.none, Level.some, Level.strong)
"""By score."""
NUMBERS = (SortBy.score, SortBy.followers, SortBy.edges)
VALUES = """
SELECT accounts.id, platform, handle, display_name, accounts.first_seen, accounts.last_seen,
    (SELECT score FROM picture_addresses JOIN pictures ON pictures.id = picture
     WHERE picture_addresses.id = picture_address) AS score,
    (SELECT followers FROM observations WHERE account = accounts.id ORDER BY id DESC LIMIT 1) AS followers,
    (SELECT count(*) FROM edges WHERE accounts.id IN (source, target)) AS edges
FROM accounts WHERE accounts.id <> 5
"""


@pytest.fixture
def crowd(store: Store) -> Store:
    """Some with a picture, a name or followers, some with the same as others; the fifth is hidden."""

    def fill(conn: sqlite3.Connection) -> None:
        people = [
            account(
                f"p{7 * number % PEOPLE}",
                picture=picture(f"q{number}") if number % 3 else None,
                display_name=f"Name {number % 4}" if number % 5 else None,
                counts={"followers": number % 6} if number % 2 else None,
            )
            for number in range(PEOPLE)
        ]
        lists = [capture(people[number]["ref"], [each["ref"] for each in people[: number * 3]]) for number in (1, 4)]
        for number, part in enumerate((people[:9], people)):
            seen = batch(*part, captures=lists if number else [], observed_at=f"2026-0{number + 1}-01T00:00:00Z")
            ingest(conn, Batch.model_validate(seen), now())
        for number in range(1, PEOPLE, 2):
            address = f"https://pictures.example/q{number}.jpg"
            pictures.receive(conn, "demo", address, None, drawing(number), "2026-03-01T00:00:00.000Z")
        measured = conn.execute("SELECT id FROM pictures").fetchall()
        for row in measured:
            evidence = Evidence(status=Status.scored, score=row["id"] % 4, level=LEVELS[row["id"] % 4])
            picture_results.finish(conn, [Result(row["id"], evidence)], "none", "2026-03-01T00:00:00.000Z")
        actions.hide(conn, [5], now())

    store.submit(fill).result()
    return store


def expected(conn: sqlite3.Connection, sort: SortBy, descending: bool) -> list[int]:
    rows = [dict(row) for row in conn.execute(VALUES)]
    untold: int | str = 0 if sort in NUMBERS else ""
    return [
        row["id"]
        for told in (True, False)
        for row in sorted(
            (row for row in rows if (row[sort.value] is not None) is told),
            key=lambda row: (row[sort.value] or untold, row["id"]),
            reverse=descending,
        )
    ]


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", list(SortBy))
def test_pages_follow_one_another_in_every_order(crowd: Store, sort: SortBy, descending: bool) -> None:
    def pages(conn: sqlite3.Connection, **conditions: Any) -> list[int]:
        found: list[int] = []
        for first in range(0, PEOPLE + 7, 7):
            selection = Selection.model_validate(conditions)
            asked = AccountsRequest(selection=selection, sort=sort, descending=descending, first=first, most=7)
            page = accounts_page(conn, asked)
            found += [row.account for row in page.rows]
            assert page.total == PEOPLE - 1
        return found

    wanted = crowd.read_here(lambda conn: expected(conn, sort, descending))
    assert len(wanted) == PEOPLE - 1
    assert crowd.read_here(pages) == wanted
    # By a condition that all meet: sought in another way, with the same outcome.
    assert crowd.read_here(lambda conn: pages(conn, search="p")) == wanted


def test_a_page_after_the_last_still_says_how_many_there_are(crowd: Store) -> None:
    for selection, count in ((Selection(), 22), (Selection(hidden=True), 23), (Selection(search="p1"), 11)):
        asked = AccountsRequest(selection=selection, first=400)
        page = crowd.read_here(lambda conn, asked=asked: accounts_page(conn, asked))
        assert (page.total, page.rows) == (count, [])


def test_by_level(crowd: Store) -> None:
    for level, scores in ((Level.none, {0, 1, 2, 3}), (Level.some, {2, 3}), (Level.strong, {3})):
        asked = AccountsRequest(selection=Selection(level=level), sort=SortBy.score)
        found = crowd.read_here(lambda conn, asked=asked: accounts_page(conn, asked))
        assert {row.evidence.score for row in found.rows if row.evidence} == scores

"""What was collected of some accounts: on which pages, when, and how much of it is whole."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from companion.core.graph import IntArray
from companion.store.pictures import WITH_PICTURE
from companion.store.rows import WITHIN

_SHOWING = f"(SELECT DISTINCT batch FROM observations WHERE account {WITHIN})"


@dataclass(frozen=True)
class OnPlatform:
    """Accounts of one platform, and what became of the pictures that they wear now.

    ``strong`` and ``some`` are among ``measured``, which are those with one face; ``other`` are pictures without one
    face that can be measured, and ``waiting`` those that were not measured yet.
    """

    platform: str
    accounts: int
    pictures: int
    measured: int
    strong: int
    some: int
    other: int
    waiting: int


@dataclass(frozen=True)
class ListsSeen:
    """Visits of one kind of list of the accounts. ``displayed`` is what the pages say of those that say it."""

    platform: str
    kind: str
    owners: int
    captures: int
    whole: int
    seen: int
    displayed: int | None


@dataclass(frozen=True)
class PagesSeen:
    """Pages of one kind that showed the accounts; ``visits`` counts a page as often as it was seen anew."""

    platform: str
    kind: str
    pages: int
    visits: int


@dataclass(frozen=True)
class Collection:
    """``days``: on which days, as 2020-05-01, how many visits of pages showed the accounts."""

    platforms: list[OnPlatform]
    lists: list[ListsSeen]
    pages: list[PagesSeen]
    days: list[tuple[str, int]]
    sessions: int
    versions: list[str]
    imports: list[str]


@dataclass(frozen=True)
class Around:
    """All that the database knows, which is what a selection is compared with."""

    accounts: int
    edges: int
    captures: int


def collection(conn: sqlite3.Connection, accounts: IntArray) -> Collection:
    """By what these accounts (n,) came to be known: lists, pages, days, sessions and imports."""
    values = {"accounts": json.dumps(accounts.tolist())}

    def rows(sql: str) -> list[sqlite3.Row]:
        return conn.execute(sql, values).fetchall()

    sessions, versions = rows(
        f"SELECT count(DISTINCT session), group_concat(DISTINCT tool_version) FROM batches WHERE id IN {_SHOWING}"
    )[0]
    return Collection(
        platforms=on_platforms(conn, accounts),
        lists=[ListsSeen(**row) for row in rows(_LISTS)],
        pages=[PagesSeen(**row) for row in rows(_PAGES)],
        days=[(row[0], row[1]) for row in rows(_DAYS)],
        sessions=sessions,
        versions=sorted((versions or "").split(",")) if versions else [],
        imports=[row[0] for row in rows(_IMPORTS)],
    )


def on_platforms(conn: sqlite3.Connection, accounts: IntArray) -> list[OnPlatform]:
    """How many there are of these accounts (n,) and of their pictures, by platform."""
    rows = conn.execute(_PLATFORMS, {"accounts": json.dumps(accounts.tolist())})
    return [OnPlatform(**row) for row in rows]


def around(conn: sqlite3.Connection) -> Around:
    """Of the whole database."""
    row = conn.execute(
        "SELECT (SELECT count(*) FROM accounts) AS accounts, (SELECT count(*) FROM edges) AS edges, "
        "(SELECT count(*) FROM captures) AS captures"
    ).fetchone()
    return Around(**row)


_PLATFORMS = f"""
SELECT accounts.platform, count(*) AS accounts, count(picture_addresses.id) AS pictures,
    coalesce(sum(pictures.status = 'scored'), 0) AS measured,
    coalesce(sum(level = 'strong'), 0) AS strong,
    coalesce(sum(level = 'some'), 0) AS some,
    coalesce(sum(pictures.status NOT IN ('scored', 'waiting')), 0) AS other,
    coalesce(sum(picture_addresses.id IS NOT NULL AND coalesce(pictures.status, 'waiting') = 'waiting'), 0) AS waiting
FROM accounts {WITH_PICTURE}
WHERE accounts.id {WITHIN} GROUP BY accounts.platform ORDER BY accounts.platform
"""
_LISTS = f"""
SELECT platform, kind, count(DISTINCT owner) AS owners, count(*) AS captures, sum(complete) AS whole,
    sum(seen_count) AS seen, sum(displayed_count) AS displayed
FROM (SELECT accounts.platform, captures.* FROM captures JOIN accounts ON accounts.id = owner WHERE owner {WITHIN})
GROUP BY platform, kind ORDER BY platform, kind
"""
_PAGES = f"""
SELECT platform, kind, count(DISTINCT page) AS pages, count(*) AS visits
FROM batches JOIN pages ON pages.id = page WHERE batches.id IN {_SHOWING}
GROUP BY platform, kind ORDER BY platform, kind
"""
_DAYS = f"SELECT substr(observed_at, 1, 10), count(*) FROM batches WHERE id IN {_SHOWING} GROUP BY 1 ORDER BY 1"
_IMPORTS = (
    "SELECT DISTINCT file FROM imports JOIN import_batches ON import = imports.id "
    f"WHERE batch IN {_SHOWING} ORDER BY file"
)

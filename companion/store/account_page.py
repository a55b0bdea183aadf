"""One account's page: all that is known of it, with its lists cut."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from companion.core.wire.accounts import AccountPage, ActivityRow, CaseName, NoteRow, Sighting
from companion.core.wire.history import Between, Rows, Scope
from companion.core.wire.selection import Selection
from companion.errors import NotFoundError
from companion.store.account_history import account_history
from companion.store.history import as_of
from companion.store.listing import account_rows
from companion.store.reuse import reuse
from companion.store.standard_pictures import is_standard
from companion.store.standing_groups import groups_of

MOST = 100
MOST_ON_A_PAGE = 1000


def account_page(conn: sqlite3.Connection, account: int, at: datetime) -> AccountPage:
    """Raises :class:`NotFoundError`."""
    found = account_rows(conn, [account])
    if not found:
        raise NotFoundError("accounts.forgotten")
    row = found[0]
    picture = row.evidence.picture if row.evidence else None
    scope = Scope(selection=Selection(accounts=[account], hidden=True), between=Between.touching)
    edges = as_of(conn, scope, at, Rows(most=MOST))
    sightings = conn.execute(
        "SELECT observed_at AS seen_at, role, pages.kind AS page_kind, pages.address AS page, title AS page_title "
        "FROM observations JOIN batches ON batches.id = batch JOIN pages ON pages.id = page WHERE account = ? "
        "ORDER BY observed_at DESC, observations.id DESC LIMIT ?",
        (account, MOST),
    )
    activities = conn.execute(
        "SELECT DISTINCT kind, object, text, time, precision FROM activities WHERE account = ? "
        "ORDER BY time IS NULL, time DESC, kind, object LIMIT ?",
        (account, MOST),
    )
    notes = conn.execute(
        "SELECT id AS note, text, added_at AS at FROM account_notes WHERE account = ? ORDER BY added_at, id", (account,)
    )
    cases = conn.execute(
        'SELECT DISTINCT id AS "case", name FROM cases JOIN case_accounts ON case_id = cases.id '
        "WHERE account = ? ORDER BY name",
        (account,),
    )
    return AccountPage(
        row=row,
        address=conn.execute("SELECT address FROM accounts WHERE id = ?", (account,)).fetchone()["address"],
        history=account_history(conn, account),
        reuse=reuse(conn, [(account, picture)]).get(account) if picture is not None else None,
        standard=picture is not None and is_standard(conn, picture),
        group=groups_of(conn, [account]).get(account),
        sightings=[Sighting(**each) for each in sightings],
        sightings_count=_count(conn, "observations", account),
        neighbours=edges.edges,
        neighbours_count=edges.count,
        activities=[ActivityRow(**each) for each in activities],
        activities_count=_count(conn, "activities", account),
        cases=[CaseName(**each) for each in cases],
        notes=[NoteRow(**each) for each in notes],
    )


def _count(conn: sqlite3.Connection, table: str, account: int) -> int:
    return int(conn.execute(f"SELECT count(*) FROM {table} WHERE account = ?", (account,)).fetchone()[0])


def seen_on(conn: sqlite3.Connection, page: str) -> list[int]:
    """Accounts that were seen on the page of this address, with or without its query: at most MOST_ON_A_PAGE."""
    rows = conn.execute(
        "SELECT DISTINCT account FROM pages JOIN batches ON batches.page = pages.id "
        "JOIN observations ON observations.batch = batches.id WHERE pages.address IN (?, ?) LIMIT ?",
        (page, page.partition("?")[0], MOST_ON_A_PAGE),
    )
    return [row["account"] for row in rows]

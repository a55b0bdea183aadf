"""One case as its page shows it: in which sessions it was recorded, and what was seen in each of them."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from companion.core.wire.accounts import CaseName
from companion.core.wire.cases import (
    CaseComparison,
    CaseNoteRow,
    CasePage,
    CaseRow,
    Cases,
    ListSeen,
    PageSeen,
    SessionPage,
    SessionRow,
)
from companion.errors import NotFoundError
from companion.store import cases
from companion.store.selecting import names

MOST_COLLECTED = 100
MOST_SHARED = 200
MOST_SEEN = 500
"""So many pages and lists of a session are listed."""


def case_rows(conn: sqlite3.Connection) -> Cases:
    """All cases, by name."""
    more = {
        row["id"]: row
        for row in conn.execute(
            "SELECT id, (SELECT count(DISTINCT session) FROM case_batches JOIN batches ON batches.id = batch "
            "WHERE case_id = cases.id) AS sessions, (SELECT count(*) FROM case_notes WHERE case_id = cases.id) "
            "+ (SELECT count(*) FROM account_notes WHERE case_id = cases.id) AS notes FROM cases"
        )
    }
    return Cases(cases=[_row(known, more[known.number]) for known in cases.every_case(conn)])


def case_page(conn: sqlite3.Connection, number: int) -> CasePage:
    """Raises :class:`NotFoundError`."""
    row = next((each for each in case_rows(conn).cases if each.case == number), None)
    if row is None:
        raise NotFoundError("cases.unknown")
    collected = [each[0] for each in conn.execute(COLLECTED, {"case": number})]
    listed = names(conn, collected[:MOST_COLLECTED])
    return CasePage(
        case=row,
        notes=[CaseNoteRow(note=each.note, text=each.text, at=each.at) for each in cases.notes(conn, number)],
        sessions=_sessions(conn, number),
        collected=[listed[account] for account in collected[:MOST_COLLECTED]],
        collected_count=len(collected),
        has_key=cases.has_key(conn, number),
    )


def session_page(conn: sqlite3.Connection, number: int, session: int) -> SessionPage:
    """What was recorded into the case in this session. Raises :class:`NotFoundError` where nothing was."""
    case = cases.case(conn, number)
    row = next((each for each in _sessions(conn, number) if each.session == session), None)
    if row is None:
        raise NotFoundError("cases.no_session")
    values = {"case": number, "session": session, "most": MOST_SEEN}
    lists = conn.execute(LISTS, values).fetchall()
    owners = names(conn, {each["owner"] for each in lists if each["owner"] is not None})
    return SessionPage(
        case=CaseName(case=number, name=case.name),
        session=row,
        pages=[PageSeen.model_validate(dict(each)) for each in conn.execute(PAGES, values)],
        lists=[ListSeen.model_validate({**each, "owner": owners.get(each["owner"])}) for each in lists],
    )


def compare(conn: sqlite3.Connection, one: int, other: int) -> CaseComparison:
    """What two cases share. Raises :class:`NotFoundError`."""
    first, second = (cases.case(conn, number) for number in (one, other))
    accounts = {number: _accounts(conn, number) for number in (one, other)}
    both = accounts[one] & accounts[other]
    listed = names(conn, sorted(both)[:MOST_SHARED])
    values = {"one": json.dumps(sorted(accounts[one])), "other": json.dumps(sorted(accounts[other]))}
    edges = conn.execute(EDGES, values).fetchone()
    return CaseComparison(
        one=CaseName(case=one, name=first.name),
        other=CaseName(case=other, name=second.name),
        only_one=len(accounts[one] - both),
        only_other=len(accounts[other] - both),
        both_count=len(both),
        both=list(listed.values()),
        **dict(edges),
    )


def _accounts(conn: sqlite3.Connection, number: int) -> set[int]:
    return {row[0] for row in conn.execute("SELECT account FROM case_accounts WHERE case_id = ?", (number,))}


def _row(known: cases.CaseKnown, more: sqlite3.Row) -> CaseRow:
    return CaseRow.model_validate(
        {
            "case": known.number,
            "name": known.name,
            "created_at": known.created_at,
            "accounts": known.accounts,
            "recorded": known.recorded,
            "sessions": more["sessions"],
            "notes": more["notes"],
            "first_seen": known.first_seen,
            "last_seen": known.last_seen,
        }
    )


def _sessions(conn: sqlite3.Connection, number: int) -> list[SessionRow]:
    """The newest first."""
    return [_session(row) for row in conn.execute(SESSIONS, {"case": number})]


def _session(row: sqlite3.Row) -> SessionRow:
    known: dict[str, Any] = dict(row)
    return SessionRow.model_validate(known | {"platforms": sorted(json.loads(row["platforms"]))})


COLLECTED = """
SELECT account FROM collected
JOIN actions ON actions.id = collected.added AND actions.undone_at IS NULL
LEFT JOIN actions AS removal ON removal.id = collected.removed AND removal.undone_at IS NULL
WHERE case_id = :case AND removal.id IS NULL ORDER BY actions.done_at DESC, account
"""

RECORDED = """
WITH recorded AS MATERIALIZED (
    SELECT batches.* FROM case_batches JOIN batches ON batches.id = batch WHERE case_id = :case
)
"""

SESSIONS = f"""
{RECORDED},
listed AS (
    SELECT session, count(*) AS lists, total(complete) AS complete_lists
    FROM recorded JOIN captures ON captures.batch = recorded.id GROUP BY session
),
seen AS (
    SELECT session, count(DISTINCT account) AS accounts
    FROM recorded JOIN observations ON observations.batch = recorded.id GROUP BY session
)
SELECT recorded.session, min(observed_at) AS first_seen, max(observed_at) AS last_seen,
    json_group_array(DISTINCT pages.platform) AS platforms, count(DISTINCT page) AS pages,
    coalesce(lists, 0) AS lists, coalesce(complete_lists, 0) AS complete_lists,
    coalesce(accounts, 0) AS accounts, max(tool_version) AS tool_version
FROM recorded JOIN pages ON pages.id = recorded.page
LEFT JOIN listed ON listed.session = recorded.session LEFT JOIN seen ON seen.session = recorded.session
GROUP BY recorded.session ORDER BY first_seen DESC
"""

PAGES = f"""
{RECORDED}
SELECT kind, platform, address, title, min(observed_at) AS first_seen, max(observed_at) AS last_seen,
    (SELECT count(DISTINCT account) FROM observations
     JOIN recorded AS there ON there.id = observations.batch AND there.page = pages.id
     AND there.session = :session) AS accounts
FROM recorded JOIN pages ON pages.id = recorded.page WHERE recorded.session = :session
GROUP BY pages.id ORDER BY first_seen LIMIT :most
"""

LISTS = f"""
{RECORDED}
SELECT captures.id AS capture, captures.kind, owner, displayed_count, seen_count, complete, captures.first_seen,
    captures.last_seen, address
FROM recorded JOIN captures ON captures.batch = recorded.id JOIN pages ON pages.id = recorded.page
WHERE recorded.session = :session ORDER BY captures.first_seen LIMIT :most
"""

EDGES = """
WITH one AS MATERIALIZED (SELECT value AS account FROM json_each(:one)),
other AS MATERIALIZED (SELECT value AS account FROM json_each(:other)),
found AS MATERIALIZED (
    SELECT source IN one AS source_one, source IN other AS source_other,
        target IN one AS target_one, target IN other AS target_other
    FROM (SELECT account FROM one UNION SELECT account FROM other) AS any_of CROSS JOIN edges ON source = any_of.account
)
SELECT count(*) FILTER (WHERE source_one AND target_one) AS edges_one,
    count(*) FILTER (WHERE source_other AND target_other) AS edges_other,
    count(*) FILTER (WHERE source_one AND source_other AND target_one AND target_other) AS edges_both,
    count(*) FILTER (WHERE (source_one AND NOT source_other AND target_other AND NOT target_one)
        OR (source_other AND NOT source_one AND target_one AND NOT target_other)) AS edges_between
FROM found
"""

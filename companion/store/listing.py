"""The table of accounts: a page of a selection in an order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from companion.core.wire.accounts import AccountRow, AccountRows, AccountsRequest, CaseFacet, Facet, Facets, SortBy
from companion.core.wire.evidence import Evidence, Status
from companion.core.wire.selection import Selection
from companion.store import found_communities
from companion.store.pictures import WITH_PICTURE
from companion.store.selecting import REUSED, condition

_STANDINGS = {SortBy.score: "picture_score", SortBy.followers: "last_followers", SortBy.edges: "edge_count"}
# Only times are never missing; where values are, accounts without one come last in either order.
_NEVER_MISSING = (SortBy.last_seen, SortBy.first_seen)
_EVERYBODY = (Selection(), Selection(hidden=True))


def accounts_page(conn: sqlite3.Connection, asked: AccountsRequest) -> AccountRows:
    """The wanted rows and how many there are. Accounts without a value come last in either order."""
    column = _STANDINGS.get(asked.sort, asked.sort.value)
    way = "DESC" if asked.descending else "ASC"
    last = "" if asked.sort in _NEVER_MISSING else "NULLS LAST"
    where, values = condition(asked.selection)
    # Everybody is counted, and mostly put in order, by an index; who meets conditions is sought once for both.
    if asked.selection in _EVERYBODY:
        once, rows = "NOT MATERIALIZED", f"accounts WHERE {where}"
    else:
        once, rows = "MATERIALIZED", "chosen JOIN accounts USING (id)"
    total, ids = conn.execute(
        f"WITH chosen(id) AS {once} (SELECT accounts.id FROM accounts WHERE {where}), "
        f"page(id) AS (SELECT accounts.id FROM {rows} "
        f"ORDER BY accounts.{column} {way} {last}, accounts.id {way} LIMIT :most OFFSET :first) "
        "SELECT (SELECT count(*) FROM chosen), (SELECT json_group_array(id) FROM page)",
        values | {"most": asked.most, "first": asked.first},
    ).fetchone()
    return AccountRows(total=total, rows=account_rows(conn, json.loads(ids)))


def account_rows(conn: sqlite3.Connection, accounts: Sequence[int]) -> list[AccountRow]:
    """These accounts as the table shows them, in this order; those that are gone are left out."""
    wanted = json.dumps(list(accounts))
    rows = conn.execute(
        "SELECT accounts.id AS account, accounts.platform, account_id, handle, display_name, first_seen, last_seen, "
        "accounts.picture_address, pictures.id AS picture, status, evidence, "
        f"EXISTS ({REUSED}) AS reused, last_followers AS followers, edge_count AS edges, "
        "EXISTS (SELECT 1 FROM hidden_accounts WHERE account = accounts.id) AS hidden, "
        "(SELECT community FROM communities WHERE account = accounts.id) AS community, "
        "(SELECT json_group_array(tag) FROM (SELECT DISTINCT tag FROM account_tags WHERE account = accounts.id "
        "ORDER BY tag)) AS tags "
        "FROM json_each(?) AS wanted CROSS JOIN accounts ON accounts.id = wanted.value "
        f"{WITH_PICTURE} ORDER BY wanted.key",
        (wanted,),
    )
    return [_row(row) for row in rows]


def _row(row: sqlite3.Row) -> AccountRow:
    evidence = None
    if row["picture_address"] is not None:
        evidence = (
            Evidence.model_validate_json(row["evidence"]) if row["evidence"] else Evidence(status=Status.waiting)
        ).model_copy(update={"picture": row["picture"]})
    return AccountRow(
        account=row["account"],
        platform=row["platform"],
        account_id=row["account_id"],
        handle=row["handle"],
        display_name=row["display_name"],
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        evidence=evidence,
        reused=bool(row["reused"]),
        followers=row["followers"],
        edges=row["edges"],
        tags=json.loads(row["tags"]),
        community=row["community"],
        hidden=bool(row["hidden"]),
    )


def facets(conn: sqlite3.Connection) -> Facets:
    """What accounts can be chosen by, each with how many have it; the commonest first."""
    platforms = conn.execute(
        "SELECT platform AS value, count(*) AS accounts FROM accounts GROUP BY platform ORDER BY accounts DESC, value"
    )
    tags = conn.execute(
        "SELECT tag AS value, count(DISTINCT account) AS accounts FROM account_tags GROUP BY tag "
        "ORDER BY accounts DESC, value"
    )
    cases = conn.execute(
        'SELECT id AS "case", name, (SELECT count(*) FROM case_accounts WHERE case_id = cases.id) AS accounts '
        "FROM cases ORDER BY name"
    )
    return Facets(
        platforms=[Facet(**row) for row in platforms],
        tags=[Facet(**row) for row in tags],
        cases=[CaseFacet(**row) for row in cases],
        communities=found_communities.found(conn),
    )


def unusual(conn: sqlite3.Connection, since: str | None, most: int) -> tuple[list[AccountRow], int]:
    """Accounts whose picture has more than ordinary evidence, the rarest first, and their number.

    ``since``: only those seen then or later.
    """
    found = conn.execute(
        "SELECT accounts.id, count(*) OVER () AS found FROM accounts "
        "WHERE accounts.last_seen >= coalesce(?, '') AND picture_level IN ('strong', 'some') "
        "AND accounts.id NOT IN (SELECT account FROM hidden_accounts) "
        "ORDER BY picture_level = 'strong' DESC, picture_score DESC, accounts.id LIMIT ?",
        (since, most),
    ).fetchall()
    return account_rows(conn, [row["id"] for row in found]), found[0]["found"] if found else 0

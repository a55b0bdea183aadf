"""The table of accounts: a page of a selection in an order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from companion.core.views.accounts import AccountRow, AccountRows, AccountsRequest, CaseFacet, Facet, Facets, SortBy
from companion.core.wire import Evidence, Status
from companion.store.selecting import REUSED, condition

_FOLLOWERS = (
    "(SELECT followers FROM observations WHERE account = accounts.id AND followers IS NOT NULL "
    "ORDER BY observations.id DESC LIMIT 1)"
)
_EDGES = (
    "((SELECT count(*) FROM edges WHERE source = accounts.id) "
    "+ (SELECT count(*) FROM edges WHERE target = accounts.id))"
)
_ORDERS = {
    SortBy.last_seen: "accounts.last_seen",
    SortBy.first_seen: "accounts.first_seen",
    SortBy.handle: "accounts.handle",
    SortBy.display_name: "accounts.display_name",
    SortBy.platform: "accounts.platform",
    SortBy.score: "(SELECT score FROM scores WHERE scores.address = accounts.picture_address)",
    SortBy.followers: _FOLLOWERS,
    SortBy.edges: _EDGES,
}
# Gathered once for all accounts, where they are put in this order: a picture's own row is long.
_SCORES = (
    "WITH scores(address, score) AS MATERIALIZED (SELECT picture_addresses.id, score FROM pictures "
    "JOIN picture_addresses ON picture = pictures.id WHERE score IS NOT NULL) "
)


def accounts_page(conn: sqlite3.Connection, asked: AccountsRequest) -> AccountRows:
    """The wanted rows and how many there are. Accounts without a value come last in either order."""
    where, values = condition(asked.selection)
    order = _ORDERS[asked.sort]
    way = "DESC" if asked.descending else "ASC"
    # Only times are never missing, so that their index gives the order without a sort.
    last = "" if asked.sort in (SortBy.last_seen, SortBy.first_seen) else " NULLS LAST"
    gathered = _SCORES if asked.sort is SortBy.score else ""
    ids = conn.execute(
        f"{gathered}SELECT accounts.id FROM accounts WHERE {where} ORDER BY {order} {way}{last}, accounts.id {way} "
        "LIMIT :most OFFSET :first",
        values | {"most": asked.most, "first": asked.first},
    )
    total = conn.execute(f"SELECT count(*) FROM accounts WHERE {where}", values).fetchone()[0]
    return AccountRows(total=total, rows=account_rows(conn, [row[0] for row in ids]))


def account_rows(conn: sqlite3.Connection, accounts: Sequence[int]) -> list[AccountRow]:
    """These accounts as the table shows them, in this order; those that are gone are left out."""
    wanted = json.dumps(list(accounts))
    rows = conn.execute(
        "SELECT accounts.id AS account, accounts.platform, account_id, handle, display_name, first_seen, last_seen, "
        "accounts.picture_address, pictures.id AS picture, status, evidence, "
        f"EXISTS ({REUSED}) AS reused, {_FOLLOWERS} AS followers, {_EDGES} AS edges, "
        "EXISTS (SELECT 1 FROM hidden_accounts WHERE account = accounts.id) AS hidden, "
        "(SELECT json_group_array(tag) FROM (SELECT DISTINCT tag FROM account_tags WHERE account = accounts.id "
        "ORDER BY tag)) AS tags "
        "FROM json_each(?) AS wanted CROSS JOIN accounts ON accounts.id = wanted.value "
        "LEFT JOIN picture_addresses ON picture_addresses.id = accounts.picture_address "
        "LEFT JOIN pictures ON pictures.id = picture_addresses.picture ORDER BY wanted.key",
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
    )


def unusual(conn: sqlite3.Connection, since: str, most: int) -> tuple[list[AccountRow], int]:
    """Accounts seen since then whose picture has more than ordinary evidence, the rarest first, and their number."""
    found = conn.execute(
        "SELECT accounts.id, count(*) OVER () AS found FROM accounts "
        "JOIN picture_addresses ON picture_addresses.id = accounts.picture_address "
        "JOIN pictures ON pictures.id = picture_addresses.picture "
        "WHERE accounts.last_seen >= ? AND json_extract(evidence, '$.level') IN ('strong', 'some') "
        "AND accounts.id NOT IN (SELECT account FROM hidden_accounts) "
        "ORDER BY json_extract(evidence, '$.level') = 'strong' DESC, score DESC, accounts.id LIMIT ?",
        (since, most),
    ).fetchall()
    return account_rows(conn, [row["id"] for row in found]), found[0]["found"] if found else 0

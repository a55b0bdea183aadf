"""A selection as a condition on accounts, and the names of accounts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from companion.core.graph import IntArray
from companion.core.wire.evidence import Level
from companion.core.wire.findings.finding import Sample
from companion.core.wire.selection import AccountName, Selection
from companion.store.arrays import integers
from companion.store.moment import once
from companion.store.times import text_of

LEVELS = {Level.none: ("none", "some", "strong"), Level.some: ("some", "strong"), Level.strong: ("strong",)}

Condition = tuple[str, dict[str, Any]]

# The accounts that a condition's value names, in its own table.
_MEMBERS = {
    "case": "SELECT account FROM case_accounts WHERE case_id = :chosen_case",
    "tag": "SELECT account FROM account_tags WHERE tag = :chosen_tag",
    "community": "SELECT account FROM communities WHERE community = :chosen_community",
    "group_of": "SELECT same.account FROM standing_group_members AS own "
    "JOIN standing_group_members AS same USING (standing_group) WHERE own.account = :chosen_group_of",
    "capture": "SELECT account FROM capture_members WHERE capture = :chosen_capture",
}


def condition(selection: Selection) -> Condition:
    """SQL that holds of the selection's rows in ``accounts``, and its values by name; all begin with ``chosen_``."""
    parts: list[str] = []
    values: dict[str, Any] = {}

    def require(sql: str, **named: Any) -> None:
        parts.append(sql)
        values.update({f"chosen_{name}": value for name, value in named.items()})

    if selection.accounts is not None:
        require(
            "accounts.id IN (SELECT value FROM json_each(:chosen_accounts))", accounts=json.dumps(selection.accounts)
        )
    for name, members in _MEMBERS.items():
        value = getattr(selection, name)
        if value is not None:
            require(f"accounts.id IN ({members})", **{name: value})
    if selection.platform is not None:
        require("accounts.platform = :chosen_platform", platform=selection.platform)
    if selection.level is not None:
        require(
            "accounts.picture_level IN (SELECT value FROM json_each(:chosen_levels))",
            levels=json.dumps(LEVELS[selection.level]),
        )
    if selection.reused is not None:
        worn_by_others = f"accounts.picture_address IN ({_WORN_BY_OTHERS})"
        require(worn_by_others if selection.reused else f"NOT coalesce({worn_by_others}, FALSE)")
    if selection.search:
        pattern = selection.search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        require(
            "(accounts.handle LIKE :chosen_search ESCAPE '\\' OR accounts.display_name LIKE :chosen_search ESCAPE '\\' "
            "OR accounts.account_id LIKE :chosen_search ESCAPE '\\' OR accounts.id IN "
            "(SELECT account FROM account_handles WHERE handle LIKE :chosen_search ESCAPE '\\'))",
            search=f"%{pattern}%",
        )
    if selection.seen_from is not None:
        require("accounts.last_seen >= :chosen_from", **{"from": text_of(selection.seen_from)})
    if selection.seen_to is not None:
        require("accounts.first_seen < :chosen_to", to=text_of(selection.seen_to))
    if not selection.hidden:
        require("accounts.id NOT IN (SELECT account FROM hidden_accounts)")
    return " AND ".join(parts) or "TRUE", values


REUSED = (
    "SELECT 1 FROM picture_addresses AS worn WHERE worn.id = accounts.picture_address "
    "AND NOT EXISTS (SELECT 1 FROM pictures WHERE id = worn.picture AND standard) AND ("
    "EXISTS (SELECT 1 FROM picture_addresses AS same JOIN avatars ON avatars.picture_address = same.id "
    "WHERE same.picture = worn.picture AND avatars.account <> accounts.id) "
    "OR EXISTS (SELECT 1 FROM reused_pictures WHERE first = worn.picture OR second = worn.picture) "
    "OR EXISTS (SELECT 1 FROM known_matches WHERE known_matches.picture = worn.picture))"
)
"""Of one account: a row where somebody else wore its picture, too, or where the picture is a known one."""

# The same of all accounts at once: the addresses of such pictures. Most pictures have one address, and most addresses
# one account, so that those which have more are sought first.
_WORN_BY_OTHERS = (
    "SELECT id FROM picture_addresses WHERE picture IN ("
    "SELECT picture FROM picture_addresses WHERE id IN "
    "(SELECT picture_address FROM avatars GROUP BY picture_address HAVING count(*) > 1) "
    "UNION SELECT same.picture FROM (SELECT picture FROM picture_addresses WHERE picture IS NOT NULL "
    "GROUP BY picture HAVING count(*) > 1) AS same JOIN picture_addresses ON picture_addresses.picture = same.picture "
    "JOIN avatars ON picture_address = picture_addresses.id GROUP BY same.picture HAVING min(account) <> max(account) "
    "UNION SELECT first FROM reused_pictures UNION SELECT second FROM reused_pictures "
    "UNION SELECT picture FROM known_matches EXCEPT SELECT id FROM pictures WHERE standard)"
)


@once
def account_ids(conn: sqlite3.Connection, selection: Selection) -> IntArray:
    """The keys (k,) of the selection's accounts, rising."""
    sql, values = condition(selection)
    return integers(conn, f"SELECT accounts.id FROM accounts WHERE {sql} ORDER BY accounts.id", values).ravel()


@once
def hidden(conn: sqlite3.Connection) -> IntArray:
    """The keys (k,) of the accounts that are hidden now, rising."""
    return integers(conn, "SELECT account FROM hidden_accounts ORDER BY account").ravel()


def names(conn: sqlite3.Connection, accounts: Iterable[int]) -> dict[int, AccountName]:
    """How to name these accounts; those that are gone are left out."""
    rows = conn.execute(
        "SELECT accounts.id AS account, platform, account_id, handle, display_name FROM json_each(?) AS wanted "
        "JOIN accounts ON accounts.id = wanted.value",
        (json.dumps([int(account) for account in accounts]),),
    )
    return {row["account"]: AccountName(**row) for row in rows}


@once
def sample(conn: sqlite3.Connection, accounts: IntArray) -> Sample:
    """How many accounts (n,) these are, on which platforms and seen since when, and how many captures show them."""
    wanted = json.dumps(accounts.tolist())
    within = "(SELECT value FROM json_each(:wanted))"
    of_accounts = conn.execute(
        "SELECT count(*) AS accounts, group_concat(DISTINCT platform) AS platforms, min(first_seen) AS first_seen, "
        f"max(last_seen) AS last_seen FROM accounts WHERE id IN {within}",
        {"wanted": wanted},
    ).fetchone()
    of_captures = conn.execute(
        "SELECT count(*) AS captures, coalesce(sum(NOT complete), 0) AS incomplete FROM captures WHERE id IN "
        f"(SELECT id FROM captures WHERE owner IN {within} "
        f"UNION SELECT capture FROM capture_members WHERE account IN {within})",
        {"wanted": wanted},
    ).fetchone()
    return Sample(
        accounts=of_accounts["accounts"],
        platforms=sorted((of_accounts["platforms"] or "").split(",")) if of_accounts["platforms"] else [],
        captures=of_captures["captures"],
        incomplete_captures=of_captures["incomplete"],
        first_seen=of_accounts["first_seen"],
        last_seen=of_accounts["last_seen"],
    )

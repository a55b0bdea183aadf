"""The groups that stand out among all accounts, as they were judged last, and who belongs to each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from companion.core.wire.base import Key, Wire
from companion.core.wire.group_signs import StandingGroup


class Standing(Wire):
    """One of them, and the keys of its accounts, rising."""

    told: StandingGroup
    members: list[Key]


def keep(conn: sqlite3.Connection, groups: Sequence[Standing]) -> bool:
    """Keep these instead of the ones before; False where they are the same. Accounts that are gone are left out."""
    told = [(number, each.told.model_dump_json()) for number, each in enumerate(groups, 1)]
    members = [(account, number) for number, each in enumerate(groups, 1) for account in each.members]
    if told == _rows(conn, "number, told FROM standing_groups") and sorted(members) == _rows(
        conn, "account, standing_group FROM standing_group_members"
    ):
        return False
    conn.execute("DELETE FROM standing_groups")
    conn.executemany("INSERT INTO standing_groups (number, told) VALUES (?, ?)", told)
    conn.executemany(
        "INSERT INTO standing_group_members (account, standing_group) SELECT id, ? FROM accounts WHERE id = ?",
        ((number, account) for account, number in members),
    )
    return True


def _rows(conn: sqlite3.Connection, what: str) -> list[tuple[int, object]]:
    return [tuple(row) for row in conn.execute(f"SELECT {what} ORDER BY 1")]


def some_groups(conn: sqlite3.Connection, most: int) -> list[tuple[int, StandingGroup]]:
    """At most so many of the groups, in the order in which they were kept, each with one of its accounts."""
    rows = conn.execute(
        "SELECT min(account) AS account, told FROM standing_groups JOIN standing_group_members "
        "ON standing_group = number GROUP BY number ORDER BY number LIMIT ?",
        (most,),
    )
    return [(row["account"], StandingGroup.model_validate_json(row["told"])) for row in rows]


def groups_of(conn: sqlite3.Connection, accounts: Iterable[int]) -> dict[int, StandingGroup]:
    """The group of each of these accounts that is in one."""
    rows = conn.execute(
        "SELECT account, standing_group, told FROM standing_group_members "
        "JOIN standing_groups ON number = standing_group WHERE account IN (SELECT value FROM json_each(?))",
        (json.dumps(list(accounts)),),
    ).fetchall()
    told = {row["standing_group"]: StandingGroup.model_validate_json(row["told"]) for row in rows}
    return {row["account"]: told[row["standing_group"]] for row in rows}

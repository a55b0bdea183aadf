"""All that is known of some accounts and of what is between them, many rows at a time, as ``core/facts.py`` has it."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

import numpy as np

from companion.core.activities import Activities
from companion.core.columns import Row
from companion.core.fact_columns import Part, Values, part_of, records_of, rows_of
from companion.core.graph import IntArray
from companion.core.naming import ref_of
from companion.core.wire.observations import ActivityKind
from companion.store.account_facts import account_facts, grouped, numbers
from companion.store.activities import distinct
from companion.store.edge_facts import EdgeFacts
from companion.store.rows import WITHIN

AT_ONCE = 4_000
"""Rows for which what belongs to them is fetched together."""

_CHUNK = "IN (SELECT value FROM json_each(?))"


_CHOSEN = {
    "edges": f"source {WITHIN} AND +target {WITHIN}",
    "captures": f"owner {WITHIN} OR (owner IS NULL AND EXISTS "
    f"(SELECT 1 FROM capture_members WHERE capture = captures.id AND +account {WITHIN}))",
    "activities": f"account {WITHIN}",
}
# The joins keep to this order, so that rows come in an index's order: nothing is sorted, and the first comes at once.
_JOINED = {
    "captures": "JOIN batches ON batches.id = captures.batch JOIN sessions ON sessions.id = batches.session "
    "JOIN pages ON pages.id = batches.page",
    "activities": "CROSS JOIN accounts ON accounts.id = account CROSS JOIN batches ON batches.id = batch "
    "CROSS JOIN pages ON pages.id = page",
}
_FROM = {table: f"{table} {_JOINED[table]} WHERE {_CHOSEN[table]}" for table in _JOINED}
_CAPTURES = (
    "SELECT captures.id AS number, captures.uuid AS capture, captures.kind, captures.owner AS owner, pages.platform, "
    "pages.address AS page, pages.kind AS page_kind, displayed_count, seen_count, complete, captures.first_seen, "
    "captures.last_seen, sessions.uuid AS session, tool_version "
    f"FROM {_FROM['captures']} ORDER BY captures.id"
)
_MEMBERS = "SELECT capture, account FROM capture_members WHERE capture BETWEEN ? AND ? ORDER BY capture, account"
_SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")
_ACTIVITIES = (
    "SELECT activities.id AS activity, accounts.platform, activities.kind, object, object_kind, text, content, "
    "time, precision, observed_at AS seen_at, look, place, pages.address AS page, account "
    f"FROM {_FROM['activities']} ORDER BY account, activities.kind, activities.id"
)
_NAMED = f"SELECT id, platform, account_id, handle FROM accounts WHERE id {WITHIN}"
_OBJECTS = (
    "SELECT activity, kind, key FROM activity_objects JOIN objects ON objects.id = object "
    f"WHERE activity {_CHUNK} ORDER BY activity, kind, key"
)


def with_neighbours(conn: sqlite3.Connection, accounts: IntArray, hidden: bool) -> IntArray:
    """Accounts (n,), rising: these and all that have an edge with one of them; hidden ones only where asked."""
    sql = f"SELECT target FROM edges WHERE source {WITHIN} UNION SELECT source FROM edges WHERE target {WITHIN}"
    if not hidden:
        sql = f"{sql} EXCEPT SELECT account FROM hidden_accounts"
    found = conn.execute(sql, {"accounts": json.dumps(accounts.tolist())})
    return np.union1d(accounts, np.fromiter((row[0] for row in found), dtype=np.int64))


class Facts:
    """What is known of some accounts, of the edges between them, of their lists, and what they did.

    Every method reads some rows at a time, in an order that is always the same. Read all in one transaction.
    """

    def __init__(self, conn: sqlite3.Connection, accounts: IntArray, selected: IntArray) -> None:
        """``accounts`` (n,), rising; ``selected`` (m ≤ n,), rising, are those that are in the selection itself."""
        self._conn = conn
        self._accounts = accounts
        self._selected = np.isin(accounts, selected, assume_unique=True)
        self._values: dict[str, Any] = {"accounts": json.dumps(accounts.tolist())}

    def count(self, table: str) -> int:
        """How many rows the method of this name gives."""
        if table == "accounts":
            return len(self._accounts)
        sql = f"SELECT count(*) FROM {table} WHERE {_CHOSEN[table]}"
        return int(self._conn.execute(sql, self._values).fetchone()[0])

    def has_directed_edges(self) -> bool:
        """Whether an edge other than a friendship is among them."""
        sql = f"SELECT 1 FROM edges WHERE {_CHOSEN['edges']} AND kind <> 'friend' LIMIT 1"
        return self._conn.execute(sql, self._values).fetchone() is not None

    def rows(self, table: str, communities: Mapping[int, int]) -> Iterator[Row]:
        """The table's rows, one by one; as :meth:`parts`."""
        return itertools.chain.from_iterable(map(rows_of, self.parts(table, communities)))

    def parts(self, table: str, communities: Mapping[int, int]) -> Iterator[Part]:
        """The table's rows, some at a time; ``communities`` gives the community of some accounts."""
        if table == "accounts":
            return self.accounts(communities)
        return {"edges": self.edges, "captures": self.captures, "activities": self.activities}[table]()

    def accounts(self, communities: Mapping[int, int]) -> Iterator[Part]:
        """Each account."""
        for start in range(0, len(self._accounts), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            keys = self._accounts[part].tolist()
            known = account_facts(self._conn, keys)
            of = [communities.get(key) for key in keys]
            yield known | {"selected": self._selected[part].tolist(), "community": of}

    def edges(self) -> Iterator[Part]:
        """Each edge that has both ends among the accounts."""
        return EdgeFacts(self._conn, self._values, self._refs).parts()

    def captures(self) -> Iterator[Part]:
        """Each visit of a list of one of the accounts, or of a list of nobody that shows one."""
        found, asking = self._conn.cursor(), self._conn.cursor()
        found.row_factory = asking.row_factory = None
        columns = [column[0] for column in found.execute(_CAPTURES, self._values).description]
        while rows := found.fetchmany(AT_ONCE):
            part: dict[str, Any] = dict(zip(columns, zip(*rows, strict=True), strict=True))
            own = part["number"]
            # Whose names are wanted is looked up here: in the query their list would be read anew each time.
            seen = [each for each in asking.execute(_MEMBERS, (own[0], own[-1])) if each[1] in self._refs]
            names = [self._refs[account] for _, account in seen]
            shown_by = np.array([capture for capture, _ in seen], dtype=np.int64)
            ends = zip(*(np.searchsorted(shown_by, own, side).tolist() for side in _SIDES), strict=True)
            yield part | {
                "members": [names[begin:end] for begin, end in ends],
                "owner": [None if owner is None else self._refs[owner] for owner in part["owner"]],
                "complete": list(map(bool, part["complete"])),
            }

    def activities(self) -> Iterator[Part]:
        """Each thing that one of the accounts did, as often as it was seen."""
        for rows in self._chunks(_ACTIVITIES):
            objects = grouped(self._conn, _OBJECTS, numbers(rows, "activity"))
            named: dict[str, Values] = {
                "account": [self._refs[row["account"]] for row in rows],
                "objects": records_of([objects[row["activity"]] for row in rows], ("kind", "key")),
            }
            yield part_of(rows, rows[0]) | named

    def activities_once(self, kinds: Sequence[ActivityKind]) -> Activities:
        """The activities of these kinds as arrays, each once however often it was seen."""
        return distinct(self._conn, kinds).by(self._accounts)

    @cached_property
    def _refs(self) -> dict[int, str]:
        """Every account's ref by its number."""
        cursor = self._conn.cursor()
        cursor.row_factory = None
        named = cursor.execute(_NAMED, self._values)
        return {key: ref_of(platform, account_id, handle, key) for key, platform, account_id, handle in named}

    def _chunks(self, sql: str) -> Iterator[list[Row]]:
        found = self._conn.execute(sql, self._values)
        while rows := found.fetchmany(AT_ONCE):
            yield [dict(row) for row in rows]


_ENDS_NAMED = ", ".join(
    f"{end}_account.{column} AS {end}_{column}"
    for end in ("source", "target")
    for column in ("platform", "account_id", "handle")
)


def ties(conn: sqlite3.Connection, accounts: IntArray) -> Iterator[Row]:
    """Each edge that has one end among accounts (n,) and one outside: kind, source and target as refs, and times."""
    rows = conn.execute(
        f"SELECT edges.kind, source, target, edges.first_seen, edges.last_seen, {_ENDS_NAMED} FROM edges "
        "JOIN accounts AS source_account ON source_account.id = source "
        "JOIN accounts AS target_account ON target_account.id = target "
        f"WHERE edges.id IN (SELECT id FROM edges WHERE source {WITHIN} "
        f"UNION SELECT id FROM edges WHERE target {WITHIN}) "
        f"AND (source {WITHIN}) <> (target {WITHIN})",
        {"accounts": json.dumps(accounts.tolist())},
    )
    for row in rows:
        ends = {
            end: ref_of(row[f"{end}_platform"], row[f"{end}_account_id"], row[f"{end}_handle"], row[end])
            for end in ("source", "target")
        }
        yield {"kind": row["kind"], **ends, "first_seen": row["first_seen"], "last_seen": row["last_seen"]}

"""All that is known of some accounts and of what is between them, row by row, in the form of ``core/facts.py``."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from companion.core.activities import Activities
from companion.core.facts import Row
from companion.core.graph import IntArray
from companion.core.naming import ref_of
from companion.core.wire.observations import ActivityKind
from companion.store.account_facts import account_facts, grouped, numbers
from companion.store.activities import distinct

AT_ONCE = 500
"""Rows for which what belongs to them is fetched together."""

_WITHIN = "IN (SELECT value FROM json_each(:accounts))"
_CHUNK = "IN (SELECT value FROM json_each(?))"


def _ref_columns(table: str, end: str) -> str:
    """What :func:`_take_ref` needs of an account; ``table`` is what it is joined as."""
    names = (("key", "id"), ("platform", "platform"), ("id", "account_id"), ("handle", "handle"))
    return ", ".join(f"{table}.{column} AS {end}_{name}" for name, column in names)


def _take_ref(row: Row, end: str) -> str:
    key, platform = row.pop(f"{end}_key"), row.pop(f"{end}_platform")
    return ref_of(platform, row.pop(f"{end}_id"), row.pop(f"{end}_handle"), key)


def _seen_in(what: str, owner: str, member: str, kinds: str) -> str:
    """What an edge's captures of one of its two lists say."""
    return (
        f"SELECT {what} FROM captures JOIN capture_members ON capture = captures.id WHERE owner = edges.{owner} "
        f"AND account = edges.{member} AND captures.kind = CASE edges.kind {kinds} END"
    )


def _of_its_source(what: str) -> str:
    return _seen_in(what, "source", "target", "WHEN 'follows' THEN 'following' WHEN 'friend' THEN 'friends'")


def _of_its_target(what: str) -> str:
    kinds = "WHEN 'follows' THEN 'followers' WHEN 'friend' THEN 'friends' ELSE 'members'"
    return _seen_in(what, "target", "source", kinds)


_CHOSEN = {
    "edges": f"source {_WITHIN} AND +target {_WITHIN}",
    "captures": f"owner {_WITHIN} OR (owner IS NULL AND EXISTS "
    f"(SELECT 1 FROM capture_members WHERE capture = captures.id AND +account {_WITHIN}))",
    "activities": f"account {_WITHIN}",
}
# The joins keep to this order, so that rows come in an index's order: nothing is sorted, and the first comes at once.
_JOINED = {
    "edges": "CROSS JOIN accounts AS source_account ON source_account.id = source "
    "CROSS JOIN accounts AS target_account ON target_account.id = target",
    "captures": "JOIN batches ON batches.id = captures.batch JOIN sessions ON sessions.id = batches.session "
    "JOIN pages ON pages.id = batches.page LEFT JOIN accounts AS owner_account ON owner_account.id = owner",
    "activities": "CROSS JOIN accounts ON accounts.id = account CROSS JOIN batches ON batches.id = batch "
    "CROSS JOIN pages ON pages.id = page",
}
_FROM = {table: f"{table} {_JOINED[table]} WHERE {_CHOSEN[table]}" for table in _CHOSEN}
_EDGES = (
    "SELECT edges.id AS edge, edges.kind, edges.first_seen, edges.last_seen, "
    f"({_of_its_source('count(*)')}) + ({_of_its_target('count(*)')}) AS captures, {{weight}} AS weight, "
    f"{_ref_columns('source_account', 'source')}, {_ref_columns('target_account', 'target')} "
    f"FROM {_FROM['edges']} ORDER BY edges.source, edges.target, edges.kind"
)
_WEIGHED = "SELECT 1 FROM capture_members WHERE weight IS NOT NULL LIMIT 1"
_WEIGHT = (
    f"(SELECT weight FROM ({_of_its_source('weight, capture_members.batch')} AND weight IS NOT NULL "
    f"UNION ALL {_of_its_target('weight, capture_members.batch')} AND weight IS NOT NULL) ORDER BY batch DESC LIMIT 1)"
)
_SPELLS = (
    "SELECT edge, first_seen, last_seen, began_after, gone_by FROM spells "
    f"WHERE edge {_CHUNK} ORDER BY edge, first_seen"
)
_CAPTURES = (
    "SELECT captures.id AS number, captures.uuid AS capture, captures.kind, captures.owner AS owner, pages.platform, "
    "pages.address AS page, pages.kind AS page_kind, displayed_count, seen_count, complete, captures.first_seen, "
    f"captures.last_seen, sessions.uuid AS session, tool_version, {_ref_columns('owner_account', 'owner')} "
    f"FROM {_FROM['captures']} ORDER BY captures.id"
)
_MEMBERS = (
    f"SELECT capture, {_ref_columns('accounts', 'member')} FROM capture_members "
    f"CROSS JOIN accounts ON accounts.id = account WHERE +account {_WITHIN} ORDER BY capture, account"
)
_ACTIVITIES = (
    "SELECT activities.id AS activity, accounts.platform, activities.kind, object, object_kind, text, content, "
    "time, precision, observed_at AS seen_at, look, place, pages.address AS page, "
    f"{_ref_columns('accounts', 'account')} "
    f"FROM {_FROM['activities']} ORDER BY account, activities.kind, activities.id"
)
_OBJECTS = (
    "SELECT activity, kind, key FROM activity_objects JOIN objects ON objects.id = object "
    f"WHERE activity {_CHUNK} ORDER BY activity, kind, key"
)


def with_neighbours(conn: sqlite3.Connection, accounts: IntArray, hidden: bool) -> IntArray:
    """These accounts and all that have an edge with one of them, rising; hidden ones only where asked."""
    sql = f"SELECT target FROM edges WHERE source {_WITHIN} UNION SELECT source FROM edges WHERE target {_WITHIN}"
    if not hidden:
        sql = f"{sql} EXCEPT SELECT account FROM hidden_accounts"
    found = conn.execute(sql, {"accounts": json.dumps(accounts.tolist())})
    return np.union1d(accounts, np.fromiter((row[0] for row in found), dtype=np.int64))


class Facts:
    """What is known of some accounts, of the edges between them, of their lists, and what they did.

    Every method reads row by row, in an order that is always the same. Read all in one transaction.
    """

    def __init__(self, conn: sqlite3.Connection, accounts: IntArray, selected: IntArray) -> None:
        """``accounts`` (n,), rising; ``selected`` (m ≤ n,), rising, are those that are in the selection itself."""
        self._conn = conn
        self._accounts = accounts
        self._selected = np.isin(accounts, selected, assume_unique=True)
        self._values = {"accounts": json.dumps(accounts.tolist())}

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
        """The table's rows; ``communities`` gives the community of some accounts."""
        if table == "accounts":
            return self.accounts(communities)
        return {"edges": self.edges, "captures": self.captures, "activities": self.activities}[table]()

    def accounts(self, communities: Mapping[int, int]) -> Iterator[Row]:
        """Each account."""
        for start in range(0, len(self._accounts), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            rows = account_facts(self._conn, self._accounts[part].tolist())
            for row, selected in zip(rows, self._selected[part].tolist(), strict=True):
                yield row | {"selected": selected, "community": communities.get(row["account"])}

    def edges(self) -> Iterator[Row]:
        """Each edge that has both ends among the accounts."""
        is_weighed = self._conn.execute(_WEIGHED).fetchone() is not None
        for rows in self._chunks(_EDGES.format(weight=_WEIGHT if is_weighed else "NULL")):
            spells = grouped(self._conn, _SPELLS, numbers(rows, "edge"))
            for row in rows:
                ends = {end: _take_ref(row, end) for end in ("source", "target")}
                yield row | ends | {"spells": spells[row["edge"]]}

    def captures(self) -> Iterator[Row]:
        """Each visit of a list of one of the accounts, or of a list of nobody that shows one."""
        members = itertools.groupby(self._conn.execute(_MEMBERS, self._values), key=lambda row: row["capture"])
        number, shown = next(members, (None, None))
        for row in map(dict, self._conn.execute(_CAPTURES, self._values)):
            owner = _take_ref(row, "owner") if row["owner"] is not None else None
            while number is not None and number < row["number"]:
                number, shown = next(members, (None, None))
            refs = [_take_ref(dict(each), "member") for each in shown or ()] if number == row["number"] else []
            yield row | {"owner": owner, "complete": bool(row["complete"]), "members": refs}

    def activities(self) -> Iterator[Row]:
        """Each thing that one of the accounts did, as often as it was seen."""
        for rows in self._chunks(_ACTIVITIES):
            objects = grouped(self._conn, _OBJECTS, numbers(rows, "activity"))
            for row in rows:
                yield row | {"account": _take_ref(row, "account"), "objects": objects[row["activity"]]}

    def activities_once(self, kinds: Sequence[ActivityKind]) -> Activities:
        """The activities of these kinds as arrays, each once however often it was seen."""
        return distinct(self._conn, kinds).by(self._accounts)

    def _chunks(self, sql: str) -> Iterator[list[Row]]:
        found = self._conn.execute(sql, self._values)
        while rows := found.fetchmany(AT_ONCE):
            yield [dict(row) for row in rows]


_NAMED = ", ".join(
    f"{end}_account.{column} AS {end}_{column}"
    for end in ("source", "target")
    for column in ("platform", "account_id", "handle")
)


def ties(conn: sqlite3.Connection, accounts: IntArray) -> Iterator[Row]:
    """Each edge that has one end among the accounts and one outside: kind, source and target as refs, and times."""
    within = "IN (SELECT value FROM json_each(:accounts))"
    rows = conn.execute(
        f"SELECT edges.kind, source, target, edges.first_seen, edges.last_seen, {_NAMED} FROM edges "
        "JOIN accounts AS source_account ON source_account.id = source "
        "JOIN accounts AS target_account ON target_account.id = target "
        f"WHERE edges.id IN (SELECT id FROM edges WHERE source {within} "
        f"UNION SELECT id FROM edges WHERE target {within}) "
        f"AND (source {within}) <> (target {within})",
        {"accounts": json.dumps(accounts.tolist())},
    )
    for row in rows:
        ends = {
            end: ref_of(row[f"{end}_platform"], row[f"{end}_account_id"], row[f"{end}_handle"], row[end])
            for end in ("source", "target")
        }
        yield {"kind": row["kind"], **ends, "first_seen": row["first_seen"], "last_seen": row["last_seen"]}

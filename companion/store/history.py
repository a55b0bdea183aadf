"""The network at a time, what changed between two times, and the captures that an edge rests on.

An edge holds from a spell's first sighting until a complete capture lacks it, as in :mod:`companion.store.network`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from companion.core.facts import SPELL
from companion.core.history import changes
from companion.core.kinds import EdgeKind
from companion.core.timeline import Spell
from companion.core.wire.history import (
    AsOf,
    Between,
    CaptureOfEdge,
    Difference,
    EdgeEvidence,
    EdgeSeen,
    Rows,
    Scope,
    SpellSeen,
)
from companion.core.wire.selection import Selection
from companion.errors import BadRequestError, NotFoundError
from companion.store.edges import lists_of
from companion.store.selecting import account_ids, names
from companion.store.times import text_of

_CHOSEN = "(SELECT value FROM json_each(:chosen))"
_HIDDEN = "(SELECT account FROM hidden_accounts)"
_EVERYONE = f"SELECT id FROM edges WHERE source NOT IN {_HIDDEN} AND target NOT IN {_HIDDEN}"
# Begun from the accounts, so that the index of the edges' ends finds them. The plus keeps it from being asked for each
# pair of accounts.
_FROM = "SELECT edges.id FROM json_each(:chosen) AS one CROSS JOIN edges ON source = one.value"
_TO = "SELECT edges.id FROM json_each(:chosen) AS one CROSS JOIN edges ON target = one.value"
_INSIDE = f"{_FROM} WHERE +target IN {_CHOSEN}"
_TOUCHING = f"{_FROM} WHERE TRUE{{kinds}} UNION ALL {_TO} WHERE +source NOT IN {_CHOSEN}"


@dataclass(frozen=True)
class _Edges:
    """SQL that gives the numbers of the scope's edges, and its values."""

    sql: str
    values: dict[str, Any]

    @property
    def spells(self) -> str:
        return f"FROM ({self.sql}) AS scoped CROSS JOIN spells ON edge = scoped.id WHERE TRUE"


def as_of(conn: sqlite3.Connection, scope: Scope, at: datetime, rows: Rows | None = None) -> AsOf:
    """The edges of the scope that held at the time. Raises :class:`NotFoundError` where there is no such account."""
    edges = _edges(conn, scope, at, at)
    certain: dict[int, bool] = {}
    only_later = 0
    for edge, seen_later in _plain(
        conn,
        f"SELECT edge, CASE WHEN first_seen <= :at THEN last_seen >= :at END {edges.spells} "
        "AND iif(first_seen <= :at, gone_by IS NULL OR gone_by > :at, began_after IS NULL OR began_after < :at)",
        edges.values | {"at": text_of(at)},
    ):
        if seen_later is None:
            only_later += 1
        else:
            certain[edge] = bool(seen_later)
    return AsOf(
        at=at,
        count=len(certain),
        certain=sum(certain.values()),
        only_later=only_later,
        edges=_seen(conn, certain, rows or Rows()),
    )


def difference(
    conn: sqlite3.Connection, scope: Scope, since: datetime, until: datetime, rows: Rows | None = None
) -> Difference:
    """What changed in the scope between two times; the rows are those of each group.

    Raises :class:`BadRequestError` where the times are not in order, :class:`NotFoundError` as :func:`as_of`.
    """
    if since >= until:
        raise BadRequestError("history.order")
    edges = _edges(conn, scope, since, until)
    rows = rows or Rows()
    times = {"since": text_of(since), "until": text_of(until)}
    # In one pass, and of the spells that lasted, which are most, only the number.
    lasts = "(first_seen <= :since AND (gone_by IS NULL OR gone_by > :until))"
    lasting, others = next(
        _plain(
            conn,
            f"SELECT count(*) FILTER (WHERE {lasts}), "
            "json_group_array(json_array(edge, first_seen, last_seen, began_after, gone_by)) "
            f"FILTER (WHERE NOT {lasts}) {edges.spells} "
            "AND first_seen <= :until AND (gone_by IS NULL OR gone_by > :since)",
            edges.values | times,
        )
    )
    spells = ((edge, Spell(*spell)) for edge, *spell in json.loads(others))
    groups = changes(spells, times["since"], times["until"])
    return Difference(
        since=since,
        until=until,
        appeared=_seen(conn, groups.appeared, rows),
        first_seen=_seen(conn, groups.first_seen, rows),
        ended=_seen(conn, groups.ended, rows),
        appeared_count=len(groups.appeared),
        first_seen_count=len(groups.first_seen),
        ended_count=len(groups.ended),
        unchanged=lasting + groups.gone_between,
        gone_between=groups.gone_between,
        only_between=groups.only_between,
    )


def evidence(conn: sqlite3.Connection, one: int, other: int) -> list[EdgeEvidence]:
    """Each edge between two accounts, in either direction, with the captures that it follows from, in their order.

    Captures that lack it are among them only where they were seen whole. Raises :class:`NotFoundError` for none.
    """
    rows = conn.execute(
        "SELECT id, kind, source, target FROM edges WHERE (source = :one AND target = :other) "
        "OR (source = :other AND target = :one) ORDER BY id",
        {"one": one, "other": other},
    ).fetchall()
    if not rows:
        raise NotFoundError("history.no_edge")
    seen = _seen(conn, {row["id"]: True for row in rows}, Rows())
    return [
        EdgeEvidence(edge=edge, captures=_captures(conn, row["kind"], row["source"], row["target"]))
        for edge, row in zip(seen, rows, strict=True)
    ]


def _captures(conn: sqlite3.Connection, kind: str, source: int, target: int) -> list[CaptureOfEdge]:
    found = []
    named = names(conn, (source, target))
    for owner, listed, member in lists_of(kind, source, target):
        rows = conn.execute(
            "SELECT captures.id AS capture, captures.last_seen AS ended_at, displayed_count, seen_count, complete, "
            "seen.observed_at AS seen_at, pages.address AS page, pages.title AS page_title, sessions.uuid AS session, "
            "batches.tool_version FROM captures "
            "LEFT JOIN capture_members ON capture = captures.id AND account = ? "
            "LEFT JOIN batches AS seen ON seen.id = capture_members.batch "
            "JOIN batches ON batches.id = coalesce(capture_members.batch, captures.batch) "
            "JOIN pages ON pages.id = batches.page JOIN sessions ON sessions.id = batches.session "
            "WHERE owner = ? AND captures.kind = ? AND (complete OR seen.id IS NOT NULL)",
            (member, owner, listed.value),
        )
        found += [CaptureOfEdge(kind=listed, owner=named[owner], **row) for row in rows]
    return sorted(found, key=lambda each: (each.seen_at or each.ended_at, each.capture))


def _edges(conn: sqlite3.Connection, scope: Scope, since: datetime, until: datetime) -> _Edges:
    kinds = "" if len(set(scope.kinds)) == len(EdgeKind) else " AND +kind IN (SELECT value FROM json_each(:kinds))"
    values: dict[str, Any] = {"kinds": json.dumps(scope.kinds)} if kinds else {}
    if scope.around is None and scope.selection == Selection():
        return _Edges(_EVERYONE + kinds, values)
    if scope.around is not None:
        within, accounts = _INSIDE, _neighbourhood(conn, scope.around, since, until)
    else:
        within = _INSIDE if scope.between is Between.inside else _TOUCHING.format(kinds=kinds)
        accounts = account_ids(conn, scope.selection).tolist()
    return _Edges(within + kinds, values | {"chosen": json.dumps(accounts)})


def _neighbourhood(conn: sqlite3.Connection, account: int, since: datetime, until: datetime) -> list[int]:
    """The account, and all that it had an edge with at one of the two times."""
    if conn.execute("SELECT 1 FROM accounts WHERE id = ?", (account,)).fetchone() is None:
        raise NotFoundError("accounts.unknown")
    ends = (
        "SELECT {} FROM edges CROSS JOIN spells ON edge = edges.id WHERE {} = :account "
        "AND ((spells.first_seen <= :since AND (gone_by IS NULL OR gone_by > :since)) "
        "OR (spells.first_seen <= :until AND (gone_by IS NULL OR gone_by > :until)))"
    )
    near = _plain(
        conn,
        f"{ends.format('target', 'source')} UNION {ends.format('source', 'target')}",
        {"account": account, "since": text_of(since), "until": text_of(until)},
    )
    return sorted({account, *(row[0] for row in near)})


def _plain(conn: sqlite3.Connection, query: str, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Rows without their columns' names, of which there may be a million."""
    cursor = conn.cursor()
    cursor.row_factory = None
    return cursor.execute(query, values)


def _seen(conn: sqlite3.Connection, found: dict[int, bool], rows: Rows) -> list[EdgeSeen]:
    """The wanted edges of those found, by number, with names and all their spells; each comes with its certainty."""
    certain = {edge: found[edge] for edge in sorted(found)[rows.first : rows.first + rows.most]}
    wanted = json.dumps(list(certain))
    spells: dict[int, list[SpellSeen]] = {edge: [] for edge in certain}
    for row in conn.execute(
        "SELECT spells.* FROM json_each(?) AS wanted CROSS JOIN spells ON edge = wanted.value "
        "ORDER BY edge, first_seen",
        (wanted,),
    ):
        known = {name: row[name] for name in SPELL}
        spells[row["edge"]].append(SpellSeen.model_validate(known))
    edges = conn.execute(
        "SELECT edges.* FROM json_each(?) AS wanted CROSS JOIN edges ON edges.id = wanted.value ORDER BY edges.id",
        (wanted,),
    ).fetchall()
    named = names(conn, {row[end] for row in edges for end in ("source", "target")})
    return [
        EdgeSeen(
            edge=row["id"],
            kind=row["kind"],
            source=named[row["source"]],
            target=named[row["target"]],
            certain=certain[row["id"]],
            spells=spells[row["id"]],
        )
        for row in edges
    ]

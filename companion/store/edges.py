"""Edges between accounts and their spells, worked out of captures as these come in.

Nothing here is a source: all of it follows from captures, and :func:`rebuild_all` works it out anew.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from enum import Enum

from companion.core.kinds import EDGE_OF, LISTS_OF, EdgeKind
from companion.core.timeline import Visit, spells
from companion.core.wire.observations import CaptureKind
from companion.store.rows import GIVEN_PAIRS, given, insert_rows

KINDS = {CaptureKind(listed.value): kind.value for listed, kind in EDGE_OF.items()}
"""The kind of edge that each kind of list shows; the other kinds show none."""
MIRRORED = {
    CaptureKind(listed.value): CaptureKind(other.value)
    for own, of_target in LISTS_OF.values()
    if own is not None
    for listed, other in ((own, of_target), (of_target, own))
}
"""Where else the same edge may stand: the owner and the member in the other list."""
_MANY = 20_000
"""Of so many edges it takes less time to work out all of them at once."""


def note_members(
    conn: sqlite3.Connection, capture: int, kind: CaptureKind, owner: int, members: Iterable[int], at: str
) -> None:
    """Note that these members stood in the owner's list at this time; call it once the capture is stored."""
    if kind not in KINDS:
        return
    pair_of = {member: direction(kind, owner, member) for member in members if member != owner}
    in_doubt = _seen_whole(conn, capture, kind, owner, pair_of)
    edges = _note_edges(conn, KINDS[kind], pair_of.values(), at)
    rebuild(conn, [edges[pair_of[member]] for member in in_doubt])
    # No other list that could show the rest was ever seen whole, so none of these is known to have begun or ended.
    rest = [edges[pair] for member, pair in pair_of.items() if member not in in_doubt]
    conn.execute(
        "UPDATE spells SET first_seen = min(first_seen, :at), last_seen = max(last_seen, :at) "
        "WHERE edge IN (SELECT value FROM json_each(:edges)) AND NOT (first_seen <= :at AND last_seen >= :at)",
        {"edges": given(rest), "at": at},
    )


def note_complete(conn: sqlite3.Connection, capture: int, kind: CaptureKind, owner: int) -> None:
    """Work out anew the edges of a list that has now been seen whole: those it lacks may have ended."""
    if kind not in KINDS:
        return
    column, other = ("source", "target") if kind is CaptureKind.following else ("target", "source")
    lacking = (
        f"SELECT id FROM edges WHERE kind = :kind AND {column} = :owner AND NOT EXISTS "
        f"(SELECT 1 FROM capture_members WHERE capture = :capture AND account = {other})"
    )
    if kind is CaptureKind.friends:
        lacking += f" UNION {lacking.replace('target', 's0').replace('source', 'target').replace('s0', 'source')}"
    values = {"kind": KINDS[kind], "owner": owner, "capture": capture}
    rebuild(conn, [row["id"] for row in conn.execute(lacking, values)])


def rebuild(conn: sqlite3.Connection, edges: Iterable[int]) -> None:
    """Work out these edges' times and spells from all captures; an edge that no capture shows is deleted."""
    for edge in edges:
        row = conn.execute("SELECT kind, source, target FROM edges WHERE id = ?", (edge,)).fetchone()
        lists = [_visits(conn, owner, kind, member) for owner, kind, member in lists_of(*row)]
        found = spells(lists)
        conn.execute("DELETE FROM spells WHERE edge = ?", (edge,))
        if not found:
            conn.execute("DELETE FROM edges WHERE id = ?", (edge,))
            continue
        conn.executemany(
            "INSERT INTO spells (edge, first_seen, last_seen, began_after, gone_by) VALUES (?, ?, ?, ?, ?)",
            ((edge, each.first_seen, each.last_seen, each.began_after, each.gone_by) for each in found),
        )
        conn.execute(
            "UPDATE edges SET first_seen = ?, last_seen = ? WHERE id = ?",
            (found[0].first_seen, found[-1].last_seen, edge),
        )


def rebuild_accounts(conn: sqlite3.Connection, accounts: Iterable[int]) -> None:
    """Work out anew every edge of these accounts, as after a join of two accounts or a deletion."""
    wanted = json.dumps(list(accounts))
    within = "(SELECT value FROM json_each(?))"
    conn.execute(f"DELETE FROM edges WHERE source IN {within} OR target IN {within}", (wanted, wanted))
    sighted = (
        "SELECT captures.kind, owner, account, observed_at FROM captures JOIN capture_members ON capture = captures.id "
        "JOIN batches ON batches.id = capture_members.batch WHERE owner <> account AND "
    )
    members = conn.execute(f"{sighted} owner IN {within} UNION {sighted} account IN {within}", (wanted, wanted))
    for kind, owner, member, at in members.fetchall():
        if (listed := CaptureKind(kind)) in KINDS:
            _note_edges(conn, KINDS[listed], [direction(listed, owner, member)], at)
    touched = conn.execute(f"SELECT id FROM edges WHERE source IN {within} OR target IN {within}", (wanted, wanted))
    rebuild(conn, [row["id"] for row in touched.fetchall()])


def rebuild_lists_of(conn: sqlite3.Connection, owners: Iterable[int]) -> None:
    """Work out anew every edge that these accounts' lists may show, after something was deleted from the lists."""
    wanted = {"owners": json.dumps(list(owners))}
    within = "(SELECT value FROM json_each(:owners))"
    touching = f"SELECT id FROM edges WHERE source IN {within} UNION SELECT id FROM edges WHERE target IN {within}"
    conn.execute(f"DELETE FROM edges WHERE id IN ({touching}) AND NOT EXISTS ({_SHOWN})", wanted)
    left = [row["id"] for row in conn.execute(touching, wanted)]
    if len(left) > _MANY:
        rebuild_all(conn)
    else:
        rebuild(conn, left)


SOURCE, TARGET = 0, 1
"""Whose list it is that shows an edge."""


def list_of(whose: int, kind: str) -> str:
    """In SQL, the kind of list of its source or target that shows an edge of this ``kind``; NULL for none."""
    return _case(kind, {edge.value: lists[whose] for edge, lists in LISTS_OF.items()})


def edge_of(whose: int, kind: str) -> str:
    """In SQL, the kind of edge that a list of this ``kind`` shows, of which its owner is the source or the target."""
    return _case(kind, {listed.value: edge for edge, lists in LISTS_OF.items() if (listed := lists[whose])})


def _case(column: str, words: Mapping[str, Enum | None]) -> str:
    cases = (f"WHEN '{word}' THEN '{then.value}'" for word, then in words.items() if then is not None)
    return f"CASE {column} {' '.join(cases)} END"


# A capture that shows the edge: in a list of the source, or in one of the target.
_SHOWN = (
    "SELECT 1 FROM captures JOIN capture_members ON capture = captures.id AND account = target WHERE owner = source "
    f"AND captures.kind = {list_of(SOURCE, 'edges.kind')} UNION ALL "
    "SELECT 1 FROM captures JOIN capture_members ON capture = captures.id AND account = source WHERE owner = target "
    f"AND captures.kind = {list_of(TARGET, 'edges.kind')}"
)


def rebuild_all(conn: sqlite3.Connection) -> None:
    """Work out every edge and spell anew."""
    conn.execute("DELETE FROM edges")
    conn.execute(
        "INSERT INTO edges (kind, source, target, first_seen, last_seen) "
        "SELECT kind, source, target, min(seen_at), max(seen_at) FROM edge_sightings GROUP BY kind, source, target"
    )
    conn.execute("INSERT INTO spells (edge, first_seen, last_seen) SELECT id, first_seen, last_seen FROM edges")
    # Every other edge is in each list that was seen whole and could show it, so that it has this one spell.
    rebuild(conn, [row["id"] for row in conn.execute(_LACKED).fetchall()])


# Edges that a list which was seen whole lacks: one of the source, or one of the target.
_LACKED = (
    "SELECT edges.id FROM captures CROSS JOIN edges ON source = owner "
    f"AND edges.kind = {edge_of(SOURCE, 'captures.kind')} "
    "WHERE complete AND NOT EXISTS (SELECT 1 FROM capture_members WHERE capture = captures.id AND account = target) "
    "UNION SELECT edges.id FROM captures CROSS JOIN edges ON target = owner "
    f"AND edges.kind = {edge_of(TARGET, 'captures.kind')} "
    "WHERE complete AND NOT EXISTS (SELECT 1 FROM capture_members WHERE capture = captures.id AND account = source)"
)


def _note_edges(
    conn: sqlite3.Connection, kind: str, pairs: Collection[tuple[int, int]], at: str
) -> dict[tuple[int, int], int]:
    """Note that edges between these pairs, each named once, were seen at this time; gives the edge of each.

    Those that are new have one spell, of this time alone.
    """
    known = _edges(conn, kind, pairs)
    conn.executemany(
        "UPDATE edges SET first_seen = min(first_seen, ?), last_seen = max(last_seen, ?) WHERE id = ?",
        ((at, at, edge) for edge, first, last in known.values() if not first <= at <= last),
    )
    (newest,) = conn.execute("SELECT coalesce(max(id), 0) FROM edges").fetchone()
    new = dict(zip((pair for pair in pairs if pair not in known), itertools.count(newest + 1)))
    insert_rows(
        conn,
        "INSERT INTO edges (id, kind, source, target, first_seen, last_seen)",
        6,
        ((edge, kind, *pair, at, at) for pair, edge in new.items()),
    )
    insert_rows(conn, "INSERT INTO spells (edge, first_seen, last_seen)", 3, ((edge, at, at) for edge in new.values()))
    return new | {pair: edge for pair, (edge, _, _) in known.items()}


def direction(kind: CaptureKind, owner: int, member: int) -> tuple[int, int]:
    """The edge's source and target; a friendship has no direction, so its smaller key comes first."""
    if kind is CaptureKind.friends:
        return min(owner, member), max(owner, member)
    return (owner, member) if kind is CaptureKind.following else (member, owner)


def lists_of(kind: str, source: int, target: int) -> list[tuple[int, CaptureKind, int]]:
    """Owner, kind and member of each list that may show an edge."""
    own, of_target = LISTS_OF[EdgeKind(kind)]
    shown = [(target, CaptureKind(of_target.value), source)]
    return [(source, CaptureKind(own.value), target), *shown] if own is not None else shown


def _visits(conn: sqlite3.Connection, owner: int, kind: CaptureKind, member: int) -> list[Visit]:
    rows = conn.execute(
        "SELECT captures.last_seen, complete, observed_at FROM captures "
        "LEFT JOIN capture_members ON capture = captures.id AND account = ? "
        "LEFT JOIN batches ON batches.id = capture_members.batch WHERE owner = ? AND kind = ?",
        (member, owner, kind.value),
    )
    return [Visit(row["last_seen"], bool(row["complete"]), row["observed_at"]) for row in rows]


def _edges(
    conn: sqlite3.Connection, kind: str, pairs: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], tuple[int, str, str]]:
    """Those of the edges that there are: number, first and last sighting."""
    rows = conn.execute(
        f"WITH pairs (source, target) AS ({GIVEN_PAIRS}) "
        "SELECT source, target, id, first_seen, last_seen FROM pairs CROSS JOIN edges USING (source, target) "
        "WHERE kind = ?",
        (given(pairs), kind),
    )
    return {(source, target): (edge, first, last) for source, target, edge, first, last in rows}


def _seen_whole(
    conn: sqlite3.Connection, capture: int, kind: CaptureKind, owner: int, members: Collection[int]
) -> set[int]:
    """The members whose edge another list may show that was ever seen whole: all, where it is the owner's own."""
    own = conn.execute(
        "SELECT 1 FROM captures WHERE owner = ? AND kind = ? AND complete AND id <> ? LIMIT 1",
        (owner, kind.value, capture),
    ).fetchone()
    if own is not None:
        return set(members)
    if kind not in MIRRORED:
        return set()
    rows = conn.execute(
        "SELECT owner FROM captures WHERE owner IN (SELECT value FROM json_each(?)) AND kind = ? AND complete",
        (json.dumps(list(members)), MIRRORED[kind].value),
    )
    return {row["owner"] for row in rows}

"""Whole networks at once: accounts of which only the name is known, and the lists that show who is tied to whom.

What is stored is what a batch of the same sightings and captures stores, by a few statements for very many rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import NamedTuple

import numpy as np

from companion.core.identity import PSEUDONYM, AccountRef, id_by_handle
from companion.core.kinds import EdgeKind
from companion.core.wire.observations import AccountSighting, CaptureKind, Role
from companion.store import accounts, edges
from companion.store.resolving import resolve


class NamedAccount(NamedTuple):
    """An account of which nothing but its ref was seen, and maybe its address; ``first_seen`` and ``last_seen`` are
    stored times."""

    ref: AccountRef
    address: str | None
    first_seen: str
    last_seen: str

    @property
    def ids(self) -> tuple[str | None, str | None]:
        """Its stable id and its handle, of which one is None."""
        return (self.ref.value, None) if self.ref.by_id else (None, self.ref.value)

    @property
    def is_hidden(self) -> bool:
        """Whether it is named by a pseudonym, which may be that of an account known by a handle."""
        return self.ref.value.startswith(PSEUDONYM) if self.ref.by_id else id_by_handle(self.ref.value) is not None


class List(NamedTuple):
    """A list that was seen once, not to its end. ``weights``: of each member's tie, where any of them has one."""

    uuid: str
    kind: CaptureKind
    owner: int
    members: Sequence[int]
    weights: Sequence[float | None] = ()


def add_accounts(conn: sqlite3.Connection, named: Sequence[NamedAccount]) -> list[int]:
    """The number of each account: made where it is new."""
    conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS named "
        "(place INTEGER PRIMARY KEY, platform TEXT, account_id TEXT, handle TEXT, address TEXT, first_seen TEXT, "
        "last_seen TEXT)"
    )
    conn.executemany(
        "INSERT INTO named VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (place, each.ref.platform, *each.ids, each.address, each.first_seen, each.last_seen)
            for place, each in enumerate(named)
            if not each.is_hidden
        ),
    )
    conn.execute(
        "INSERT INTO accounts (platform, account_id, handle, address, first_seen, last_seen) "
        "SELECT platform, account_id, handle, address, first_seen, last_seen FROM named WHERE TRUE "
        f"{_WIDEN.format(table='accounts')}, address = CASE WHEN excluded.last_seen >= accounts.last_seen "
        "THEN coalesce(excluded.address, accounts.address) ELSE coalesce(accounts.address, excluded.address) END"
    )
    conn.execute(
        "INSERT INTO account_handles (account, platform, handle, first_seen, last_seen) "
        "SELECT id, platform, handle, named.first_seen, named.last_seen FROM named "
        f"CROSS JOIN accounts USING (platform, handle) WHERE TRUE {_WIDEN.format(table='account_handles')}"
    )
    found = dict(
        conn.execute(
            "SELECT place, id FROM named CROSS JOIN accounts USING (platform, handle) "
            "UNION ALL SELECT place, id FROM named CROSS JOIN accounts USING (platform, account_id)"
        )
    )
    conn.execute("DELETE FROM named")
    found |= {place: _resolved(conn, each) for place, each in enumerate(named) if each.is_hidden}
    return [found[place] for place in range(len(named))]


# An account, or a handle of it, that is there already lasts from the first sighting to the last.
_WIDEN = (
    "ON CONFLICT DO UPDATE SET first_seen = min({table}.first_seen, excluded.first_seen), "
    "last_seen = max({table}.last_seen, excluded.last_seen)"
)


def _resolved(conn: sqlite3.Connection, named: NamedAccount) -> int:
    account_id, handle = named.ids
    seen = AccountSighting(
        ref=str(named.ref),
        platform=named.ref.platform,
        account_id=account_id,
        handle=handle,
        address=named.address,
        role=Role.row,
    )
    for at in (named.first_seen, named.last_seen):
        (found,) = resolve(conn, [seen], [None], at)
        accounts.describe(conn, [(found, seen, None)], at)
    return found


def add_observations(conn: sqlite3.Connection, batch: int, seen: Iterable[tuple[int, AccountRef, str | None]]) -> None:
    """That each of these accounts was seen in the batch, by this name and at this address."""
    conn.executemany(
        "INSERT INTO observations (account, batch, role, account_id, handle, address) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (account, batch, Role.row.value, ref.value if ref.by_id else None, None if ref.by_id else ref.value, home)
            for account, ref, home in seen
        ),
    )


class Lists(AbstractContextManager["Lists"]):
    """Lists that show edges, on their way into the store, to be used in a ``with`` inside one transaction.

    The trigger that counts each account's edges is away meanwhile: they are counted once, at the end.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._next = int(conn.execute("SELECT coalesce(max(id), 0) + 1 FROM captures").fetchone()[0])
        self._seen_whole = {
            (row[0], row[1])
            for row in conn.execute("SELECT kind, owner FROM captures WHERE complete AND owner IS NOT NULL")
        }
        conn.execute("CREATE TEMP TABLE IF NOT EXISTS pairs (source INTEGER, target INTEGER)")
        self._first = _newest_edge(conn) + 1
        (self._trigger,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (_COUNTING,)).fetchone()

    def __enter__(self) -> Lists:
        self._conn.execute(f"DROP TRIGGER {_COUNTING}")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:  # else the transaction is rolled back, and the trigger is there as before
            _count_edges(self._conn, self._first)
            self._conn.execute(self._trigger)

    def add(self, batch: int, at: str, lists: Sequence[List]) -> None:
        """Add lists of the kinds that show edges, seen at this time in this batch."""
        numbered = list(enumerate(lists, self._next))
        self._next += len(lists)
        self._conn.executemany(
            "INSERT INTO captures (id, uuid, kind, owner, batch, seen_count, complete, first_seen, last_seen) "
            "VALUES (?, ?, ?, ?, ?, ?, FALSE, ?, ?)",
            (
                (number, each.uuid, each.kind.value, each.owner, batch, len(each.members), at, at)
                for number, each in numbered
            ),
        )
        self._conn.executemany(
            "INSERT OR IGNORE INTO capture_members (capture, account, batch, weight) VALUES (?, ?, ?, ?)",
            _member_rows(batch, numbered),
        )
        pairs: dict[str, list[tuple[int, int]]] = {}
        for number, each in numbered:
            if self._is_in_doubt(each):
                edges.note_members(self._conn, number, each.kind, each.owner, each.members, at)
            else:
                known = pairs.setdefault(edges.KINDS[each.kind], [])
                known.extend(
                    edges.direction(each.kind, each.owner, member) for member in each.members if member != each.owner
                )
        for kind, found in pairs.items():
            self._add_edges(EdgeKind(kind), found, at)

    def _is_in_doubt(self, each: List) -> bool:
        """Whether a list that was ever seen whole may lack one of its edges, so that each is to be worked out."""
        if not self._seen_whole:
            return False
        mirrored = edges.MIRRORED.get(each.kind)
        return (each.kind.value, each.owner) in self._seen_whole or (
            mirrored is not None and any((mirrored.value, member) in self._seen_whole for member in each.members)
        )

    def _add_edges(self, kind: EdgeKind, pairs: Sequence[tuple[int, int]], at: str) -> None:
        """Edges of which no list that was seen whole tells: each has one spell, from its first sighting to its last."""
        conn = self._conn
        conn.execute("DELETE FROM pairs")
        conn.executemany("INSERT INTO pairs VALUES (?, ?)", pairs)
        values = {"kind": kind.value, "at": at, "last": _newest_edge(conn)}
        conn.execute(
            "INSERT INTO edges (kind, source, target, first_seen, last_seen) "
            "SELECT DISTINCT :kind, source, target, :at, :at FROM pairs ORDER BY source, target "
            "ON CONFLICT DO UPDATE SET first_seen = min(first_seen, :at), last_seen = max(last_seen, :at)",
            values,
        )
        added = conn.execute(
            "INSERT INTO spells (edge, first_seen, last_seen) SELECT id, :at, :at FROM edges WHERE id > :last", values
        )
        if added.rowcount < len(pairs):
            conn.execute(
                "UPDATE spells SET first_seen = min(first_seen, :at), last_seen = max(last_seen, :at) WHERE edge IN "
                "(SELECT id FROM pairs CROSS JOIN edges USING (source, target) WHERE kind = :kind AND id <= :last)",
                values,
            )


_COUNTING = "standing_by_edge"
_COUNTED = 50_000
"""So many edges at once: numpy lets no other thread go on meanwhile, and no reader is to wait for it."""


def _count_edges(conn: sqlite3.Connection, first: int) -> None:
    """Count the edges from this one on with their accounts: part by part, as sorting millions would take memory."""
    last = _newest_edge(conn)
    counts = np.zeros(1 + int(conn.execute("SELECT coalesce(max(id), 0) FROM accounts").fetchone()[0]), dtype=np.int64)
    for begin in range(first, last + 1, _COUNTED):
        # As one text, since taking a million rows one by one from SQLite is what takes longest.
        (ends,) = conn.execute(
            "SELECT group_concat(source || ' ' || target, ' ') FROM edges WHERE id BETWEEN ? AND ?",
            (begin, begin + _COUNTED - 1),
        ).fetchone()
        some = np.bincount(np.fromstring(ends or "", dtype=np.int64, sep=" "))
        counts[: len(some)] += some
    ours = np.flatnonzero(counts)
    conn.executemany(
        "UPDATE accounts SET edge_count = edge_count + ? WHERE id = ?",
        zip(counts[ours].tolist(), ours.tolist(), strict=True),
    )


def _member_rows(batch: int, numbered: Iterable[tuple[int, List]]) -> Iterator[tuple[int, int, int, float | None]]:
    for number, each in numbered:
        if each.weights:
            yield from (
                (number, member, batch, weight) for member, weight in zip(each.members, each.weights, strict=True)
            )
        else:
            yield from ((number, member, batch, None) for member in each.members)


def _newest_edge(conn: sqlite3.Connection) -> int:
    return int(conn.execute("SELECT coalesce(max(id), 0) FROM edges").fetchone()[0])
